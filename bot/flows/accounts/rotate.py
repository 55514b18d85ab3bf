"""Encrypting all secrets anew with the first of the keys, so that the others can be taken away."""

from dataclasses import dataclass, replace

from bot.flows.accounts.add import demand_settings
from bot.flows.accounts.desk import AccountDesk
from bot.flows.context import Context
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork
from bot.vault import CannotOpen, Vault


@dataclass(frozen=True)
class Rotated:
    """``done`` tokens and secrets were encrypted anew, ``current`` were so already; ``locked`` accounts and
    keys of the team's own systems, by their labels, have one that no key of ours opens."""

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
        keys = await _rotate_keys(uow, vault)
        done, current, locked = done + keys.done, current + keys.current, [*locked, *keys.locked]
        if done:
            await uow.audit.write([Deed(user, "accounts_rotated", now, detail={"accounts": done})])
    await desk.changed()
    return Rotated(done, current, tuple(locked))


async def _rotate_keys(uow: UnitOfWork, vault: Vault) -> Rotated:
    """The secrets of the team's own systems."""
    done, current, locked = 0, 0, []
    for known in await uow.trigger_keys.all():
        kept = await uow.trigger_keys.get(known.key.id, lock=True)
        if kept is None or kept.key.revoked_at is not None or vault.is_current(kept.secret):
            current += kept is not None and kept.key.revoked_at is None
            continue
        try:
            secret = vault.seal(vault.open(kept.secret, kept.row), kept.row)
        except CannotOpen:
            locked.append(kept.key.label)
            continue
        await uow.trigger_keys.reseal(kept.key.id, secret)
        done += 1
    return Rotated(done, current, tuple(locked))
