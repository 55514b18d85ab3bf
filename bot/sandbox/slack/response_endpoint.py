"""``POST /slack/response/{id}``: later answers to a command or an action."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.slack.bodies import bounded_body
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.replies import show_reply

MAX_BODY_BYTES = 500_000
_GONE = ("no_such_url", "expired_url", "used_url")


class ResponseEndpoint:
    """Serves response URLs."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation

    async def serve(self, request: Request) -> Response:
        """Show the answer: ``ok``, or 404 for a URL that is used up, or 400 for an answer Slack refuses."""
        try:
            body = await _read(request)
            issued = self._installation.response_urls.use(request.path_params["id"])
            show_reply(self._installation, issued.user, issued.channel, body, issued.message)
        except SlackError as error:
            return JSONResponse(error.answer(), 404 if error.error in _GONE else 400)
        return PlainTextResponse("ok")


async def _read(request: Request) -> dict[str, Any]:
    content = await bounded_body(request, MAX_BODY_BYTES)
    try:
        body = json.loads(content)
    except ValueError:
        raise SlackError("invalid_payload") from None
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    return body
