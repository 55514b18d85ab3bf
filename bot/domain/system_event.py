"""What one of the team's own systems tells: read strictly, with a sentence for each field that is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from bot.domain.occasion import MAX_DETAIL, MAX_REF, Details, OccasionKind
from bot.domain.stated_money import NotAnAmount, read_money
from bot.domain.stated_time import NotAMoment, read_day, read_moment
from bot.domain.storable import storable

T = TypeVar("T")

MAX_ID = 120
MAX_VALUES = 20
_MAX_NAME = 100
_MAX_TEXT = 200
# As the names of a template's variables are.
_NAME_FORM = "A value's name has small letters, digits and _, such as doctor_name."
_A_NAME = re.compile("[a-z][a-z0-9_]{0,39}")


class Verb(StrEnum):
    """What is to be done about the occasion."""

    SET = "set"
    CONFIRM = "confirm"
    PAID = "paid"
    CANCEL = "cancel"


_SAYS = frozenset({"id", "event", "ref"})
_ABOUT = _SAYS | {"client", "name", "link", "phone", "values"}
# Each event with what it does, to what, and the fields that it may have.
EVENTS: Mapping[str, tuple[Verb, OccasionKind, frozenset[str]]] = {
    "appointment.set": (
        Verb.SET,
        OccasionKind.APPOINTMENT,
        _ABOUT | {"at", "time_zone", "place"},
    ),
    "appointment.confirmed": (Verb.CONFIRM, OccasionKind.APPOINTMENT, _SAYS),
    "appointment.cancelled": (Verb.CANCEL, OccasionKind.APPOINTMENT, _SAYS),
    "payment.due": (
        Verb.SET,
        OccasionKind.PAYMENT,
        _ABOUT | {"day", "invoice_number", "amount", "currency"},
    ),
    "payment.paid": (Verb.PAID, OccasionKind.PAYMENT, _SAYS),
    "payment.cancelled": (Verb.CANCEL, OccasionKind.PAYMENT, _SAYS),
    "document.ready": (Verb.SET, OccasionKind.DOCUMENT, _ABOUT),
    "client.created": (Verb.SET, OccasionKind.NEW_CLIENT, _ABOUT),
}


@dataclass(frozen=True)
class SystemEvent:
    """One thing that happened there. ``id`` is its own; ``ref`` what it is about, by its name there."""

    id: str
    verb: Verb
    kind: OccasionKind
    ref: str
    number: str = ""
    name: str = ""
    language: str = ""
    at: datetime | None = None
    day: date | None = None
    details: Details = field(default_factory=Details)


@dataclass(frozen=True)
class Unreadable:
    """It cannot be taken: a sentence for each field that is wrong, such as ``client.number``."""

    fields: Mapping[str, str]


def read_event(body: Mapping[str, Any]) -> SystemEvent | Unreadable:
    """What a parsed JSON object tells."""
    event = body.get("event")
    known = EVENTS.get(event) if isinstance(event, str) else None
    if known is None:
        return Unreadable({"event": f"It must be one of {', '.join(EVENTS)}."})
    verb, kind, allowed = known
    reading = _Reading(body, allowed)
    read = _read(reading, verb, kind)
    return Unreadable(reading.wrong) if reading.wrong else read


class _Reading:
    """Reads one field after the other and remembers what is wrong with each."""

    def __init__(self, body: Mapping[str, Any], allowed: frozenset[str], within: str = "") -> None:
        self._body = body
        self._within = within
        self.wrong: dict[str, str] = {
            within + storable(name[:60]): "There is no such field for this event. Leave it out."
            for name in body
            if name not in allowed
        }

    def text(self, name: str, most: int = _MAX_TEXT, *, needed: str = "") -> str:
        """A text; ``needed`` is what is said when it is missing, and empty when it may be."""
        value = self._body.get(name, "")
        if value is not None and not isinstance(value, str):
            self.note(name, "It must be a text.")
            return ""
        written = storable(value or "").strip()
        if not written and needed:
            self.note(name, needed)
        if len(written) > most:
            self.note(name, f"It may have at most {most} characters.")
            return ""
        return written

    def mapping(self, name: str) -> Mapping[str, Any]:
        """An object, or an empty one."""
        value = self._body.get(name)
        if value is None or isinstance(value, dict):
            return value or {}
        self.note(name, "It must be an object.")
        return {}

    def has(self, name: str) -> bool:
        """Whether the field is there with anything in it."""
        return self._body.get(name) not in (None, "")

    def note(self, name: str, sentence: str) -> None:
        """Remember what is wrong with a field; the first word on it stands."""
        self.wrong.setdefault(self._within + name, sentence)

    def parsed(self, name: str, read: Callable[[str], T]) -> T | None:
        """What a text stands for; None when it is missing or wrong."""
        written = self.text(name)
        try:
            return read(written) if written else None
        except (NotAMoment, NotAnAmount) as problem:
            self.note(name, str(problem))
            return None


def _read(reading: _Reading, verb: Verb, kind: OccasionKind) -> SystemEvent:
    event_id = reading.text("id", MAX_ID, needed="Give the event's own id, the same when it is sent again.")
    if verb is not Verb.SET:
        ref = reading.text("ref", MAX_REF, needed="Say which one, by the ref that it was set with.")
        return SystemEvent(event_id, verb, kind, ref)
    number, name, language = _client(reading)
    zone = reading.text("time_zone")
    return SystemEvent(
        event_id,
        verb,
        kind,
        # The event's id names what is set without a name, so that a repetition sets it no second time.
        reading.text("ref", MAX_REF) or event_id,
        number,
        name,
        language,
        reading.parsed("at", lambda written: read_moment(written, zone)),
        reading.parsed("day", read_day),
        _details(reading),
    )


def _client(reading: _Reading) -> tuple[str, str, str]:
    """Number, name and language."""
    if not reading.has("client"):
        # Whose it is may be known from the time it was set.
        return "", "", ""
    client = reading.mapping("client")
    if "client" in reading.wrong:
        return "", "", ""
    inner = _Reading(client, frozenset({"number", "name", "language"}), "client.")
    number = inner.text("number", 40, needed="Give the client's phone number, such as +12025550123.")
    name, language = inner.text("name", _MAX_NAME), inner.text("language", 20)
    for place, sentence in inner.wrong.items():
        reading.note(place, sentence)
    return number, name, language


def _details(reading: _Reading) -> Details:
    currency = reading.text("currency", 3)
    if reading.has("amount") and not currency:
        reading.note("currency", "Name the amount's currency, such as USD.")
    amount = reading.parsed("amount", lambda written: read_money(written, currency or "USD"))
    return Details(
        place=reading.text("place", MAX_DETAIL),
        phone=reading.text("phone", 40),
        number=reading.text("invoice_number", MAX_REF),
        amount=amount,
        link=reading.text("link", MAX_DETAIL),
        name=reading.text("name", MAX_DETAIL),
        more=_values(reading),
    )


def _values(reading: _Reading) -> tuple[tuple[str, str], ...]:
    given = reading.mapping("values")
    if len(given) > MAX_VALUES:
        reading.note("values", f"At most {MAX_VALUES} values can be given.")
        return ()
    inner = _Reading(given, frozenset(given), "values.")
    read = tuple((name, inner.text(name, MAX_DETAIL)) for name in given if _A_NAME.fullmatch(name))
    for name in given:
        if not _A_NAME.fullmatch(name):
            inner.note(storable(name[:60]), _NAME_FORM)
    for place, sentence in inner.wrong.items():
        reading.note(place, sentence)
    return read
