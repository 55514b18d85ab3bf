"""A client's clock turns out to be another one: what is planned by their days follows it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.client import Client
from bot.domain.ids import new_id
from bot.domain.occasion import Occasion
from bot.domain.planning import times
from bot.domain.reminder import Reminder
from bot.domain.trigger import Trigger
from bot.flows.occasions import words
from bot.flows.occasions.planned import zone_of_client
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

# A clock as it was known, and as it is known now.
_Zones = tuple[ZoneInfo, ZoneInfo]


async def follow_clock(uow: UnitOfWork, before: Client, by: str, now: datetime) -> None:
    """Have the client's reminders go at the same time of day on the clock that they have by now, and say so
    in their thread. ``before``: the client as they were. A time that a person has chosen stays."""
    after = await uow.clients.get(before.id)
    planned = await uow.reminders.planned_for([before.id])
    if after is None or not planned:
        return
    occasions = await uow.occasions.by_ids({each.occasion_id for each in planned})
    triggers = {each.id: each for each in await uow.triggers.all()}
    moved = []
    for reminder in planned:
        occasion, trigger = occasions.get(reminder.occasion_id), triggers.get(reminder.trigger_id)
        if occasion and trigger:
            at = occasion.at or now
            zones = await zone_of_client(uow, before, at), await zone_of_client(uow, after, at)
            moved += await _follow(uow, reminder, occasion, trigger, zones)
    if moved:
        await _tell(uow, after, moved, by, now)


async def _follow(
    uow: UnitOfWork,
    reminder: Reminder,
    occasion: Occasion,
    trigger: Trigger,
    zones: _Zones,
) -> list[str]:
    """Put one reminder to its time by the second of these clocks, if it stands at its time by the first; its
    id if that is another one."""
    was, will_be = (times(occasion, trigger, zone).get(reminder.step) for zone in zones)
    if was is None or will_be is None or was == will_be or reminder.due_at != was.due_at:
        return []
    await uow.reminders.put_off(
        reminder.id, will_be.due_at, useless_at=will_be.useless_at, tries=reminder.tries
    )
    return [reminder.id] if was.due_at != will_be.due_at else []


async def _tell(uow: UnitOfWork, client: Client, moved: list[str], by: str, now: datetime) -> None:
    planned = [each for each in await uow.reminders.planned_for([client.id]) if each.id in moved]
    zone = await zone_of_client(uow, client, now)
    said = f"changed this client's time zone, and the reminders go by it: {words.planned(planned, zone, now)}"
    for thread in (await uow.conversations.active_of([client.id])).values():
        await uow.outbox.add([items.system_post(thread, said, new_id(), by=by)], now)
