"""An occasion as options of the command line or the row of a file tell it, by the names of its fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from bot.domain.occasion import Details, OccasionKind
from bot.domain.stated_money import NotAnAmount, read_money
from bot.domain.stated_time import NotAMoment, read_day, read_moment

T = TypeVar("T")

FIELDS = (
    "kind",
    "number",
    "name",
    "language",
    "at",
    "zone",
    "day",
    "place",
    "phone",
    "title",
    "invoice",
    "amount",
    "currency",
    "link",
    "ref",
)
# What each kind is called there.
KINDS: Mapping[str, OccasionKind] = {
    "appointment": OccasionKind.APPOINTMENT,
    "payment": OccasionKind.PAYMENT,
    "document": OccasionKind.DOCUMENT,
    "client": OccasionKind.NEW_CLIENT,
}


@dataclass(frozen=True)
class OccasionRow:
    """What was read."""

    kind: OccasionKind
    number: str
    name: str
    language: str
    at: datetime | None
    day: date | None
    details: Details
    ref: str


def read_row(written: Mapping[str, str], zone: str, currency: str) -> OccasionRow | dict[str, str]:
    """The occasion, or by field what to mend. ``zone`` (IANA) is whose clocks show a time that names none,
    and ``currency`` (ISO 4217) that of an amount that names none."""
    given = {name: written.get(name, "").strip() for name in FIELDS}
    wrong: dict[str, str] = {}

    def parsed(name: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(given[name]) if given[name] else None
        except (NotAMoment, NotAnAmount) as problem:
            wrong[name] = str(problem)
            return None

    kind = KINDS.get(given["kind"].lower())
    if kind is None:
        wrong["kind"] = f"It must be one of {', '.join(KINDS)}."
    at = parsed("at", lambda text: read_moment(text, given["zone"] or zone))
    day = parsed("day", read_day)
    amount = parsed("amount", lambda text: read_money(text, given["currency"] or currency))
    if wrong or kind is None:
        return wrong
    details = Details(given["place"], given["phone"], given["invoice"], amount, given["link"], given["title"])
    person = given["number"], given["name"], given["language"]
    return OccasionRow(kind, *person, at, day, details, given["ref"])
