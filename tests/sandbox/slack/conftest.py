"""A served stand-in, a bot double that checks signatures, and slack_sdk's client between them."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.slack import ChannelSpec, SlackConfig, SlackStandIn, UserGroupSpec, UserSpec
from tests.support.serving import serve
from tests.support.steps import with_step

SECRET = "a-signing-secret"
TOKEN = "xoxb-sandbox"
MAYA, SAM, PRIYA = "U0MAYA", "U0SAM", "U0PRIYA"
BOT = "U0THREAD"
GENERAL, CLIENTS, QUIET, PRIVATE, SECRET_ROOM = "C0GENERAL", "C0CLIENTS", "C0QUIET", "G0OURS", "G0THEIRS"

USERS = (
    UserSpec(MAYA, "maya", "Maya Ortiz", email="maya@harbor.example", is_admin=True, is_owner=True),
    UserSpec(SAM, "sam", "Sam Whitfield"),
    UserSpec(PRIYA, "priya", "Priya Nair", locale="es-ES"),
)
GROUPS = (
    UserGroupSpec("S0FRONT", "Front desk", "front-desk", (SAM, PRIYA)),
    UserGroupSpec("S0OLD", "Old hands", "old-hands", (MAYA,), is_disabled=True),
)
CHANNELS = (
    ChannelSpec(GENERAL, "general"),
    ChannelSpec(CLIENTS, "clients", members=(MAYA, SAM)),
    ChannelSpec(QUIET, "quiet", bot_is_member=False),
    ChannelSpec(PRIVATE, "ours", is_private=True),
    ChannelSpec(SECRET_ROOM, "theirs", is_private=True, bot_is_member=False),
)
SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "chat:write.customize",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_left",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "subteam_members_changed",
    "tokens_revoked",
]


def manifest(*, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """A manifest that grants all the tests need, but for the scopes, events and tabs named."""
    return with_step(
        {
            "display_information": {"name": "Threadline"},
            "features": {
                "app_home": {
                    "home_tab_enabled": "home" not in without,
                    "messages_tab_enabled": "messages" not in without,
                },
                "bot_user": {"display_name": "Threadline"},
                "slash_commands": [
                    {"command": "/sms", "description": "Text a client", "usage_hint": "[client] [text]"},
                    {"command": "/tell", "description": "Escapes", "should_escape": True},
                ],
                "shortcuts": [
                    {"name": "Message a client", "type": "global", "callback_id": "compose"},
                    {"name": "Send to client", "type": "message", "callback_id": "send_on"},
                ],
            },
            "oauth_config": {"scopes": {"bot": [scope for scope in SCOPES if scope not in without]}},
            "settings": {
                "event_subscriptions": {"bot_events": [event for event in EVENTS if event not in without]},
                "interactivity": {"is_enabled": True},
            },
        },
        subscribed="function_executed" not in without,
    )


@dataclass
class Heard:
    """A request as the bot double got it."""

    kind: str
    body: dict[str, Any]
    headers: dict[str, str]
    signed: bool

    @property
    def event(self) -> dict[str, Any]:
        inner: dict[str, Any] = self.body["event"]
        return inner


Said = Response | dict[str, Any] | None
Answerer = Callable[[Heard], Said | Awaitable[Said]]


@dataclass
class BotDouble:
    """Takes everything at the request URL; ``answer`` may be replaced to answer or misbehave."""

    heard: list[Heard] = field(default_factory=list)
    answer: Answerer = lambda _heard: None

    async def serve(self, request: Request) -> Response:
        raw = await request.body()
        signed = SignatureVerifier(SECRET).is_valid_request(raw, dict(request.headers))
        heard = _read(raw, dict(request.headers), signed)
        self.heard.append(heard)
        answer = self.answer(heard)
        if isinstance(answer, Awaitable):
            answer = await answer
        if isinstance(answer, Response):
            return answer
        return JSONResponse(answer) if answer is not None else Response()

    def of(self, kind: str) -> list[Heard]:
        return [one for one in self.heard if one.kind == kind]

    def events(self, kind: str, subtype: str | None = None) -> list[dict[str, Any]]:
        events = [one.event for one in self.of("event_callback")]
        return [one for one in events if one["type"] == kind and one.get("subtype") == subtype]


def _read(raw: bytes, headers: dict[str, str], signed: bool) -> Heard:
    if headers["content-type"] == "application/json":
        body = json.loads(raw)
        return Heard(body["type"], body, headers, signed)
    form = dict(parse_qsl(raw.decode(), keep_blank_values=True))
    if "payload" in form:
        body = json.loads(form["payload"])
        return Heard(body["type"], body, headers, signed)
    return Heard("command", dict(form), headers, signed)


@dataclass
class World:
    """Everything a test holds in hand."""

    slack: SlackStandIn
    client: AsyncWebClient
    double: BotDouble
    clock: SandboxClock
    bus: Bus
    session: aiohttp.ClientSession

    async def refused(self, call: Awaitable[Any]) -> str:
        """The error name a call is refused with."""
        with pytest.raises(SlackApiError) as caught:
            await call
        return str(caught.value.response["error"])

    async def post(self, text: str = "Hello", channel: str = GENERAL, **more: Any) -> str:
        """The app posts: the timestamp."""
        answer = await self.client.chat_postMessage(channel=channel, text=text, **more)
        return str(answer["ts"])


Build = Callable[..., Awaitable[World]]


@pytest.fixture
async def build() -> AsyncIterator[Build]:
    """Make a world with options of the config, or ``without`` some scopes and events."""
    async with _Closing() as closing:
        yield closing.build


@pytest.fixture
async def world(build: Build) -> World:
    """A world with everything granted, no rate limits and retries at once."""
    return await build()


class _Closing:
    def __init__(self) -> None:
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "_Closing":
        await self._stack.__aenter__()
        return self

    async def __aexit__(self, *exc: Any) -> None:
        await self._stack.__aexit__(*exc)

    async def build(self, *, without: tuple[str, ...] = (), **options: Any) -> World:
        options = {"rate_limits": False, "retry_delays": (0.0, 0.0, 0.0)} | options
        config = SlackConfig.from_manifest(
            manifest(without=without),
            team_id="T0HARBOR",
            team_name="Harbor Clinic",
            users=USERS,
            channels=CHANNELS,
            groups=GROUPS,
            **options,
        )
        double, clock, bus = BotDouble(), SandboxClock(), Bus()
        bot_app = Starlette(routes=[Route("/slack/events", double.serve, methods=["POST"])])
        bot_url = await self._stack.enter_async_context(serve(bot_app))
        session = await self._stack.enter_async_context(aiohttp.ClientSession())
        slack = SlackStandIn(
            bot_url=bot_url,
            signing_secret=SECRET,
            bot_token=TOKEN,
            clock=clock,
            bus=bus,
            session=session,
            config=config,
        )
        slack.base_url = await self._stack.enter_async_context(serve(Starlette(routes=slack.routes)))
        self._stack.push_async_callback(slack.close)
        client = AsyncWebClient(token=TOKEN, base_url=f"{slack.base_url}/slack/api/", session=session)
        return World(slack, client, double, clock, bus, session)


async def eventually(condition: Callable[[], Any], seconds: float = 5.0) -> None:
    """Wait until something holds; fail when it does not in time."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError("This never came about.")
        await asyncio.sleep(0.005)
