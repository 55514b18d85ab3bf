"""The account, its numbers, the app's subscription, and what the token is good for."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

from bot.sandbox.meta.config import BusinessNumber
from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.params import maybe, text
from bot.sandbox.meta.rest import fields
from bot.sandbox.meta.rest.guard import Call
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.webhooks import Webhooks

_NUMBER_FIELDS = (
    *("verified_name", "code_verification_status", "display_phone_number", "quality_rating"),
    *("platform_type", "throughput", "webhook_configuration"),
)
_ACCOUNT_FIELDS = ("name", "timezone_id", "message_template_namespace")
_SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"]


@dataclass
class Account:
    """Handlers of the account's node and edges, and of its numbers' nodes."""

    state: MetaState
    webhooks: Webhooks

    async def number(self, call: Call) -> Response:
        """One number of the account."""
        [ours] = [each for each in self.state.numbers if each.id == call.node]
        shown = self._number(ours)
        return JSONResponse(fields.chosen(shown, call.params, _NUMBER_FIELDS, "WhatsAppBusinessPhoneNumber"))

    async def numbers(self, call: Call) -> Response:
        """All numbers of the account."""

        def show(each: dict[str, Any]) -> dict[str, Any]:
            return fields.chosen(each, call.params, _NUMBER_FIELDS, "WhatsAppBusinessPhoneNumber")

        found = [self._number(each) for each in self.state.numbers]
        return JSONResponse(fields.page(found, call.params, str(call.request.url.replace(query="")), show))

    async def account(self, call: Call) -> Response:
        """The account itself."""
        status = "REJECTED" if self.state.standing.locked else "APPROVED"
        shown = {
            "id": self.state.credentials.account_id,
            "name": self.state.config.business_name,
            "timezone_id": "1",
            "message_template_namespace": "5fa1c0de_5a4d_4b0c_9c3e_000000000000",
            "account_review_status": status,
            "currency": "USD",
        }
        return JSONResponse(fields.chosen(shown, call.params, _ACCOUNT_FIELDS, "WhatsAppBusinessAccount"))

    async def subscriptions(self, _call: Call) -> Response:
        """The apps that hear of the account: ours, or none."""
        standing, app = self.state.standing, self.state.credentials.app_id
        if not standing.subscribed:
            return JSONResponse({"data": []})
        told: dict[str, Any] = {"whatsapp_business_api_data": {"id": app, "name": "Threadline", "link": ""}}
        if standing.verified_url and standing.verified_url != self.webhooks.url:
            told["override_callback_uri"] = standing.verified_url
        return JSONResponse({"data": [told]})

    async def subscribe(self, call: Call) -> Response:
        """Let the app hear of the account, at another address than its own if one is given and answers."""
        url = maybe(call.params, "override_callback_uri", most=2000)
        if url:
            wrong = await self.webhooks.verify(url, text(call.params, "verify_token", most=500))
            if wrong:
                details = f"Callback verification failed with the following errors: {wrong}"
                raise GraphError(2200, message=f"(#2200) {details}")
        self.state.standing.subscribed = True
        return JSONResponse({"success": True})

    async def unsubscribe(self, _call: Call) -> Response:
        """From now on the app hears nothing of the account."""
        self.state.standing.subscribed = False
        return JSONResponse({"success": True})

    async def debug_token(self, call: Call) -> Response:
        """What a token is good for."""
        known = text(call.params, "input_token", most=1000) == self.state.credentials.token
        app = {"app_id": self.state.credentials.app_id, "application": "Threadline", "type": "SYSTEM_USER"}
        if not known:
            error = {"code": 190, "message": "Invalid OAuth access token."}
            return JSONResponse({"data": {"is_valid": False, "error": error, "scopes": []}})
        return JSONResponse({"data": {**app, "expires_at": 0, "is_valid": True, "scopes": _SCOPES}})

    def _number(self, ours: BusinessNumber) -> dict[str, Any]:
        return {
            "id": ours.id,
            "verified_name": ours.verified_name,
            "code_verification_status": "VERIFIED",
            "display_phone_number": _pretty(ours.number),
            "quality_rating": "GREEN",
            "platform_type": "CLOUD_API",
            "throughput": {"level": "STANDARD"},
            "webhook_configuration": {"application": self.state.standing.verified_url or ""},
            "status": "CONNECTED",
            "name_status": "APPROVED",
            "account_mode": "LIVE" if self.state.config.allowed is None else "SANDBOX",
            "is_official_business_account": False,
            "messaging_limit_tier": "TIER_1K",
        }


def _pretty(number: str) -> str:
    if number.startswith("+1") and len(number) == 12:
        return f"+1 {number[2:5]}-{number[5:8]}-{number[8:]}"
    return number
