"""Reads one message of a client's from Meta's webhook. Source: Cloud API, the messages webhook."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.domain.channel import Channel
from bot.domain.events import InboundText
from bot.domain.extras import Extras
from bot.providers.whatsapp_cloud import addresses
from bot.providers.whatsapp_cloud.extras import MAX_ID, extras_of
from bot.providers.whatsapp_cloud.fields import Json, part, text
from bot.providers.whatsapp_cloud.settings import PROVIDER, WhatsAppCloudSettings
from bot.providers.whatsapp_cloud.words import file_of, words_of

_MAX_NAME = 200
# Meta repeats what it could not deliver for seven days; an older time is none.
_OLDEST = timedelta(days=8)
_LATE = timedelta(minutes=1)
# The client has opened the chat, and has not said anything.
_SILENT = "request_welcome"


class Unreadable(Exception):
    """It cannot be told which message this is or who wrote it."""


@dataclass(frozen=True)
class Person:
    """A client as the webhook introduces them: their number or their identity, or both."""

    number: str
    identity: str
    name: str = ""

    @property
    def address(self) -> str:
        """Where they are written to."""
        return self.number or self.identity


def people_in(contacts: list[Json]) -> dict[str, Person]:
    """The people of a webhook, by each name that its messages may have for them."""
    found: dict[str, Person] = {}
    for contact in contacts:
        profile = part(contact, "profile")
        name = text(profile, "name", _MAX_NAME) or text(profile, "username", _MAX_NAME)
        person = Person(
            addresses.number(contact.get("wa_id")), addresses.identity(contact.get("user_id")), name
        )
        found |= {key: person for key in (person.number, person.identity) if key}
    return found


def read(
    settings: WhatsAppCloudSettings, message: Json, people: Mapping[str, Person], now: datetime
) -> InboundText | None:
    """The message; None for one that says nothing to us. Raises Unreadable."""
    name, kind = text(message, "id", MAX_ID), text(message, "type", 40)
    if kind == _SILENT or text(message, "group_id", MAX_ID):
        return None  # What is said in a group is not said to us.
    told = _moved(settings, message, now) if kind == "system" else _told(settings, message, kind, people, now)
    if told is None:
        return None
    if not name or not told.sender:
        raise Unreadable("a message without an id or a sender")
    return replace(told, provider_id=name)


def _told(
    settings: WhatsAppCloudSettings, message: Json, kind: str, people: Mapping[str, Person], now: datetime
) -> InboundText:
    if kind == "edit":
        message, kind = _edited(message)
    person = _author(message, people)
    words, files, extras = words_of(message, kind), file_of(message, kind), extras_of(message, kind)
    if not words and not files and not _says_something(extras):
        # Something that WhatsApp does not pass on, or that came after this was written: people are told.
        extras = replace(extras, unsupported=True)
    return InboundText(
        provider=PROVIDER,
        provider_id="",
        channel=Channel.WHATSAPP,
        sender=person.address,
        to=settings.number,
        body=words,
        received_at=_moment(message, now),
        media=files,
        profile_name=person.name or None,
        extras=extras,
        identity=person.identity if person.number else "",
    )


def _says_something(extras: Extras) -> bool:
    """Whether there is more than where it came from."""
    return bool(replace(extras, answers="", referral=None, forwarded=False, often_forwarded=False))


def _edited(message: Json) -> tuple[Json, str]:
    """The message as it reads now, as an answer to the one that it was."""
    edit = part(message, "edit")
    now = part(edit, "message")
    original = {"context": {"id": text(edit, "original_message_id", MAX_ID)}}
    return {**message, **now, **original}, text(now, "type", 40)


def _author(message: Json, people: Mapping[str, Person]) -> Person:
    number = addresses.number(message.get("from"))
    identity = addresses.identity(message.get("from_user_id")) or addresses.identity(message.get("from"))
    known = people.get(number) or people.get(identity) or Person("", "")
    return Person(number or known.number, identity or known.identity, known.name)


def _moved(settings: WhatsAppCloudSettings, message: Json, now: datetime) -> InboundText | None:
    """WhatsApp says that a client has another number or identity; None for what else it may say."""
    system = part(message, "system")
    number = addresses.number(system.get("wa_id")) or addresses.number(system.get("new_wa_id"))
    before = addresses.identity(system.get("previous_user_id")) or addresses.identity(
        message.get("from_user_id")
    )
    after = addresses.identity(system.get("user_id"))
    old = addresses.number(message.get("from"))
    changed_number = text(system, "type", 60).endswith("changed_number")
    moved_to = number if changed_number and number else after
    sender = before if moved_to == after and before else old or before
    if not moved_to or not sender or moved_to == sender:
        return None
    return InboundText(
        provider=PROVIDER,
        provider_id="",
        channel=Channel.WHATSAPP,
        sender=sender,
        to=settings.number,
        body="",
        received_at=_moment(message, now),
        extras=Extras(moved_to=moved_to),
        identity=before if sender == old else "",
    )


def _moment(message: Json, now: datetime) -> datetime:
    """When the client wrote: WhatsApp counts its 24 hours from then, however late we hear of it."""
    said = text(message, "timestamp", 12)
    if not (said.isascii() and said.isdecimal() and len(said) <= 10):
        return now
    moment = datetime.fromtimestamp(int(said), UTC)
    # What was written just now came in the order in which it came: Meta tells whole seconds only.
    return moment if now - _OLDEST <= moment <= now - _LATE else now
