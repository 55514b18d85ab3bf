"""What an address has allowed on a channel, and the list of numbers that must not be contacted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.channel import Channel


class ConsentState(StrEnum):
    """What an address has allowed on a channel. Without a record it is unknown."""

    UNKNOWN = "unknown"
    PENDING = "pending"  # Asked, and not answered yet.
    EXPRESS = "express"  # Given in writing.
    IMPLIED = "implied"  # An existing business relationship.
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ConsentScope(StrEnum):
    """What a consent covers; one to marketing covers everything."""

    TRANSACTIONAL = "transactional"
    MARKETING = "marketing"


@dataclass(frozen=True)
class Consent:
    """The current state of one address on one channel family, and since when (UTC)."""

    address_id: str
    channel: Channel
    state: ConsentState
    since: datetime
    scope: ConsentScope = ConsentScope.TRANSACTIONAL
    expires_at: datetime | None = None

    def state_at(self, now: datetime) -> ConsentState:
        """The state at this moment: what was given until a day that has passed has expired."""
        given = self.state in {ConsentState.EXPRESS, ConsentState.IMPLIED, ConsentState.PENDING}
        if given and self.expires_at is not None and self.expires_at <= now:
            return ConsentState.EXPIRED
        return self.state


class DncSource(StrEnum):
    """What put a number on the do-not-contact list."""

    STOP = "stop"  # The client texted a stop word.
    REVIEW = "review"  # A teammate read or was told an opt-out in the client's own words.
    PROVIDER = "provider"  # The carrier says that the client has opted out, such as Twilio's 21610.
    PERSON = "person"  # A teammate, with a reason.


@dataclass(frozen=True)
class DncEntry:
    """A number that must not be contacted: on one channel family, or on none at all (``channel`` None).

    ``reason`` is what a teammate has said of it; empty where the client's own text or the carrier says it.
    """

    number: str
    channel: Channel | None
    source: DncSource
    reason: str
    added_by: str | None
    added_at: datetime


class ReviewState(StrEnum):
    """Where a client's own words stand that sound like an opt-out."""

    OPEN = "open"  # Nobody has decided; nothing goes meanwhile.
    OPTED_OUT = "opted_out"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class Review:
    """A message in which a client may have opted out of a channel family. Times are UTC.

    ``due_at``: without a decision by then it counts as an opt-out. ``decided_by`` is None for the program.
    """

    id: str
    address_id: str
    channel: Channel
    message_id: str
    opened_at: datetime
    due_at: datetime
    state: ReviewState = ReviewState.OPEN
    reminded_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
