"""Clients and their addresses."""

from dataclasses import dataclass
from datetime import datetime


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
    is_spam: bool = False
