"""Clients, their addresses, and the consent kept for each address and channel."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.channel import Channel


class ConsentState(StrEnum):
    """What an address has allowed on a channel. Without a record it is unknown."""

    UNKNOWN = "unknown"
    OPTED_IN = "opted_in"
    OPTED_OUT = "opted_out"


@dataclass(frozen=True)
class Address:
    """A phone number of a client in E.164 form."""

    id: str
    client_id: str
    value: str


@dataclass(frozen=True)
class Client:
    """A person or company the team texts. A lead wrote to us first and nobody has named it yet."""

    id: str
    workspace_id: str
    name: str
    is_lead: bool
    created_at: datetime
    company: str = ""
    time_zone: str | None = None
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True)
class Consent:
    """The current state of one address on one channel family, and since when (UTC)."""

    address_id: str
    channel: Channel
    state: ConsentState
    since: datetime
