"""What the messaging product tells of the senders: toll-free verifications and 10DLC campaigns."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.twilio.config import SandboxSender
from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.rest.account import number_sid
from bot.sandbox.twilio.standing import Verification
from bot.sandbox.twilio.state import TwilioState

_ROOT = "https://messaging.twilio.com/v1"
# A request that was turned away for what it says may be mended for a week.
_REJECTED = 30485


@dataclass
class Compliance:
    """Handlers for ``/messaging/v1``."""

    state: TwilioState

    async def verifications(self, request: Request, _form: FormData) -> Response:
        """The verifications, optionally by Status or TollfreePhoneNumberSid."""
        query = request.query_params
        shown = [_verification_json(sender, found, self.state) for sender, found in self._verifications()]
        if status := query.get("Status"):
            shown = [each for each in shown if each["status"] == status]
        if sid := query.get("TollfreePhoneNumberSid"):
            shown = [each for each in shown if each["tollfree_phone_number_sid"] == sid]
        return _listed("verifications", f"{_ROOT}/Tollfree/Verifications", shown)

    async def verification(self, request: Request, _form: FormData) -> Response:
        """One verification."""
        for sender, found in self._verifications():
            if request.path_params["sid"] == _sid("HH", sender.number):
                return JSONResponse(_verification_json(sender, found, self.state))
        raise TwilioError(20404, request.url.path)

    async def campaigns(self, request: Request, _form: FormData) -> Response:
        """The campaign of a Messaging Service."""
        service = request.path_params["service_sid"]
        if not any(sender.service_sid == service for sender in self.state.senders):
            raise TwilioError(20404, request.url.path)
        shown = [_campaign_json(service, self.state)]
        return _listed("compliance", f"{_ROOT}/Services/{service}/Compliance/Usa2p", shown)

    def _verifications(self) -> list[tuple[SandboxSender, Verification]]:
        toll_free = [sender for sender in self.state.senders if sender.kind == "toll_free"]
        found = [(sender, self.state.standing.verification(sender)) for sender in toll_free]
        return [(sender, verification) for sender, verification in found if verification is not None]


def _verification_json(sender: SandboxSender, found: Verification, state: TwilioState) -> dict[str, Any]:
    sid = _sid("HH", sender.number)
    rejected = found.status == "TWILIO_REJECTED"
    return {
        "sid": sid,
        "account_sid": state.account_sid,
        "tollfree_phone_number_sid": number_sid(sender.number),
        "tollfree_phone_number": sender.number,
        "business_name": sender.friendly_name or "Sandbox",
        "notification_email": "",
        "use_case_categories": ["CUSTOMER_CARE"],
        "use_case_summary": "Messages between a team and its clients",
        "production_message_sample": "Your appointment is tomorrow at 9.",
        "opt_in_type": "VERBAL",
        "message_volume": "1,000",
        "status": found.status,
        "rejection_reason": found.reason if rejected else None,
        "rejection_reasons": [{"code": _REJECTED, "reason": found.reason or ""}] if rejected else None,
        "error_code": _REJECTED if rejected else None,
        "edit_allowed": rejected,
        "edit_expiration": None,
        **_dates(state),
        "url": f"{_ROOT}/Tollfree/Verifications/{sid}",
    }


def _campaign_json(service: str, state: TwilioState) -> dict[str, Any]:
    sid = _sid("QE", service)
    status = state.standing.campaign(service)
    return {
        "sid": sid,
        "account_sid": state.account_sid,
        "brand_registration_sid": _sid("BN", state.account_sid),
        "messaging_service_sid": service,
        "description": "Messages between a team and its clients",
        "message_samples": ["Your appointment is tomorrow at 9.", "Your glasses are ready."],
        "us_app_to_person_usecase": "CUSTOMER_CARE",
        "has_embedded_links": True,
        "has_embedded_phone": True,
        "subscriber_opt_in": True,
        "age_gated": False,
        "direct_lending": False,
        "campaign_status": status,
        "campaign_id": "CSANDBX" if status == "VERIFIED" else None,
        "is_externally_registered": False,
        "errors": [],
        "mock": False,
        **_dates(state),
        "url": f"{_ROOT}/Services/{service}/Compliance/Usa2p/{sid}",
    }


def _listed(key: str, url: str, shown: list[dict[str, Any]]) -> Response:
    """A list as the newer products page it; everything the account has fits on one page."""
    first = f"{url}?PageSize=50&Page=0"
    meta = {
        "page": 0,
        "page_size": 50,
        "first_page_url": first,
        "previous_page_url": None,
        "url": first,
        "next_page_url": None,
        "key": key,
    }
    return JSONResponse({key: shown, "meta": meta})


def _sid(prefix: str, of: str) -> str:
    return prefix + sha256(f"{prefix}{of}".encode()).hexdigest()[:32]


def _dates(state: TwilioState) -> dict[str, str]:
    now = datetime.fromtimestamp(int(state.clock.now()), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"date_created": now, "date_updated": now}
