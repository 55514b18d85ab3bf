"""What Meta checks before it accepts a message, in its order and with its codes."""

import re
from dataclasses import dataclass

import phonenumbers

from bot.sandbox.meta.config import BusinessNumber
from bot.sandbox.meta.content import READERS
from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.library import Library
from bot.sandbox.meta.life import Life
from bot.sandbox.meta.message import MetaMessage, new_wamid
from bot.sandbox.meta.pace import Pace
from bot.sandbox.meta.params import Json, an_object, maybe, one_of, only, text, wrong
from bot.sandbox.meta.state import MetaState
from bot.sandbox.phonebook import Phone, Phonebook

MAX_TAG = 512
_USER_ID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")


@dataclass
class Acceptance:
    """Turns a send request into an accepted message, or refuses it."""

    state: MetaState
    book: Phonebook
    library: Library
    pace: Pace
    life: Life

    def accept(self, body: Json, ours: BusinessNumber) -> MetaMessage:
        """Check the request, store the message and begin its life. Raises GraphError."""
        one_of(body, "messaging_product", "", ("whatsapp",))
        if "recipient_type" in body:
            one_of(body, "recipient_type", "", ("individual",))
        if self.state.standing.locked:
            raise GraphError(131031, "Account has been locked.")
        phone = self._recipient(body, ours)
        body = {"type": "text", **body}
        kind = one_of(body, "type", "", READERS)
        content = READERS[kind](body, self.library)
        answers, tag = _context(body), maybe(body, "biz_opaque_callback_data", most=MAX_TAG)
        if content.category == "AUTHENTICATION" and body.get("to") is None:
            raise GraphError(131062)
        self.pace.check(phone, ours.id)
        now = self.state.clock.now()
        wamid = new_wamid(phone.number, "outbound")
        message = MetaMessage(
            wamid, "outbound", phone, ours.id, content, now, "accepted", answers=answers, tag=tag
        )
        self.state.keep(message)
        self.state.bus.publish("meta.message", {"id": message.id, "status": message.status})
        self.life.begin(message, ours)
        return message

    def _recipient(self, body: Json, ours: BusinessNumber) -> Phone:
        """The client, by ``to`` (which counts where both are given) or by ``recipient``."""
        if body.get("to") is None and body.get("recipient") is not None:
            user_id = text(body, "recipient", most=140)
            phone = self.book.with_identity(user_id) if _USER_ID.fullmatch(user_id) else None
            if phone is None:
                raise wrong("The recipient is no business-scoped user ID of this business.")
            return phone
        given = text(body, "to", most=64)
        number = f"+{re.sub(r'[^0-9]', '', given)}"
        if re.search(r"[^0-9+() .-]", given) or not _possible(number):
            raise wrong("The parameter to is not a phone number.")
        if number == ours.number:
            raise GraphError(131021)
        allowed = self.state.config.allowed
        if allowed is not None and number not in allowed:
            raise GraphError(131030, f"Recipient phone number not in allowed list: {number[:-4]}XXXX")
        return self.book.reach(number)


def _context(body: Json) -> str:
    """The id of the message that this one quotes."""
    if body.get("context") is None:
        return ""
    context = an_object(body, "context")
    only(context, "context", ("message_id",))
    return text(context, "message_id", "context", most=512)


def _possible(number: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
