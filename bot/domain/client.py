"""Clients and their addresses."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.channel import Channel
from bot.domain.whatsapp_id import is_whatsapp_id


class AddressKind(StrEnum):
    """What an address is. A WhatsApp identity is somebody who hides the number behind a user name."""

    PHONE = "phone"
    WHATSAPP_ID = "whatsapp_id"  # Meta's business-scoped user id, such as US.13491208655302741918.


def kind_of(value: str) -> AddressKind:
    """What an address is, by how it is written."""
    return AddressKind.WHATSAPP_ID if is_whatsapp_id(value) else AddressKind.PHONE


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

    def takes(self, channel: Channel) -> bool:
        """Whether something can be sent there on this channel."""
        return self.is_phone or channel is Channel.WHATSAPP


# What a client is, unless the team has a word of its own for it.
DEFAULT_KIND = "client"


@dataclass(frozen=True)
class Client:
    """A person or company the team texts. A lead wrote to us first and nobody has named it yet.

    ``kind`` is client, vendor, signer or a word of the team's own. ``language`` is ISO 639-1, empty when
    nobody has said. ``owner`` is the Slack user who looks after the client. ``last_order`` is what STATUS
    answers where no appointment is to come. ``merged_into`` names the client that this one has become part
    of.
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
    last_order: str = ""
    merged_into: str | None = None

    @property
    def numbers(self) -> tuple[Address, ...]:
        """Those of its addresses that are phone numbers."""
        return tuple(address for address in self.addresses if address.is_phone)

    def address_for(self, channel: Channel) -> Address | None:
        """The address that is used first on this channel; None when the client has none for it."""
        return next((address for address in self.addresses if address.takes(channel)), None)
