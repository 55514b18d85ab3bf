"""Keeping the reminders of an occasion back for now, and letting them go again."""

from dataclasses import replace

from bot.domain.occasion import Occasion
from bot.domain.roles import Permission
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.occasions import words
from bot.flows.occasions.allowed import NOT_YOURS, may_change
from bot.flows.occasions.planned import make_anew, still_planned, zone_of_client
from bot.flows.occasions.state import GONE
from bot.flows.occasions.telling import About, tell, thread_of
from bot.flows.team.permissions import demand
from bot.storage.unit_of_work import UnitOfWork
from bot.storage.wakeups import Topic

IS_PAUSED = "Its reminders are paused already."
NOT_PAUSED = "Its reminders are not paused."
_PAUSED = (
    "paused the reminders of the {what}: none goes until somebody resumes them. One whose moment passes "
    "meanwhile does not go."
)


async def pause(ctx: Context, workspace_id: str, occasion_id: str, by: str) -> str:
    """Keep the reminders back; why not, in a sentence, empty when it is done. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        occasion = await _asked(uow, occasion_id, by)
        if isinstance(occasion, str):
            return occasion
        if occasion.paused_by:
            return IS_PAUSED
        # What the gate holds waits with the others, and is made anew when it goes.
        await make_anew(uow, occasion_id, ctx.clock.now())
        return await _change(ctx, uow, replace(occasion, paused_by=by), by, _PAUSED)


async def resume(ctx: Context, workspace_id: str, occasion_id: str, by: str) -> str:
    """Let them go again: what is late and still of use goes at once. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        occasion = await _asked(uow, occasion_id, by)
        if isinstance(occasion, str):
            return occasion
        if not occasion.paused_by:
            return NOT_PAUSED
        said = "resumed the reminders of the {what}."
        uow.wake(Topic.REMINDERS)
        return await _change(ctx, uow, replace(occasion, paused_by=None), by, said)


async def _asked(uow: UnitOfWork, occasion_id: str, by: str) -> Occasion | str:
    await demand(uow, by, Permission.SEND)
    occasion = await uow.occasions.get(occasion_id, lock=True)
    client = await current(uow, occasion.client_id) if occasion else None
    if occasion is None or client is None:
        return GONE
    return occasion if await may_change(uow, occasion, client, by) else NOT_YOURS


async def _change(ctx: Context, uow: UnitOfWork, new: Occasion, by: str, said: str) -> str:
    now = ctx.clock.now()
    client = await current(uow, new.client_id)
    if client is None:
        return GONE
    await uow.occasions.change(replace(new, updated_at=now))
    zone = await zone_of_client(uow, client, new.at or now)
    about = About(new, client, await thread_of(ctx, uow, client), zone, now)
    line = said.replace("{what}", words.whole(new, zone, now))
    if not new.paused_by:
        line += f" {words.planned(await still_planned(uow, new.id), zone, now)}"
    deed = "reminders_paused" if new.paused_by else "reminders_resumed"
    await tell(uow, about, line, by=by, deed=deed)
    return ""
