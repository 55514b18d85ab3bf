"""Takes events before Bolt looks for a listener: kept first, answered then, handled by the worker."""

import logging
from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware

from bot.slack.deps import Deps, Payload
from bot.slack.failures import described
from bot.slack.listeners.events import HANDLERS

log = logging.getLogger(__name__)


class EventIntake(AsyncMiddleware):
    """For AsyncApp's ``before_authorize``: an event needs no listener and no token.

    A class of Bolt's own kind, as a plain function would have every possible argument worked out for it.
    """

    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """Answer an event; let everything else pass on."""
        if req.body.get("type") != "event_callback":
            await next()
            return resp
        return await _answer(self._deps, req.body)


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
    except Exception as error:
        log.error("An event could not be kept; Slack sends it again: %s", described(error))  # noqa: TRY400 - not its message.
        return BoltResponse(status=500, body="")
    return BoltResponse(status=200, body="")
