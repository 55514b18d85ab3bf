"""Addresses as Twilio writes them: ``+E164`` for a text, ``whatsapp:+E164`` for WhatsApp, and ``rcs:+E164``
for a text that a service has sent by RCS."""

import re
from dataclasses import dataclass

import phonenumbers

from bot.domain.whatsapp_id import is_whatsapp_id
from bot.sandbox.phonebook import Channel

_E164 = re.compile(r"\+[1-9]\d{6,14}")


@dataclass(frozen=True)
class Address:
    """A channel and a number, which may still be wrong: ask ``valid``."""

    channel: Channel
    number: str

    def __str__(self) -> str:
        return f"whatsapp:{self.number}" if self.channel == "whatsapp" else self.number

    @property
    def is_identity(self) -> bool:
        """Whether it names somebody on WhatsApp by their business-scoped user id, and no number."""
        return self.channel == "whatsapp" and is_whatsapp_id(self.number)

    @property
    def valid(self) -> bool:
        """Whether a phone could have this number, or somebody on WhatsApp this identity."""
        if self.is_identity:
            return True
        if not _E164.fullmatch(self.number):
            return False
        try:
            return phonenumbers.is_valid_number(phonenumbers.parse(self.number))
        except phonenumbers.NumberParseException:
            return False

    @property
    def region(self) -> str | None:
        """The country's ISO code, or None where the number belongs to no single country."""
        if self.is_identity:
            return self.number.partition(".")[0]
        return phonenumbers.region_code_for_number(phonenumbers.parse(self.number))


def parse(text: str) -> Address:
    """Split the channel from the number; nothing is checked yet."""
    text = text.strip()
    if text.startswith("whatsapp:"):
        return Address("whatsapp", text.removeprefix("whatsapp:"))
    return Address("sms", text.removeprefix("rcs:"))
