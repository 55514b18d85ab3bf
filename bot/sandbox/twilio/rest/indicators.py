"""Typing indicators. Source: Twilio's Typing Indicators resource, version 2, for WhatsApp alone."""

import re
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.phonebook import Phonebook
from bot.sandbox.twilio import address
from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.message import TwilioMessage
from bot.sandbox.twilio.state import TwilioState

# WhatsApp takes it away by itself after so many seconds.
SHOWN_SECONDS = 25.0
_SID = re.compile(r"(SM|MM)[0-9a-fA-F]{32}")


@dataclass
class Indicators:
    """Handlers for ``/messaging/v2/Indicators``."""

    state: TwilioState
    book: Phonebook

    async def typing(self, _request: Request, form: FormData) -> Response:
        """Show on the client's phone that somebody answers their message, and that it was read."""
        message = self._answered(form)
        phone = self.book.reach(address.parse(message.from_ or "").number)
        self.book.tick(phone, message.sid, "read")
        ours = address.parse(message.to).number
        self.book.typing(phone, "whatsapp", ours, self.state.clock.now() + SHOWN_SECONDS)
        return JSONResponse({"success": True})

    def _answered(self, form: FormData) -> TwilioMessage:
        channel, sid = str(form.get("channel") or ""), str(form.get("messageId") or "")
        if channel != "whatsapp":
            raise TwilioError(20001, "channel")
        if not _SID.fullmatch(sid):
            raise TwilioError(20001, "messageId")
        message = self.state.messages.get(sid)
        if message is None or message.direction != "inbound" or message.channel != "whatsapp":
            raise TwilioError(20404, sid)
        return message
