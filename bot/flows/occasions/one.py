"""One reminder in the hands of a teammate: left out, sent now, or at another time."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.offset_words import step_in_words
from bot.domain.planning import LATE_FOR, starts_at
from bot.domain.reminder import Reminder, ReminderState
from bot.domain.roles import Permission
from bot.domain.scheduling import trouble_with
from bot.domain.trigger import When
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.occasions import words
from bot.flows.occasions.planned import zone_of_client
from bot.flows.occasions.telling import About, tell, thread_of
from bot.flows.team.permissions import demand
from bot.storage.unit_of_work import UnitOfWork

GONE = "This reminder is not there any more."
NOT_PLANNED = "This reminder is not planned any more: it went, or was taken back. The thread says which."
IS_PAUSED = "The reminders of this are paused. Resume them first."
TOO_LATE = "That is too late: by then it is of no use any more. Choose an earlier time."
BY_A_PERSON = "A teammate left it out."


@dataclass(frozen=True)
class _Asked:
    reminder: Reminder
    about: About

    @property
    def what(self) -> str:
        """The reminder as sentences call it."""
        occasion = words.named(self.about.occasion)
        return f"the reminder “{step_in_words(self.reminder.step)}” of the {occasion}"


async def skip(ctx: Context, workspace_id: str, reminder_id: str, by: str) -> str:
    """Leave it out; why not, in a sentence, empty when it is done. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        asked = await _load(ctx, uow, reminder_id, by)
        if isinstance(asked, str):
            return asked
        await uow.reminders.settle(reminder_id, ReminderState.SKIPPED, why=BY_A_PERSON)
        await tell(uow, asked.about, f"left out {asked.what}.", by=by, deed="reminder_skipped")
        return ""


async def send_now(ctx: Context, workspace_id: str, reminder_id: str, by: str) -> str:
    """Have it go now: the rules decide about it like at its own time. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        asked = await _load(ctx, uow, reminder_id, by)
        if isinstance(asked, str):
            return asked
        if asked.about.occasion.paused_by:
            return IS_PAUSED
        await uow.reminders.choose_time(reminder_id, ctx.clock.now())
        await tell(uow, asked.about, f"sends {asked.what} now.", by=by, deed="reminder_sent_now")
        return ""


async def move(ctx: Context, workspace_id: str, reminder_id: str, by: str, at: datetime) -> str:
    """Have it go at another time (UTC). Raises NotAllowed."""
    if trouble := trouble_with(at, ctx.clock.now()):
        return trouble
    async with ctx.store.write(workspace_id) as uow:
        asked = await _load(ctx, uow, reminder_id, by)
        if isinstance(asked, str):
            return asked
        ends = _ends(asked)
        if ends and at >= ends:
            return TOO_LATE
        await uow.reminders.choose_time(reminder_id, at, useless_at=ends or at + LATE_FOR)
        then = words.moment(at, asked.about.zone, asked.about.now)
        await tell(uow, asked.about, f"moved {asked.what} to {then}.", by=by, deed="reminder_moved")
        return ""


def _ends(asked: _Asked) -> datetime | None:
    """From when on a reminder that goes before its occasion is of no use; None for any other."""
    is_before = asked.reminder.step.startswith(When.BEFORE.value)
    return starts_at(asked.about.occasion, asked.about.zone) if is_before else None


async def _load(ctx: Context, uow: UnitOfWork, reminder_id: str, by: str) -> _Asked | str:
    await demand(uow, by, Permission.SEND)
    reminder = await uow.reminders.get(reminder_id, lock=True)
    occasion = await uow.occasions.get(reminder.occasion_id) if reminder else None
    client = await current(uow, occasion.client_id) if occasion else None
    if reminder is None or occasion is None or client is None:
        return GONE
    if reminder.state is not ReminderState.PLANNED:
        return NOT_PLANNED
    now = ctx.clock.now()
    zone = await zone_of_client(uow, client, occasion.at or now)
    return _Asked(reminder, About(occasion, client, await thread_of(ctx, uow, client), zone, now))
