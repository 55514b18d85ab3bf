"""Planning what is sent for an occasion, and taking back what is not to go any more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.message import Message, Status
from bot.domain.occasion import Occasion
from bot.domain.planning import plan
from bot.domain.reminder import Reminder, ReminderState
from bot.domain.trigger import When
from bot.flows.message_templates.values import zone_for
from bot.flows.occasions.gaps import gaps
from bot.flows.outbound.cancel import take_all_back
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Plan:
    """What is still to come, in the order of its times, and a sentence for each step that is left out."""

    planned: tuple[Reminder, ...] = ()
    left_out: tuple[str, ...] = ()


async def zone_of_client(uow: UnitOfWork, client: Client, at: datetime) -> ZoneInfo:
    """The zone that a client's days and hours are counted in."""
    settings = (await uow.settings.load()).settings
    address = client.address_for(Channel.SMS)
    return zone_for(settings, client, address.value if address else "", at)


async def plan_for(
    uow: UnitOfWork, occasion: Occasion, client: Client, now: datetime, event: When | None
) -> Plan:
    """Plan whatever an occasion has not had yet; what went, or was left out before, stays as it is."""
    triggers = await uow.triggers.on(occasion.kind, plans=True)
    zone = await zone_of_client(uow, client, occasion.at or now)
    new, left_out = plan(occasion, triggers, zone, now, event=event)
    await uow.reminders.plan(new)
    if not triggers:
        left_out = (f"Nothing is sent by itself for this kind ({occasion.kind.noun}) yet.",)
    planned = await still_planned(uow, occasion.id)
    return Plan(planned, left_out + await gaps(uow, occasion, client, planned, triggers, now))


async def still_planned(uow: UnitOfWork, occasion_id: str) -> tuple[Reminder, ...]:
    """What is to come for an occasion."""
    found = await uow.reminders.of_occasion(occasion_id)
    return tuple(each for each in found if each.state is ReminderState.PLANNED)


async def take_back_queued(
    uow: UnitOfWork, occasion_id: str, now: datetime, triggers: Collection[str] | None = None
) -> int:
    """Cancel the texts that an occasion's reminders have become and that have not gone, those of
    ``triggers`` if given; how many. To be asked after what is planned was taken back: whoever was just
    making a text of it has then done so."""
    found = await uow.reminders.of_occasion(occasion_id)
    ids = [each.message_id for each in found if each.message_id and _is_of(each, triggers)]
    waiting = [each for each in await uow.messages.locked(ids) if each.status is Status.QUEUED]
    await take_all_back(uow, waiting, now)
    return len(waiting)


async def make_anew(uow: UnitOfWork, occasion_id: str, now: datetime) -> None:
    """Take back the texts that an occasion's reminders have become and that the gate still holds, and have
    each of them made once more, so that it says what is true then. What a person has paused, or given a time
    of its own, stays as it is."""
    of = {each.message_id: each.id for each in await uow.reminders.of_occasion(occasion_id)}
    texts = await uow.messages.locked([message_id for message_id in of if message_id])
    held = [each for each in texts if is_held(each)]
    if held:
        await take_all_back(uow, held, now)
        await uow.reminders.put_back(of[each.id] for each in held)


def is_held(text: Message) -> bool:
    """Whether a text still waits, and not because a person has paused it or given it a time of its own."""
    return text.status is Status.QUEUED and not (text.paused_by or text.scheduled_for)


def _is_of(reminder: Reminder, triggers: Collection[str] | None) -> bool:
    return triggers is None or reminder.trigger_id in triggers
