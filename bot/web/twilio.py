"""Twilio's webhooks: a client's message and the receipts of ours.

Each is answered after the commit that holds it, so that Twilio asks again for whatever was not kept.
"""

from starlette.responses import Response
from starlette.routing import Route

from bot.domain.events import InboundText, Receipt
from bot.ports import WebhookRequest
from bot.web.deps import WebDeps
from bot.web.webhook import Handle, Webhook

_EMPTY_TWIML = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'


def twilio_routes(deps: WebDeps) -> list[Route]:
    """``POST /twilio/status`` and ``POST /twilio/inbound``; both demand Twilio's signature."""
    status = Webhook(deps, "/twilio/status", _status(deps), "Twilio")
    inbound = Webhook(deps, "/twilio/inbound", _inbound(deps), "Twilio")
    return [
        Route("/twilio/status", status, methods=["POST"]),
        Route("/twilio/inbound", inbound, methods=["POST"]),
    ]


def _inbound(deps: WebDeps) -> Handle:
    answered = Response(_EMPTY_TWIML, media_type="text/xml")

    async def handle(request: WebhookRequest) -> Response:
        provider = await deps.twilio(request)
        text: InboundText = provider.inbound(request, deps.clock.now())
        await deps.submit_inbound(text)
        return answered

    return handle


def _status(deps: WebDeps) -> Handle:
    answered = Response(status_code=204)

    async def handle(request: WebhookRequest) -> Response:
        provider = await deps.twilio(request)
        receipt: Receipt | None = provider.receipt(request)
        if receipt is not None:
            await deps.submit_receipt(receipt)
        return answered

    return handle
