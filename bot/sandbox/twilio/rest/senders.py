"""What texts can leave from besides numbers: Messaging Services (v1) and WhatsApp senders (v2)."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.twilio.config import SandboxSender
from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.state import TwilioState

_ROOT = "https://messaging.twilio.com"


@dataclass
class Senders:
    """Handlers for the account's services and its WhatsApp senders."""

    state: TwilioState

    async def services(self, _request: Request, _form: FormData) -> Response:
        """The Messaging Services that hold a number of the account."""
        sids = dict.fromkeys(each.service_sid for each in self.state.senders if each.service_sid)
        url = f"{_ROOT}/v1/Services?PageSize=50&Page=0"
        services = [self._service(str(sid)) for sid in sids]
        return JSONResponse({"services": services, "meta": _meta(url, "services")})

    async def senders(self, request: Request, _form: FormData) -> Response:
        """The account's own WhatsApp senders; the shared test number is nobody's and is not among them."""
        if request.query_params.get("Channel") not in {"whatsapp", "rcs"}:
            raise TwilioError(20001, "Channel")
        own = [each for each in self.state.senders if each.kind == "whatsapp"]
        shown = own if request.query_params["Channel"] == "whatsapp" else []
        url = f"{_ROOT}/v2/Channels/Senders?Channel=whatsapp&PageSize=50&Page=0"
        return JSONResponse({"senders": [_sender(each) for each in shown], "meta": _meta(url, "senders")})

    def _service(self, sid: str) -> dict[str, Any]:
        return {
            "sid": sid,
            "account_sid": self.state.account_sid,
            "friendly_name": self.state.config.service_names.get(sid, "Messaging Service"),
            "inbound_request_url": self.state.bot_url + self.state.config.inbound_path,
            "url": f"{_ROOT}/v1/Services/{sid}",
        }


def _sender(sender: SandboxSender) -> dict[str, Any]:
    sid = "XE" + sha256(sender.number.encode()).hexdigest()[:32]
    return {
        "sid": sid,
        "sender_id": sender.address,
        "status": "ONLINE",
        "profile": {"name": sender.friendly_name or sender.number},
        "configuration": {"waba_id": None},
        "webhook": {},
        "properties": None,
        "offline_reasons": None,
        "url": f"{_ROOT}/v2/Channels/Senders/{sid}",
    }


def _meta(url: str, key: str) -> dict[str, Any]:
    return {
        "page": 0,
        "page_size": 50,
        "first_page_url": url,
        "previous_page_url": None,
        "url": url,
        "next_page_url": None,
        "key": key,
    }
