"""``POST /slack/events``: bounded, signed and well-formed before anything of it is believed."""

import logging
import time
from collections.abc import Callable

from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.slack.parsing import NotSlacks, parsed
from bot.slack.signature import is_genuine

log = logging.getLogger(__name__)

PATH = "/slack/events"
MAX_BODY = 1_000_000


def starlette_routes(app: AsyncApp, signing_secret: str, now: Callable[[], float] = time.time) -> list[Route]:
    """The one route of Slack's: events, commands, interactivity and menus.

    413 above a megabyte, 401 for a forged or stale signature, 400 for what is signed and yet no JSON or form.
    Raises ValueError without a signing secret.
    """
    if not signing_secret.strip():
        raise ValueError(
            "SLACK_SIGNING_SECRET is empty: Slack's requests could not be told from forged ones."
        )

    async def endpoint(request: Request) -> Response:
        body = await _bounded(request)
        if body is None:
            log.warning("A request to %s was refused: its body is too large.", PATH)
            return PlainTextResponse("The body is larger than a megabyte.", 413)
        if not _is_signed(request, body, signing_secret, now()):
            log.warning("A request to %s was refused: its signature is missing, wrong or stale.", PATH)
            return PlainTextResponse("The signature is missing, wrong or stale.", 401)
        try:
            return await _dispatched(app, parsed(body, request.headers.get("content-type", "")))
        except NotSlacks:
            log.warning("A signed request to %s could not be read.", PATH)
            return PlainTextResponse("The body is neither JSON nor a form that Slack sends.", 400)

    return [Route(PATH, endpoint, methods=["POST"])]


async def _dispatched(app: AsyncApp, payload: dict[str, object]) -> Response:
    # "socket_mode" is Bolt's word for a payload that somebody else has checked and parsed already.
    try:
        request = AsyncBoltRequest(body=payload, mode="socket_mode")
    except (AttributeError, KeyError, TypeError) as error:
        raise NotSlacks("Bolt cannot read its shape.") from error
    return to_starlette_response(await app.async_dispatch(request))


async def _bounded(request: Request) -> bytes | None:
    """The body, or None as soon as it is known to be too large."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _is_signed(request: Request, body: bytes, secret: str, now: float) -> bool:
    headers = request.headers
    timestamp = headers.get("x-slack-request-timestamp", "")
    return is_genuine(secret, body, timestamp, headers.get("x-slack-signature", ""), now)
