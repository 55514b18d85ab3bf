"""Bolt as its own documentation has it, with one listener that keeps the event before it is answered."""

import json
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.benchmarks.floors.keeping import Keep


def bolt_app(keep: Keep, signing_secret: str) -> Starlette:
    """``POST /slack/events`` through Bolt's dispatch, and ``/healthz``."""
    bolt = AsyncApp(
        signing_secret=signing_secret,
        process_before_response=True,
        authorize=_authorize,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
    )

    async def on_message(body: dict[str, Any]) -> None:
        await keep((body["event_id"], json.dumps(body["event"])))

    bolt.event("message")(on_message)
    handler = AsyncSlackRequestHandler(bolt)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("alive\n")

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/healthz", healthz)]
    return Starlette(routes=routes)


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id="T0", bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-floor"
    )
