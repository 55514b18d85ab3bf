"""What a client can do with a phone: text, react, share, read, switch it off and on, change its number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.phonebook import Channel, Phone, Phonebook, PhoneError, PhoneMessage, new_identity
from bot.sandbox.said import MediaFile, Said
from bot.sandbox.twilio.address import Address
from bot.sandbox.twilio.inbound import Inbound
from bot.sandbox.twilio.life import Life
from bot.sandbox.twilio.media import LIMITS
from bot.sandbox.twilio.state import TwilioState
from bot.sandbox.twilio.statuses import Statuses

MAX_BODY = {"sms": 1600, "whatsapp": 4096}
MAX_FILES = 10


@dataclass
class Phones:
    """All clients' phones. Every method raises PhoneError, in words, for what a person could not do."""

    state: TwilioState
    book: Phonebook
    inbound: Inbound
    life: Life
    statuses: Statuses

    def add(
        self,
        number: str,
        name: str = "",
        kinds: Iterable[Channel] = ("sms", "whatsapp"),
        *,
        landline: bool = False,
        fails_with: int | None = None,
        rcs: bool = False,
    ) -> Phone:
        """Put a phone on the table; ``fails_with`` is the error code every delivery to it ends with."""
        if not Address("sms", number).valid:
            raise PhoneError("This is not a phone number. Write it with + and the country code.")
        if number in self.book.phones:
            raise PhoneError("There is a phone with this number already.")
        phone = Phone(number, name or number, frozenset(kinds), landline, fails_with=fails_with, rcs=rcs)
        self.book.add(phone)
        return phone

    def text(
        self,
        number: str,
        to: str,
        body: str,
        channel: Channel = "sms",
        media: Sequence[MediaFile] = (),
        **extra: str,
    ) -> str:
        """Send a message from a phone to one of the account's numbers. Returns its SID at once.

        ``extra`` are further form fields of the webhook, such as ``ButtonText`` or ``Latitude``.
        Messages of one phone to one number reach the bot one after the other.
        """
        return self.send(number, to, Said(body, tuple(media)), channel, **extra)

    def send(self, number: str, to: str, said: Said, channel: Channel = "whatsapp", **extra: str) -> str:
        """Send anything from a phone, as ``text`` does: a reply, a reaction, a place, a sticker."""
        phone = self.book.find(number)
        sender = self.state.sender(channel, to)
        if sender is None:
            raise PhoneError(f"Nobody answers {channel} at this number.")
        _check_can_send(phone, channel, said)
        quoted = self._quoted(phone, said, channel, to)
        if (said.files or said.contact) and not self.state.config.api_url:
            raise PhoneError("The address of the stand-in is not set, so nobody could fetch the picture.")
        sid = self.inbound.receive(phone, sender, said, extra)
        if quoted and said.emoji is not None:
            self.book.react(phone, quoted, said.emoji)
        return sid

    def change_number(self, number: str, new: str, *, keeps_identity: bool = False) -> str:
        """Move the phone's owner to another number. WhatsApp names them anew to every business with it."""
        phone = self.book.find(number)
        if not Address("sms", new).valid:
            raise PhoneError("This is not a phone number. Write it with + and the country code.")
        if new in self.book.phones:
            raise PhoneError("There is a phone with this number already.")
        if not keeps_identity:
            phone.identity = new_identity()
        self.book.renumber(phone, new)
        return phone.identity

    def hide_number(self, number: str, *, hidden: bool = True) -> None:
        """Let the phone's owner write to businesses without the number, under a user name, or with it."""
        self.book.find(number).hides_number = hidden
        self.state.bus.publish("phone.changed", {"number": number})

    def conversation(
        self, number: str, ours: str | None = None, channel: Channel | None = None
    ) -> list[dict[str, Any]]:
        """Everything on the phone's screen, oldest first; with one of our numbers or on one channel only."""
        shown = [
            {**message.as_json(), "with": with_, "channel": on}
            for (on, with_), messages in self.book.find(number).conversations.items()
            if ours in (None, with_) and channel in (None, on)
            for message in messages
        ]
        return sorted(shown, key=lambda message: message["at"])

    def read(self, number: str) -> int:
        """Look at all that came by WhatsApp or RCS, which tells of it. Returns how many were unread."""
        phone = self.book.find(number)
        unread = [
            shown
            for (channel, _), messages in phone.conversations.items()
            for shown in messages
            if self._tells_that_it_was_read(channel, shown)
            and shown.ticks == "delivered"
            # What somebody else than Twilio has brought is not Twilio's to tell of.
            and shown.sid in self.state.messages
        ]
        for shown in unread:
            self.book.tick(phone, shown.sid, "read")
            self.statuses.move(self.state.messages[shown.sid], "read")
        return len(unread)

    def _tells_that_it_was_read(self, channel: Channel, shown: PhoneMessage) -> bool:
        message = self.state.messages.get(shown.sid)
        return shown.direction == "in" and (channel == "whatsapp" or (message is not None and message.is_rcs))

    def switch_off(self, number: str) -> None:
        """From now on texts fail with 30003, and WhatsApp messages wait."""
        self._switch(number, on=False)

    def switch_on(self, number: str) -> None:
        """Back again; what WhatsApp kept arrives now."""
        self._switch(number, on=True)
        self.life.phone_is_on(self.book.find(number))

    def fail_with(self, number: str, code: int | None) -> None:
        """Let every delivery to this phone end with an error code, or with None let them succeed again."""
        self.book.find(number).fails_with = code
        self.state.bus.publish("phone.changed", {"number": number})

    def snapshot(self) -> list[dict[str, Any]]:
        """All phones as the page shows them."""
        return [phone.as_json() for phone in self.book.phones.values()]

    def _quoted(self, phone: Phone, said: Said, channel: Channel, to: str) -> PhoneMessage | None:
        """The message on the screen that it is about."""
        if not said.reply_to:
            if said.button or said.row or said.emoji is not None:
                raise PhoneError("Say which message it is about.")
            return None
        where, ours, message = self.book.shown(phone, said.reply_to)
        if (where, ours) != (channel, to):
            raise PhoneError("That message stands in another conversation.")
        if said.button and said.button not in message.buttons:
            raise PhoneError("There is no such button below that message.")
        if said.row and said.row not in message.rows:
            raise PhoneError("There is no such row in that list.")
        return message

    def _switch(self, number: str, *, on: bool) -> None:
        self.book.find(number).on = on
        self.state.bus.publish("phone.changed", {"number": number})


def _check_can_send(phone: Phone, channel: Channel, said: Said) -> None:
    if not phone.on:
        raise PhoneError("The phone is switched off.")
    if phone.landline or channel not in phone.kinds:
        raise PhoneError(f"This phone has no {channel}.")
    if channel == "sms" and _only_on_whatsapp(said):
        raise PhoneError("Only WhatsApp can do that.")
    if said.is_empty:
        raise PhoneError("Write something or add a picture.")
    if len(said.body) > MAX_BODY[channel]:
        raise PhoneError(f"A message has at most {MAX_BODY[channel]} characters.")
    if len(said.files) > MAX_FILES or sum(len(file.data) for file in said.files) > LIMITS[channel]:
        raise PhoneError("That is more than one message can carry.")


def _only_on_whatsapp(said: Said) -> bool:
    return bool(said.reply_to or said.place or said.is_sticker or said.is_forwarded or said.emoji is not None)
