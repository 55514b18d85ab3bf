"""What somebody, or another system, says of an occasion, and what comes of it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.occasion import Details, Occasion, OccasionKind
from bot.domain.reminder import Reminder


@dataclass(frozen=True)
class Wanted:
    """An occasion as it is to be, be it new or known already.

    ``occasion_id`` or ``ref`` (what another system calls it) names one that is known; it is then changed.
    The client is ``client_id``, or whose ``number`` it is (as typed), else a new one called ``name``.
    ``says_all``: what is empty in the details was taken out; else details that are empty altogether leave
    those of a known one as they are. ``announces``: texts that go at once do so; an import of what is long
    known sends none. ``source`` is the door: slack, http, cli, workflow, import. ``intent_key`` is the same
    when the same wish is met again.
    ``is_told``: the client's thread is told of it, and opened for that if there is none.
    """

    kind: OccasionKind
    source: str
    user: str = ""
    occasion_id: str | None = None
    ref: str | None = None
    client_id: str | None = None
    number: str = ""
    name: str = ""
    language: str = ""
    at: datetime | None = None
    day: date | None = None
    details: Details = field(default_factory=Details)
    says_all: bool = False
    announces: bool = True
    intent_key: str = ""
    is_told: bool = True


@dataclass(frozen=True)
class OccasionSet:
    """It is as wanted. ``planned`` is what is still to come for it, in the order of its times, and
    ``left_out`` says, a sentence each, what is not, such as a time that is past already."""

    occasion: Occasion
    client_name: str
    is_new: bool
    has_moved: bool
    planned: tuple[Reminder, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotSet:
    """Nothing was changed; by field (client, client.name, number, at, day, phone, amount, link, place, name,
    ref), what to mend."""

    errors: dict[str, str]
