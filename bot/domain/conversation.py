"""The one Slack thread in which a client's messages stand, and the card at its root."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import Consent
from bot.domain.message import Status
from bot.domain.waiting import Waiting


@dataclass(frozen=True)
class Conversation:
    """A client's thread. ``root_ts`` is empty until its card stands in Slack, or when the card is gone."""

    id: str
    workspace_id: str
    client_id: str
    slack_channel: str
    root_ts: str | None
    created_at: datetime


@dataclass(frozen=True)
class LastDelivery:
    """The newest outbound message's status, for the card."""

    channel: Channel
    status: Status
    at: datetime


@dataclass(frozen=True)
class Card:
    """Everything the client card shows, as it is now."""

    conversation_id: str
    client: Client
    consents: tuple[Consent, ...] = ()
    last_delivery: LastDelivery | None = None
    last_inbound_at: datetime | None = None
    next_text: Waiting | None = None  # The first text that the gate holds.
