"""Twilio's webhooks: a client's message and the receipts of ours.

Each is answered after the commit that holds it, so that Twilio asks again for whatever was not kept.
"""

from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.domain.events import InboundText, Receipt
from bot.ports import Forged, Malformed, WebhookRequest
from bot.web.body import BadBody, read_body
from bot.web.deps import WebDeps

_log = structlog.stdlib.get_logger(__name__)
_EMPTY_TWIML = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'

Handle = Callable[[WebhookRequest], Awaitable[Response]]


def twilio_routes(deps: WebDeps) -> list[Route]:
    """``POST /twilio/inbound`` and ``POST /twilio/status``; both demand Twilio's signature."""
    return [
        Route("/twilio/inbound", _endpoint(deps, "/twilio/inbound", _inbound(deps)), methods=["POST"]),
        Route("/twilio/status", _endpoint(deps, "/twilio/status", _status(deps)), methods=["POST"]),
    ]


def _inbound(deps: WebDeps) -> Handle:
    answered = Response(_EMPTY_TWIML, media_type="text/xml")

    async def handle(request: WebhookRequest) -> Response:
        text: InboundText = deps.provider.inbound(request, deps.clock.now())
        await deps.submit_inbound(text)
        return answered

    return handle


def _status(deps: WebDeps) -> Handle:
    answered = Response(status_code=204)

    async def handle(request: WebhookRequest) -> Response:
        receipt: Receipt | None = deps.provider.receipt(request)
        if receipt is not None:
            await deps.submit_receipt(receipt)
        return answered

    return handle


def _endpoint(deps: WebDeps, path: str, handle: Handle) -> Callable[[Request], Awaitable[Response]]:
    """Wraps ``handle`` in what both webhooks share: bounds, refusals, and an answer to every failure."""
    # Looking a labelled counter up costs more than counting.
    kept, forged, malformed, failed = (
        deps.metrics.webhooks.labels(path, outcome) for outcome in ("kept", "forged", "malformed", "failed")
    )
    signed_url = deps.public_url + path

    async def endpoint(request: Request) -> Response:
        query = request.scope["query_string"]
        url = f"{signed_url}?{query.decode('latin-1')}" if query else signed_url
        try:
            response = await handle(WebhookRequest(url, request.headers, await read_body(request)))
        except Forged:
            forged.inc()
            _log.warning("webhook refused: the signature is not Twilio's", route=path)
            return PlainTextResponse("The signature is missing or wrong.", 403)
        except Malformed as problem:
            malformed.inc()
            _log.warning("webhook refused: malformed", route=path, problem=str(problem))
            return PlainTextResponse("The request is not what this webhook takes.", 400)
        except BadBody as problem:
            malformed.inc()
            _log.warning("webhook refused: its body", route=path, problem=problem.reason)
            return PlainTextResponse(problem.reason, problem.status, {"Connection": "close"})
        except Exception:  # Whatever it was, Twilio must hear of it and ask again.
            failed.inc()
            _log.exception("webhook not kept, Twilio is asked to repeat it", route=path)
            return PlainTextResponse("Not kept; please repeat.", 503, {"Retry-After": "5"})
        kept.inc()
        return response

    return endpoint
