"""Removing an account: nothing goes through it any more, and its token is forgotten after a day.

Until then what the provider still says of texts that have gone is heard and believed, which takes the token.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.account import AFTERGLOW, UNFINISHED, AccountState
from bot.flows.accounts.add import demand_settings
from bot.flows.accounts.desk import AccountDesk
from bot.flows.context import Context
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork


async def remove(ctx: Context, desk: AccountDesk, workspace_id: str, user: str, account_id: str) -> bool:
    """Use it no more; whether it was in use. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand_settings(uow, user)
        kept = await uow.accounts.get(account_id, lock=True)
        if kept is None or kept.account.state is not AccountState.IN_USE:
            return False
        account = replace(
            kept.account, state=AccountState.REMOVED, changed_at=now, revision=kept.account.revision + 1
        )
        await uow.accounts.change(replace(kept, account=account), user)
        detail = {"account": account.id, "label": account.label}
        await uow.audit.write([Deed(user, "account_removed", now, detail=detail)])
    await desk.changed()
    return True


async def forget_old(uow: UnitOfWork, now: datetime) -> int:
    """Drop the tokens that nobody needs any more; how many."""
    return await uow.accounts.forget_before(now - AFTERGLOW, now - UNFINISHED)
