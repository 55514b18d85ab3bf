"""What a client can do on WhatsApp with a number of ours that Meta carries."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.meta import media_types, said_json
from bot.sandbox.meta.config import BusinessNumber
from bot.sandbox.meta.deliveries import Deliveries
from bot.sandbox.meta.identity import contact, wa_id
from bot.sandbox.meta.inbound import Inbound
from bot.sandbox.meta.life import Life
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.statuses import Statuses
from bot.sandbox.meta.updates import Update
from bot.sandbox.meta.window import Window
from bot.sandbox.phonebook import Phone, Phonebook, PhoneError, PhoneMessage
from bot.sandbox.said import Said

MAX_BODY, MAX_CAPTION, MAX_FILES = 4096, 1024, 10


@dataclass
class MetaPhones:
    """The phones as Meta sees them. Every method raises PhoneError for what a person could not do."""

    state: MetaState
    book: Phonebook
    inbound: Inbound
    life: Life
    statuses: Statuses
    window: Window
    deliveries: Deliveries

    def answers(self, to: str) -> bool:
        """Whether this is a number of ours at Meta (E.164)."""
        return self.state.number_called(to) is not None

    def text(self, number: str, to: str, body: str) -> str:
        """Send words from a phone. Returns the message's id at once."""
        return self.send(number, to, Said(body))

    def send(self, number: str, to: str, said: Said, referral: Mapping[str, str] | None = None) -> str:
        """Send anything from a phone: words, files, a reply, a reaction, a press, a place.

        ``referral`` is the advertisement it comes from, in the webhook's fields. Returns the id of the first
        message at once; messages of one phone reach the bot one after the other.
        """
        phone, ours = self._may_write(number, to)
        _check_can_send(said)
        quoted = self._quoted(phone, said, ours)
        wamid = self.inbound.receive(phone, ours, said, referral)
        if quoted and said.emoji is not None:
            self.book.react(phone, quoted, said.emoji)
        return wamid

    def send_unsupported(self, number: str, to: str, kind: str = "poll") -> str:
        """Send what Meta does not pass on to businesses. Returns the message's id."""
        return self.inbound.unsupported(*self._may_write(number, to), kind)

    def read(self, number: str) -> int:
        """Look at all that Meta has brought. Returns how many were unread."""
        phone = self.book.find(number)
        unread = [
            shown
            for (channel, ours), messages in phone.conversations.items()
            for shown in messages
            if channel == "whatsapp" and self.answers(ours)
            if shown.direction == "in" and shown.ticks == "delivered"
        ]
        for shown in unread:
            self.book.tick(phone, shown.sid, "read")
            self.statuses.move(self.state.messages[shown.sid], "read")
        return len(unread)

    def is_on(self, number: str) -> None:
        """The phone was switched on: what WhatsApp kept arrives now."""
        self.life.phone_is_on(self.book.find(number))

    def has_moved(self, number: str, before: str, identity_before: str) -> None:
        """The phone's owner has this number now: WhatsApp tells each business they have talked to."""
        phone = self.book.find(number)
        for channel, ours in list(phone.conversations):
            if channel == "whatsapp" and (found := self.state.number_called(ours)) is not None:
                self.inbound.moved(phone, found, before, identity_before)

    def stop_marketing(self, number: str, to: str, *, stopped: bool = True) -> None:
        """Stop the business's marketing in WhatsApp itself, or let it go on."""
        phone, ours = self._may_write(number, to)
        change = self.window.stopped_marketing.add if stopped else self.window.stopped_marketing.discard
        change(phone.identity)
        word = "stop" if stopped else "resume"
        known = {} if phone.hides_number else {"wa_id": wa_id(phone.number)}
        item = {
            **known,
            "user_id": phone.identity,
            "detail": f"User requested to {word} marketing messages",
            "category": "marketing_messages",
            "value": word,
            "timestamp": int(self.state.clock.now()),
        }
        self.deliveries.tell(Update("user_preferences", phone.identity, item, ours, (contact(phone),)))

    def _may_write(self, number: str, to: str) -> tuple[Phone, BusinessNumber]:
        phone, ours = self.book.find(number), self.state.number_called(to)
        if ours is None:
            raise PhoneError("Nobody answers whatsapp at this number.")
        if not phone.on:
            raise PhoneError("The phone is switched off.")
        if phone.landline or "whatsapp" not in phone.kinds:
            raise PhoneError("This phone has no whatsapp.")
        return phone, ours

    def _quoted(self, phone: Phone, said: Said, ours: BusinessNumber) -> PhoneMessage | None:
        """The message that is answered, which must stand on this very screen and offer what is chosen."""
        if not said.reply_to:
            if said.button or said.row or said.emoji is not None:
                raise PhoneError("Choose a message for that.")
            return None
        channel, with_, shown = self.book.shown(phone, said.reply_to)
        if (channel, with_) != ("whatsapp", ours.number):
            raise PhoneError("That message stands in another conversation.")
        chosen = said_json.choice_of(said, self.state.messages.get(said.reply_to))
        if (said.button or said.row) and (chosen is None or chosen.kind == "link"):
            raise PhoneError("That message offers nothing of the kind.")
        return shown


def _check_can_send(said: Said) -> None:
    is_choice = said.button or said.row
    if said.is_empty and not is_choice:
        raise PhoneError("Write something or add a picture.")
    most = MAX_CAPTION if said.files else MAX_BODY
    if len(said.body) > most:
        raise PhoneError(f"A message has at most {most} characters.")
    too_large = any(len(file.data) > media_types.LIMITS[said_json.kind_of(file, said)] for file in said.files)
    if len(said.files) > MAX_FILES or too_large:
        raise PhoneError("That is more than one message can carry.")
