"""``bot keys``: the keys with which the team's own systems sign, at the command line."""

from collections.abc import Awaitable, Callable

from bot.cannot_start import CannotStart
from bot.commands.prepare import run_async, settings_of
from bot.config import AccountsSettings
from bot.derived import vault_of
from bot.domain.zones import moment_in
from bot.flows.accounts.desk import NoKeys
from bot.flows.context import Context
from bot.flows.systems.keys import ListedKey, NotMade, keys_in_use, make_key, revoke_key
from bot.flows.team.roles import OPERATOR
from bot.vault import Vault

Work = Callable[[Context, Vault | None, str], Awaitable[list[str]]]


def new(label: str) -> None:
    """Make a key and print its secret, this once. Raises CannotStart."""

    async def work(ctx: Context, vault: Vault | None, workspace_id: str) -> list[str]:
        made = await make_key(ctx, vault, workspace_id, OPERATOR, label)
        if isinstance(made, NotMade):
            raise CannotStart(made.why)
        return [
            f"Key for {made.key.label}. Its secret is shown this once: keep it where your system reads it.",
            f"  X-Threadline-Key: {made.key.id}",
            f"  Secret: {made.secret}",
        ]

    _run(work)


def show() -> None:
    """Print the keys in use, without their secrets. Raises CannotStart."""

    async def work(ctx: Context, vault: Vault | None, workspace_id: str) -> list[str]:
        async with ctx.store.read(workspace_id) as uow:
            zone = (await uow.settings.load()).settings.time_zone
        keys = await keys_in_use(ctx, vault, workspace_id, OPERATOR)
        return [_described(each, zone) for each in keys] or ["No key is in use. Make one with: bot keys new"]

    _run(work)


def revoke(key_id: str) -> None:
    """Have a key open nothing any more. Raises CannotStart."""

    async def work(ctx: Context, _vault: Vault | None, workspace_id: str) -> list[str]:
        gone = await revoke_key(ctx, workspace_id, OPERATOR, key_id.strip().upper())
        if gone is None:
            raise CannotStart(f"No key {key_id[:40]} is in use. “bot keys list” shows those that are.")
        return [f"The key for {gone.label} opens nothing any more."]

    _run(work)


def _described(each: ListedKey, zone: str) -> str:
    key = each.key
    used = f"last used {moment_in(key.last_used_at, zone)}" if key.last_used_at else "not used yet"
    locked = " · its secret cannot be read with ENCRYPTION_KEYS" if each.is_locked else ""
    return f"{key.id}  {key.label} · made {moment_in(key.created_at, zone)} · {used}{locked}"


def _run(work: Work) -> None:
    settings = settings_of(AccountsSettings)
    from bot import wiring  # noqa: PLC0415 - a wrong setting is told before everything is loaded.

    async def main() -> None:
        async with wiring.workspace(settings) as (ctx, workspace_id):
            try:
                lines = await work(ctx, vault_of(settings), workspace_id)
            except NoKeys as refused:
                raise CannotStart(str(refused)) from None
        print("\n".join(lines))  # noqa: T201 - the answer to the person who asked.

    run_async(main())
