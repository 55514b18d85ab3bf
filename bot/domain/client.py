"""Clients and their addresses."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AddressKind(StrEnum):
    """What an address is. A WhatsApp identity is somebody who hides the number behind a user name."""

    PHONE = "phone"
    WHATSAPP_ID = "whatsapp_id"  # Meta's business-scoped user id, such as US.13491208655302741918.


@dataclass(frozen=True)
class Address:
    """A phone number of a client in E.164 form, or a WhatsApp identity without a number."""

    id: str
    client_id: str
    value: str
    kind: AddressKind = AddressKind.PHONE

    @property
    def is_phone(self) -> bool:
        """Whether it can be called and texted; a WhatsApp identity takes WhatsApp messages only."""
        return self.kind is AddressKind.PHONE


# What a client is, unless the team has a word of its own for it.
DEFAULT_KIND = "client"


@dataclass(frozen=True)
class Client:
    """A person or company the team texts. A lead wrote to us first and nobody has named it yet.

    ``kind`` is client, vendor, signer or a word of the team's own. ``language`` is ISO 639-1, empty when
    nobody has said. ``owner`` is the Slack user who looks after the client. ``next_appointment_at`` (UTC) and
    ``last_order`` are what STATUS answers. ``merged_into`` names the client that this one has become part of.
    """

    id: str
    workspace_id: str
    name: str
    is_lead: bool
    created_at: datetime
    company: str = ""
    time_zone: str | None = None
    addresses: tuple[Address, ...] = ()
    is_spam: bool = False
    kind: str = DEFAULT_KIND
    language: str = ""
    owner: str | None = None
    tags: tuple[str, ...] = ()
    notes: str = ""
    next_appointment_at: datetime | None = None
    last_order: str = ""
    merged_into: str | None = None

    @property
    def numbers(self) -> tuple[Address, ...]:
        """Those of its addresses that are phone numbers."""
        return tuple(address for address in self.addresses if address.is_phone)
