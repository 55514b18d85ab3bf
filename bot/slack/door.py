"""The first of Bolt's middlewares: turns other workspaces away and hands events to the intake."""

import json
import logging
from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware

from bot.slack.blocks.notices import OTHER_WORKSPACE
from bot.slack.deps import Deps
from bot.slack.intake import answer_event

log = logging.getLogger(__name__)


class Door(AsyncMiddleware):
    """For AsyncApp's ``before_authorize``: an event needs no listener and no token.

    A class of Bolt's own kind, as a plain function would have every possible argument worked out for it.
    """

    def __init__(self, deps: Deps, team_id: str) -> None:
        self._deps = deps
        self._team_id = team_id

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """Answer an event or a stranger; let everything else pass on."""
        if req.context.team_id not in (None, self._team_id):
            # The same app may be installed elsewhere; its people must see nothing of this workspace.
            log.warning("Something came from a workspace that is not served here.")
            return _turned_away(req)
        if req.body.get("type") == "event_callback":
            return await answer_event(self._deps, req.body)
        await next()
        return resp


def _turned_away(req: AsyncBoltRequest) -> BoltResponse:
    """A sentence where Slack shows one; else an empty 200, as a failure would only be sent again."""
    if "command" not in req.body:
        return BoltResponse(status=200, body="")
    said = json.dumps({"response_type": "ephemeral", "text": OTHER_WORKSPACE})
    return BoltResponse(status=200, body=said, headers={"content-type": ["application/json"]})
