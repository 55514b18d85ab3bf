"""The clock by which a client's days are counted turns out to be another one: what is planned follows it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.ids import new_id
from bot.domain.occasion import Occasion
from bot.domain.planning import times
from bot.domain.reminder import Reminder
from bot.domain.trigger import Trigger
from bot.flows.occasions import words
from bot.flows.occasions.planned import zone_of_client
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

_ZONE_CHANGED = "changed this client's time zone, and the reminders go by it:"
_FOLLOWS = "This client's reminders go by another clock now:"


async def follow_clock(uow: UnitOfWork, client_id: str, now: datetime, by: str = "") -> None:
    """Have the client's reminders go at the same time of day on the clock that they have by now, and say so
    in their thread. A time that a person has chosen stays. ``by``: who has set another zone; without, it is
    the first number that is another one."""
    client = await uow.clients.get(client_id)
    planned = await uow.reminders.planned_for([client_id])
    if client is None or not planned:
        return
    occasions = await uow.occasions.by_ids({each.occasion_id for each in planned})
    triggers = {each.id: each for each in await uow.triggers.all()}
    moved: list[str] = []
    for reminder in planned:
        occasion, trigger = occasions.get(reminder.occasion_id), triggers.get(reminder.trigger_id)
        if occasion and trigger:
            zone = await zone_of_client(uow, client, occasion.at or now)
            moved += await retimed(uow, occasion, trigger, zone, [reminder])
    if moved:
        await tell_of_clock(uow, client_id, moved, now, by)


async def retimed(
    uow: UnitOfWork, occasion: Occasion, trigger: Trigger, zone: ZoneInfo, planned: Iterable[Reminder]
) -> list[str]:
    """Put what this trigger has planned for an occasion to its times on this clock; the ids of what goes at
    another one now."""
    by_step, moved = times(occasion, trigger, zone), []
    for reminder in planned:
        at = by_step.get(reminder.step)
        if at is None or reminder.round != occasion.round:
            continue
        if (reminder.due_at, reminder.useless_at) == (at.due_at, at.useless_at):
            continue
        is_moved = await uow.reminders.retime(reminder.id, at.due_at, at.useless_at)
        if is_moved and reminder.due_at != at.due_at:
            moved.append(reminder.id)
    return moved


async def tell_of_clock(
    uow: UnitOfWork, client_id: str, moved: Collection[str], now: datetime, by: str = ""
) -> None:
    """Say in the client's thread when those of their reminders go that have moved."""
    client = await uow.clients.get(client_id)
    if client is None:
        return
    planned = [each for each in await uow.reminders.planned_for([client_id]) if each.id in moved]
    zone = await zone_of_client(uow, client, now)
    said = f"{_ZONE_CHANGED if by else _FOLLOWS} {words.planned(planned, zone, now)}"
    for thread in (await uow.conversations.active_of([client_id])).values():
        line = items.system_post(thread, said, new_id(), by=by)
        await uow.outbox.add([line, items.card(thread.id)], now)
