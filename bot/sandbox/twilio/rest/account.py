"""The account itself, its numbers and its balance: what a check of the credentials asks for."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.twilio.config import SandboxSender
from bot.sandbox.twilio.message import API_VERSION, rfc2822
from bot.sandbox.twilio.rest.one_page import one_page
from bot.sandbox.twilio.state import TwilioState


def number_sid(number: str) -> str:
    """The SID of one of the account's numbers."""
    return "PN" + sha256(number.encode()).hexdigest()[:32]


@dataclass
class Account:
    """Handlers for the account's own resources."""

    state: TwilioState

    async def fetch(self, _request: Request, _form: FormData) -> Response:
        """The account; the auth token is never told."""
        sid = self.state.account_sid
        now = rfc2822(self.state.clock.now())
        return JSONResponse(
            {
                "sid": sid,
                "owner_account_sid": sid,
                "friendly_name": "Sandbox account",
                "status": self.state.standing.account,
                "type": "Full",
                "date_created": now,
                "date_updated": now,
                "uri": f"{self._root}.json",
                "subresource_uris": {"messages": f"{self._root}/Messages.json"},
            }
        )

    async def balance(self, _request: Request, _form: FormData) -> Response:
        """Fifty dollars less what was sent."""
        now = self.state.clock.now()
        spent = sum((message.shown_price(now) or 0) for message in self.state.messages.values())
        balance = {"account_sid": self.state.account_sid, "balance": f"{50 - spent:.5f}", "currency": "USD"}
        return JSONResponse(balance)

    async def numbers(self, request: Request, _form: FormData) -> Response:
        """The SMS numbers, optionally one by PhoneNumber; WhatsApp senders are no incoming numbers."""
        wanted = request.query_params.get("PhoneNumber")
        owned = [s for s in self.state.senders if s.channel == "sms" and wanted in (None, s.number)]
        shown = [self._number(sender) for sender in owned]
        return JSONResponse(one_page(f"{self._root}/IncomingPhoneNumbers", "incoming_phone_numbers", shown))

    @property
    def _root(self) -> str:
        return f"/{API_VERSION}/Accounts/{self.state.account_sid}"

    def _number(self, sender: SandboxSender) -> dict[str, Any]:
        sid = number_sid(sender.number)
        now = rfc2822(self.state.clock.now())
        return {
            "sid": sid,
            "account_sid": self.state.account_sid,
            "friendly_name": sender.friendly_name or sender.number,
            "phone_number": sender.number,
            "capabilities": {"voice": True, "sms": True, "mms": True, "fax": False},
            "sms_url": self.state.bot_url + self.state.config.inbound_path,
            "sms_method": "POST",
            "sms_fallback_url": "",
            "sms_fallback_method": "POST",
            "status_callback": "",
            "status_callback_method": "POST",
            "status": "in-use",
            "origin": "twilio",
            "type": "toll-free" if sender.kind == "toll_free" else "local",
            "beta": False,
            "api_version": API_VERSION,
            "date_created": now,
            "date_updated": now,
            "uri": f"{self._root}/IncomingPhoneNumbers/{sid}.json",
        }
