"""Whether a reminder that is due still applies, decided by what is true now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.hours import clock, place_of
from bot.domain.message_template import MessageTemplate
from bot.domain.occasion import Occasion, OccasionState
from bot.domain.planning import STOPS, starts_at
from bot.domain.reminder import Reminder, ReminderState
from bot.domain.trigger import Stop, Trigger, When
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.occasions.planned import zone_of_client
from bot.flows.occasions.state import needless
from bot.flows.occasions.telling import About, thread_of
from bot.storage.unit_of_work import UnitOfWork

BROKEN = "Something went wrong each time it was tried. Write to the client yourself, and tell an admin."
REPLIED = "The client has written since the last reminder."
IS_SPAM = "The client is marked as spam."
NO_ADDRESS = "The client has no number. Add one with /client."
NO_TEMPLATE = "Its template is not there any more. An admin can choose another one for it."
CALLED_OFF = "It was cancelled."


@dataclass(frozen=True)
class Due:
    """A reminder that is due, and all that is known of it now."""

    reminder: Reminder
    about: About
    trigger: Trigger
    template: MessageTemplate | None


@dataclass(frozen=True)
class NotSent:
    """What becomes of a reminder instead, and why, in a sentence."""

    state: ReminderState
    why: str


@dataclass(frozen=True)
class Known:
    """What is known of several reminders, read at once: each by its id, threads by their clients'."""

    occasions: Mapping[str, Occasion]
    clients: Mapping[str, Client]
    threads: Mapping[str, Conversation]
    triggers: Mapping[str, Trigger]
    templates: Mapping[str, MessageTemplate]


async def know(uow: UnitOfWork, reminders: Sequence[Reminder]) -> Known:
    """Everything that is decided by, as it is now."""
    occasions = await uow.occasions.by_ids({each.occasion_id for each in reminders})
    clients = await uow.clients.by_ids(sorted({each.client_id for each in occasions.values()}))
    threads = await uow.conversations.active_of([each.id for each in clients])
    triggers = {each.id: each for each in await uow.triggers.all()}
    wanted = {triggers[each.trigger_id].template_id for each in reminders if each.trigger_id in triggers}
    templates = await uow.message_templates.by_ids(wanted)
    return Known(occasions, {each.id: each for each in clients}, threads, triggers, templates)


async def load(ctx: Context, uow: UnitOfWork, known: Known, reminder: Reminder, now: datetime) -> Due | None:
    """What is known now; None for one that is no part of the plan any more: its trigger is gone or off, is
    for something else or goes at other times, or the occasion has another time."""
    occasion, trigger = known.occasions.get(reminder.occasion_id), known.triggers.get(reminder.trigger_id)
    client = known.clients.get(occasion.client_id) if occasion else None
    if client and client.merged_into:
        client = await current(uow, client.id)
    if occasion is None or client is None or trigger is None or occasion.round != reminder.round:
        return None
    if not trigger.is_on or trigger.kind is not occasion.kind:
        return None
    if reminder.step not in {each.code for each in trigger.offsets}:
        return None
    zone = await zone_of_client(uow, client, occasion.at or now)
    thread = known.threads.get(client.id)
    if thread is None or thread.root_ts is None:
        thread = await thread_of(ctx, uow, client)
    return Due(
        reminder,
        About(occasion, client, thread, zone, now),
        trigger,
        known.templates.get(trigger.template_id),
    )


def is_kept_back(due: Due) -> bool:
    """Whether somebody has paused it since it was found to be due: then it waits, while it is of use."""
    useless_at = due.reminder.useless_at
    return due.about.occasion.paused_by is not None and (useless_at is None or due.about.now < useless_at)


async def why_not(uow: UnitOfWork, due: Due) -> NotSent | None:
    """Why it does not go, as far as the text itself has no say in it; None when it may."""
    occasion, useless_at = due.about.occasion, due.reminder.useless_at
    if occasion.state is OccasionState.CANCELLED and due.reminder.step != When.CANCELLED.value:
        return NotSent(ReminderState.REMOVED, CALLED_OFF)
    if STOPS.get(occasion.state) in due.trigger.stops:
        return NotSent(ReminderState.SKIPPED, needless(occasion.state))
    if useless_at and useless_at <= due.about.now:
        return NotSent(ReminderState.MISSED, _missed(due))
    why = _lacks(due) or (REPLIED if await _has_replied(uow, due) else "")
    return NotSent(ReminderState.SKIPPED, why) if why else None


def _lacks(due: Due) -> str:
    if due.about.client.is_spam:
        return IS_SPAM
    if due.template is None or due.template.archived_at:
        return NO_TEMPLATE
    has_address = due.trigger.slack_channel or due.about.client.addresses
    return "" if has_address else NO_ADDRESS


def _missed(due: Due) -> str:
    """What kept it from going in time, as well as that can be told."""
    reminder, about = due.reminder, due.about
    local = reminder.due_at.astimezone(about.zone)
    at = f"at {clock(local)} ({place_of(about.zone.key)} time)"
    begins = starts_at(about.occasion, about.zone)
    passed = "its moment has passed"
    if begins and about.now < begins and reminder.step.startswith(When.BEFORE.value):
        passed = "a later one is due by now"
    if about.occasion.paused_by:
        return f"The reminders of it were paused {at}, and {passed}."
    if reminder.tries:
        return f"Something went wrong {at}, and {passed}."
    return f"The bot was not running {at}, and {passed}."


async def _has_replied(uow: UnitOfWork, due: Due) -> bool:
    """Whether the client has written since the last reminder of it; before the first one nothing answers."""
    if Stop.REPLIED not in due.trigger.stops:
        return False
    last = await uow.reminders.last_sent(due.about.occasion.id)
    if last is None or last.message_id is None:
        return False
    return await uow.messages.count_received_after(due.about.thread.id, last.message_id) > 0
