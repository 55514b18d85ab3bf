"""Asking a provider about an account whose token is kept here."""

from bot.domain.account import Account, AccountLook, AccountState
from bot.flows.accounts.add import demand_settings
from bot.flows.accounts.desk import AccountDesk
from bot.flows.context import Context
from bot.vault import CannotOpen

GONE = "This account is not there any more."
LOCKED = (
    "Its token cannot be read with the keys in ENCRYPTION_KEYS. Put the key back, or add the account again."
)


async def account_of(ctx: Context, workspace_id: str, user: str, account_id: str) -> Account | None:
    """An account in use. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand_settings(uow, user)
        kept = await uow.accounts.get(account_id)
    return kept.account if kept and kept.account.state is AccountState.IN_USE else None


async def look(ctx: Context, desk: AccountDesk, workspace_id: str, user: str, account_id: str) -> AccountLook:
    """What the account says now. Raises NotAllowed and NoKeys."""
    async with ctx.store.read(workspace_id) as uow:
        await demand_settings(uow, user)
        kept = await uow.accounts.get(account_id)
    if kept is None:
        return AccountLook(GONE)
    try:
        token = desk.keys.open(kept.secret, kept.row)
    except CannotOpen:
        return AccountLook(LOCKED)
    return await desk.door.look(kept.account.sid, token)
