"""The rows of what is to come, as one teammate may read them, with names, clocks and what can be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.message import Message
from bot.domain.message_template import MessageTemplate
from bot.domain.occasion import Occasion
from bot.domain.offset_words import step_in_words
from bot.domain.phone import time_zones
from bot.domain.recurrence import Series, SeriesState
from bot.domain.recurrences.words import words as recurrence_words
from bot.domain.reminder import Reminder
from bot.domain.roles import Permission, Role
from bot.domain.settings import DlpRule
from bot.domain.trigger import Trigger
from bot.domain.upcoming import ComingKind, Upcoming, Verb
from bot.domain.waiting import client_time, shared_zone
from bot.domain.zones import zone_of
from bot.flows.occasions.words import named
from bot.flows.series.words import series_excerpt
from bot.flows.threads.said import summary
from bot.storage.unit_of_work import UnitOfWork

_OF_SERIES = (Verb.SKIP, Verb.SEND_NOW, Verb.CANCEL)
_OF_REMINDER = (Verb.MOVE, Verb.SEND_NOW, Verb.SKIP)


@dataclass(frozen=True)
class Reader:
    """Who looks, with their role and their zone (IANA), and when."""

    user: str
    role: Role
    zone: str
    now: datetime

    def may_read(self, client: Client, author: str) -> bool:
        """Whether the words are for this person: their thread may stand in a channel closed to them."""
        return self.role.may(Permission.SEE_CONTENT) or self.user in {client.owner, author}


@dataclass(frozen=True)
class _Known:
    """What the rows refer to, by id."""

    clients: dict[str, Client]
    occasions: dict[str, Occasion]
    triggers: dict[str, Trigger]
    templates: dict[str, MessageTemplate]
    rules: Sequence[DlpRule]


async def rows_of(
    uow: UnitOfWork, found: Sequence[Message | Series | Reminder], reader: Reader
) -> list[Upcoming]:
    """The rows; one whose client is gone is left out."""
    known = await _known(uow, found)
    return [_row(each, known, reader) for each in found if each.client_id in known.clients]


async def _known(uow: UnitOfWork, found: Iterable[Message | Series | Reminder]) -> _Known:
    found = list(found)
    reminders = [each for each in found if isinstance(each, Reminder)]
    every = await uow.triggers.all() if reminders else []
    triggers = {each.id: each for each in every}
    templates = {each.template_id for each in found if isinstance(each, Series) and each.template_id}
    templates |= {triggers[each.trigger_id].template_id for each in reminders if each.trigger_id in triggers}
    clients = await uow.clients.by_ids(sorted({each.client_id for each in found}))
    return _Known(
        {each.id: each for each in clients},
        await uow.occasions.by_ids({each.occasion_id for each in reminders}),
        triggers,
        await uow.message_templates.by_ids(templates) if templates else {},
        (await uow.settings.load()).settings.dlp,
    )


def _row(each: Message | Series | Reminder, known: _Known, reader: Reader) -> Upcoming:
    client = known.clients[each.client_id]
    if isinstance(each, Message):
        return _text(each, client, reader)
    if isinstance(each, Series):
        return _series(each, client, known, reader)
    return _reminder(each, client, known, reader)


def _text(message: Message, client: Client, reader: Reader) -> Upcoming:
    made, author = message.made_from, message.slack_user or ""
    words = summary(message) if reader.may_read(client, author) else ""
    at = message.scheduled_for if message.paused_by else message.due_at
    return Upcoming(
        kind=ComingKind.TEXT,
        id=message.id,
        at=at,
        client_id=client.id,
        client_name=client.name,
        verbs=_of_text(message),
        there=_there(client, message.to, at, reader),
        goes_by=message.channel.label,
        words=words,
        by=author,
        cause=f"template {made.template_name}" if made and made.template_name else "",
        paused_by=message.paused_by or "",
        is_paused=message.paused_by is not None,
        why=(message.error_text or "").partition("\n")[0],
    )


def _of_text(message: Message) -> tuple[Verb, ...]:
    """A reply in a thread stands in its author's own words, and is edited there."""
    verbs: list[Verb] = []
    if message.scheduled_for:
        verbs += [Verb.MOVE] if message.template else [Verb.EDIT, Verb.MOVE]
    if not message.is_waiting_for_consent:
        verbs += [Verb.RESUME if message.paused_by else Verb.PAUSE, Verb.SEND_NOW]
    return *verbs, Verb.CANCEL


def _series(series: Series, client: Client, known: _Known, reader: Reader) -> Upcoming:
    template = known.templates.get(series.template_id)
    is_paused = series.state is SeriesState.PAUSED
    words = template.name if template else series_excerpt(series, known.rules)
    address = next((each.value for each in client.addresses if each.id == series.address_id), "")
    return Upcoming(
        kind=ComingKind.SERIES,
        id=series.id,
        at=None if is_paused else series.next_at,
        client_id=client.id,
        client_name=client.name,
        verbs=(Verb.EDIT, *((Verb.RESUME, Verb.CANCEL) if is_paused else (Verb.PAUSE, *_OF_SERIES))),
        there="" if is_paused else _there(client, address, series.next_at, reader),
        goes_by=series.channel.label,
        words=words if template or reader.may_read(client, series.author) else "",
        by=series.author,
        repeats=recurrence_words(series.recurrence),
        is_paused=is_paused,
    )


def _reminder(reminder: Reminder, client: Client, known: _Known, reader: Reader) -> Upcoming:
    occasion = known.occasions.get(reminder.occasion_id)
    trigger = known.triggers.get(reminder.trigger_id)
    template = known.templates.get(trigger.template_id) if trigger else None
    address = client.address_for(Channel.SMS)
    paused_by = (occasion.paused_by or "") if occasion else ""
    of = f" of the {named(occasion)}" if occasion else ""
    return Upcoming(
        kind=ComingKind.REMINDER,
        id=reminder.id,
        at=reminder.due_at,
        client_id=client.id,
        client_name=client.name,
        verbs=(Verb.RESUME, Verb.SKIP) if paused_by else (Verb.PAUSE, *_OF_REMINDER),
        there=_there(client, address.value if address else "", reminder.due_at, reader),
        goes_by=trigger.channel.label if trigger and trigger.channel else "",
        slack_channel=trigger.slack_channel if trigger else "",
        words=template.name if template else "",
        cause=f"reminder “{step_in_words(reminder.step)}”{of}",
        paused_by=paused_by,
        is_paused=bool(paused_by),
    )


def _there(client: Client, address: str, at: datetime | None, reader: Reader) -> str:
    """What the client's clock shows then; empty where it shows what the reader's does."""
    if at is None:
        return ""
    zones = (client.time_zone,) if client.time_zone else time_zones(address)
    theirs = shared_zone(zones, at)
    if (
        theirs is None
        or at.astimezone(zone_of(theirs)).utcoffset() == at.astimezone(zone_of(reader.zone)).utcoffset()
    ):
        return ""
    return client_time(at, zones, client.name, reader.now)
