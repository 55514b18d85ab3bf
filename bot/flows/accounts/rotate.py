"""Encrypting all tokens anew with the first of the keys, so that the others can be taken away."""

from dataclasses import dataclass, replace

from bot.flows.accounts.add import demand_settings
from bot.flows.accounts.desk import AccountDesk
from bot.flows.context import Context
from bot.storage.repositories.audit import Deed
from bot.vault import CannotOpen


@dataclass(frozen=True)
class Rotated:
    """``done`` tokens were encrypted anew, ``current`` were so already; ``locked`` accounts, by their labels,
    have a token that no key of ours opens."""

    done: int
    current: int
    locked: tuple[str, ...]


async def rotate(ctx: Context, desk: AccountDesk, workspace_id: str, user: str) -> Rotated:
    """Do it, in one transaction. Raises NotAllowed and NoKeys."""
    vault, now = desk.keys, ctx.clock.now()
    done, current, locked = 0, 0, []
    async with ctx.store.write(workspace_id) as uow:
        await demand_settings(uow, user)
        for known in await uow.accounts.all():
            kept = await uow.accounts.get(known.account.id, lock=True)
            if kept is None or vault.is_current(kept.secret):
                current += kept is not None
                continue
            try:
                secret = vault.seal(vault.open(kept.secret, kept.row), kept.row)
            except CannotOpen:
                locked.append(kept.account.shown)
                continue
            account = replace(kept.account, revision=kept.account.revision + 1)
            await uow.accounts.change(replace(kept, account=account, secret=secret), user)
            done += 1
        if done:
            await uow.audit.write([Deed(user, "accounts_rotated", now, detail={"accounts": done})])
    await desk.changed()
    return Rotated(done, current, tuple(locked))
