"""Takes events before Bolt looks for a listener: kept first, answered then, handled by the worker."""

import logging
from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltRequest

from bot.slack.deps import Deps, Payload
from bot.slack.failures import described
from bot.slack.listeners.events import HANDLERS

log = logging.getLogger(__name__)

Middleware = Callable[..., Awaitable[BoltResponse]]


def intake(deps: Deps) -> Middleware:
    """The middleware for AsyncApp's ``before_authorize``: an event needs no listener and no token."""

    async def take(req: AsyncBoltRequest, next_: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        if req.body.get("type") != "event_callback":
            return await next_()
        return await _answer(deps, req.body)

    return take


async def _answer(deps: Deps, body: Payload) -> BoltResponse:
    """200 once the event is kept or is none of ours; 500 when it could not be kept, so that Slack repeats."""
    event = body.get("event")
    if not isinstance(event, dict) or not body.get("event_id"):
        return BoltResponse(status=400, body="An event_callback needs an event and an event_id.")
    handler = HANDLERS.get(str(event.get("type")))
    if handler is None:
        return BoltResponse(status=200, body="")
    try:
        await handler(deps, body)
    except Exception as error:  # noqa: BLE001 - Slack's retry is the cure, whatever it was.
        log.error("An event could not be kept; Slack sends it again: %s", described(error))  # noqa: TRY400 - not its message.
        return BoltResponse(status=500, body="")
    return BoltResponse(status=200, body="")
