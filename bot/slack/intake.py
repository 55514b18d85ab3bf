"""Takes events before Bolt looks for a listener: kept first, answered then, handled by the worker."""

import logging

from slack_bolt import BoltResponse

from bot.slack.deps import Deps, Payload
from bot.slack.failures import described
from bot.slack.listeners.events import HANDLERS

log = logging.getLogger(__name__)


async def answer_event(deps: Deps, body: Payload) -> BoltResponse:
    """200 once the event is kept or is none of ours; 500 when it could not be kept, so that Slack repeats."""
    event = body.get("event")
    if not isinstance(event, dict) or not body.get("event_id"):
        log.warning("An event_callback without its event could not be read.")
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
