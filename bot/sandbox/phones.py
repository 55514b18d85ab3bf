"""The clients' phones as people use them, whoever carries what they send: Twilio, or Meta for WhatsApp."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.meta import MetaStandIn
from bot.sandbox.phonebook import Channel
from bot.sandbox.said import Said
from bot.sandbox.twilio import TwilioStandIn


@dataclass(frozen=True)
class ClientPhones:
    """Both stand-ins show on the same phones. Every method raises PhoneError for what nobody could do."""

    twilio: TwilioStandIn
    meta: MetaStandIn | None

    def add(self, number: str, name: str = "") -> str:
        """Put a phone on the table. Returns its number."""
        return self.twilio.phones.add(number, name).number

    def text(self, number: str, to: str, body: str, channel: Channel = "sms") -> str:
        """Send words to one of our numbers. Returns the message's id at once."""
        return self.send(number, to, Said(body), channel)

    def send(self, number: str, to: str, said: Said, channel: Channel = "whatsapp") -> str:
        """Send anything to one of our numbers. Returns the message's id at once."""
        if self.meta is not None and channel == "whatsapp" and self.meta.phones.answers(to):
            return self.meta.phones.send(number, to, said)
        return self.twilio.phones.send(number, to, said, channel)

    def read(self, number: str) -> int:
        """Look at all that came by WhatsApp. Returns how many were unread."""
        at_meta = self.meta.phones.read(number) if self.meta is not None else 0
        return self.twilio.phones.read(number) + at_meta

    def switch_off(self, number: str) -> None:
        """From now on texts fail, and WhatsApp messages wait."""
        self.twilio.phones.switch_off(number)

    def switch_on(self, number: str) -> None:
        """Back again; what WhatsApp kept arrives now."""
        self.twilio.phones.switch_on(number)
        if self.meta is not None:
            self.meta.phones.is_on(number)

    def change_number(self, number: str, new: str) -> None:
        """Move the phone's owner to another number, which WhatsApp tells the businesses they talk to."""
        before = self.twilio.phones.book.find(number).identity
        self.twilio.phones.change_number(number, new)
        if self.meta is not None:
            self.meta.phones.has_moved(new, number, before)

    def hide_number(self, number: str, *, hidden: bool = True) -> None:
        """Let the phone's owner write on WhatsApp under a user name, or with the number again."""
        self.twilio.phones.hide_number(number, hidden=hidden)

    def snapshot(self) -> list[dict[str, Any]]:
        """All phones as the page shows them."""
        return self.twilio.phones.snapshot()
