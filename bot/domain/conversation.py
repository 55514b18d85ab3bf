"""The one Slack thread in which a client's messages stand, and the card at its root."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import Consent, ConsentState
from bot.domain.message import Status
from bot.domain.occasion import Occasion
from bot.domain.opt_in import OptIn
from bot.domain.upcoming import NextUp
from bot.domain.waiting import Waiting


class Work(StrEnum):
    """Whether anybody has to do something about a conversation. A text from the client opens it again."""

    OPEN = "open"
    SNOOZED = "snoozed"  # Until snoozed_until, or until the client writes.
    CLOSED = "closed"


@dataclass(frozen=True)
class Conversation:
    """A client's thread. ``root_ts`` is empty until its card stands in Slack, or when the card is gone.

    ``unanswered_since``: when the client wrote what nobody has answered yet. ``last_message_at``: the newest
    text in either direction. ``relay_paused_by``: the teammate who keeps replies inside for now.
    ``continued_by``: the conversation that this one has become part of, when its client was merged.
    """

    id: str
    workspace_id: str
    client_id: str
    slack_channel: str
    root_ts: str | None
    created_at: datetime
    work: Work = Work.OPEN
    snoozed_until: datetime | None = None
    snoozed_by: str | None = None
    relay_paused_by: str | None = None
    unanswered_since: datetime | None = None
    last_message_at: datetime | None = None
    continued_by: str | None = None


@dataclass(frozen=True)
class LastDelivery:
    """The newest outbound message's status, for the card."""

    channel: Channel
    status: Status
    at: datetime
    by_rcs: bool = False


@dataclass(frozen=True)
class Intake:
    """An unknown number has written, and nobody has said yet whose it is. ``alike``: who it may be."""

    alike: tuple[Client, ...] = ()


@dataclass(frozen=True)
class NextAppointment:
    """A client's next appointment that is not called off; ``zone`` (IANA) is the one in which their times are
    told."""

    occasion: Occasion
    zone: str


@dataclass(frozen=True)
class Card:
    """Everything the client card shows, as it is now."""

    conversation_id: str
    client: Client
    consents: tuple[Consent, ...] = ()
    last_delivery: LastDelivery | None = None
    last_inbound_at: datetime | None = None
    next_text: Waiting | None = None  # The first text that waits to go.
    next_up: NextUp | None = None  # The first reminder, or text that goes again and again.
    # The end of WhatsApp's 24 hours since the client wrote there; it may have passed.
    window_closes_at: datetime | None = None
    work: Work = Work.OPEN
    snoozed_until: datetime | None = None
    relay_paused_by: str | None = None
    unanswered_since: datetime | None = None
    intake: Intake | None = None
    opt_in: OptIn | None = None  # The newest question whether the client wants WhatsApp.
    muted_by: str = ""  # Who has marked the client as spam.
    merged_into: str = ""  # The name of the client that this one has become part of.
    # The conversation has a newer card: its address, empty where Slack gives none. None: this is the newest.
    goes_on: str | None = None
    # What the client must do to be reached by a test number of ours that they text with; empty for any other.
    joining: str = ""
    appointment: NextAppointment | None = None

    @property
    def is_on_whatsapp(self) -> bool:
        """Whether there is anything between us and the client on WhatsApp."""
        asked = (each for each in self.consents if each.channel is Channel.WHATSAPP)
        consented = any(each.state is not ConsentState.UNKNOWN for each in asked)
        last = self.last_delivery
        by_it = last is not None and last.channel is Channel.WHATSAPP
        identity = any(not address.is_phone for address in self.client.addresses)
        return self.window_closes_at is not None or by_it or consented or identity
