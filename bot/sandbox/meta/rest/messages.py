"""``/{phone-number-id}/messages``: sending, and telling that a message was read."""

from dataclasses import dataclass

from starlette.responses import JSONResponse, Response

from bot.sandbox.meta.accept import Acceptance
from bot.sandbox.meta.config import BusinessNumber
from bot.sandbox.meta.errors import GraphError, no_such_object
from bot.sandbox.meta.identity import wa_id
from bot.sandbox.meta.message import MetaMessage
from bot.sandbox.meta.params import Json, an_object, one_of, text
from bot.sandbox.meta.rest.guard import Call
from bot.sandbox.meta.state import MetaState
from bot.sandbox.phonebook import Phonebook

# A typing indicator is shown until an answer comes, and for no longer than this (seconds).
TYPING = 25.0


@dataclass
class Messages:
    """Handlers of the messages edge."""

    state: MetaState
    acceptance: Acceptance
    book: Phonebook

    async def send(self, call: Call) -> Response:
        """Accept a message: 200 with its id, before anything has happened to it."""
        message = self.acceptance.accept(call.params, self._ours(call))
        return JSONResponse(
            {
                "messaging_product": "whatsapp",
                "contacts": [_recipient(call.params, message.phone.identity)],
                "messages": [
                    {"id": message.id, **({"message_status": "accepted"} if _is_template(call) else {})}
                ],
            }
        )

    async def mark_read(self, call: Call) -> Response:
        """Two blue ticks for the client, and if asked the sign that somebody writes."""
        ours = self._ours(call)
        one_of(call.params, "messaging_product", "", ("whatsapp",))
        one_of(call.params, "status", "", ("read",))
        wanted = text(call.params, "message_id", most=512)
        message = self.state.messages.get(wanted)
        if message is None or message.direction != "inbound":
            raise GraphError(100, "Invalid message id.", message="(#100) Invalid parameter")
        if "typing_indicator" in call.params:
            one_of(an_object(call.params, "typing_indicator"), "type", "typing_indicator", ("text",))
            until = self.state.clock.now() + TYPING
            self.book.typing(message.phone, "whatsapp", ours.number, until)
        self._tick(message, ours)
        return JSONResponse({"success": True})

    def _tick(self, message: MetaMessage, ours: BusinessNumber) -> None:
        """Two blue ticks under the message and all that the client had written before it."""
        for shown in message.phone.conversations.get(("whatsapp", ours.number), []):
            if shown.direction == "out" and shown.at <= message.created:
                self.book.tick(message.phone, shown.sid, "read")

    def _ours(self, call: Call) -> BusinessNumber:
        ours = self.state.number(call.node)
        if ours is None:
            raise no_such_object(call.node, "post")
        return ours


def _recipient(params: Json, user_id: str) -> Json:
    if params.get("to") is None:
        return {"input": params["recipient"], "user_id": user_id}
    digits = "".join(filter(str.isdigit, params["to"]))
    return {"input": params["to"], "wa_id": wa_id(digits)}


def _is_template(call: Call) -> bool:
    return call.params.get("type") == "template"
