"""What clients are reminded of: an appointment, a payment, a document, and that they are new."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.money import Money

MAX_REF = 120
MAX_DETAIL = 500
MOST_AHEAD = timedelta(days=2 * 366)
TOO_FAR = "That is more than two years away. Choose an earlier time."


class OccasionKind(StrEnum):
    """What there is to tell a client of."""

    APPOINTMENT = "appointment"
    PAYMENT = "payment"
    DOCUMENT = "document"
    NEW_CLIENT = "new_client"

    @property
    def noun(self) -> str:
        """As people say it: *the appointment*."""
        return self.value.replace("_", " ")


class OccasionState(StrEnum):
    """Where it stands. What is confirmed, paid or cancelled may still be changed back by a person."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    PAID = "paid"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Details:
    """What is known of it beside its time; each is the value of a variable, and empty when nobody has said.

    ``place``: where. ``phone``: whom to call to move it (E.164). ``number`` and ``amount``: an invoice's.
    ``link``: where to pay or to read. ``name``: what it is, such as *Check-up* or *Deed of sale*. ``more``:
    values for variables of the team's own, by name.
    """

    place: str = ""
    phone: str = ""
    number: str = ""
    amount: Money | None = None
    link: str = ""
    name: str = ""
    more: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class Occasion:
    """One thing to tell one client of.

    ``at`` (UTC) is when an appointment begins; ``day`` the day on which a payment is due, on the client's own
    calendar. ``ref`` is what another system calls it: who names it again means the same one. ``source`` says
    by which door it came. ``round`` counts its times: it is two once it was moved. ``paused_by``: the
    teammate who keeps its reminders back for now.
    """

    id: str
    kind: OccasionKind
    client_id: str
    created_at: datetime
    updated_at: datetime
    state: OccasionState = OccasionState.OPEN
    at: datetime | None = None
    day: date | None = None
    details: Details = Details()
    ref: str | None = None
    source: str = "slack"
    created_by: str = ""
    paused_by: str | None = None
    round: int = 1
