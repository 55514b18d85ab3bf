"""Meta's webhook: clients' messages, receipts of ours and news of templates, several in one request.

A request is answered when all of it is kept, so that Meta repeats what was not; it does so for seven days.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.ports import Batched, Delivery, WebhookRequest
from bot.web.deps import WebDeps
from bot.web.webhook import Handle, Webhook

PATH = "/whatsapp/webhook"

# Source: Meta's guide to webhooks; a thousand updates in one request.
_MOST_BYTES = 3 * 1024 * 1024
# Meta's own is a number of ten digits.
_LONGEST_CHALLENGE = 200
_log = structlog.stdlib.get_logger(__name__)


def whatsapp_routes(deps: WebDeps) -> list[Route]:
    """``GET`` and ``POST /whatsapp/webhook``: the one demands our own word, the other Meta's signature."""
    if deps.whatsapp is None:
        return []
    heard = Webhook(deps, PATH, _heard(deps, deps.whatsapp), "Meta", _MOST_BYTES)
    return [
        Route(PATH, heard, methods=["POST"]),
        Route(PATH, _introduced(deps.whatsapp), methods=["GET"]),
    ]


def _heard(deps: WebDeps, whatsapp: Batched) -> Handle:
    answered = Response(status_code=200)

    async def handle(request: WebhookRequest) -> Response:
        told = whatsapp.delivered(request, deps.clock.now())
        if told.unread:
            _log.warning("a part of a webhook could not be made out", route=PATH, parts=told.unread)
        await _keep(deps, told)
        return answered

    return handle


async def _keep(deps: WebDeps, told: Delivery) -> None:
    """Return when all of it is kept; raise what went wrong with a part of it."""
    await asyncio.gather(
        *(deps.submit_inbound(text) for text in told.texts),
        *(deps.submit_receipt(receipt) for receipt in told.receipts),
        *(deps.submit_template_news(news) for news in told.news),
    )


def _introduced(whatsapp: Batched) -> Callable[[Request], Awaitable[Response]]:
    """Meta asks, before it sends anything, whether this is the place that its app was told of."""

    async def answer(request: Request) -> Response:
        said = request.query_params
        challenge = said.get("hub.challenge", "")
        known = said.get("hub.mode") == "subscribe" and whatsapp.knows(said.get("hub.verify_token", ""))
        if not known or len(challenge) > _LONGEST_CHALLENGE:
            _log.warning("somebody asked for the webhook without the right word", route=PATH)
            return PlainTextResponse("This is not the verify token.", 403)
        return PlainTextResponse(challenge)

    return answer
