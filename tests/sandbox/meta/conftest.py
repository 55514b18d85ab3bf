"""A served stand-in, and a bot double that checks signatures as an app of Meta's must."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.meta import BusinessNumber, Credentials, MetaConfig, MetaStandIn, MetaTemplate
from bot.sandbox.phonebook import Phone, Phonebook
from tests.support.serving import serve

CREDENTIALS = Credentials(
    token="EAAsandboxtoken",
    app_id="900000000000001",
    app_secret="0123456789abcdef0123456789abcdef",
    verify_token="are-you-the-one",
    account_id="200000000000001",
)
OURS = "+13035550100"
PNID = "300000000000001"
SECOND = BusinessNumber("300000000000002", "+13035550101", "Second")
JANE = "+61491570156"
OMAR = "+12125550124"
SMS_ONLY = "+12125550125"

Json = dict[str, Any]


def template(name: str = "see_you", **changes: Any) -> MetaTemplate:
    """A template with two blanks and a button of each kind."""
    components = [
        {"type": "HEADER", "format": "TEXT", "text": "Your visit"},
        {"type": "BODY", "text": "Hello {{1}}, see you at {{2}} then."},
        {"type": "FOOTER", "text": "Reply STOP to opt out"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "I will be there"},
                {"type": "URL", "text": "Map", "url": "https://clinic.example/{{1}}", "example": ["x"]},
            ],
        },
    ]
    given: Json = {
        "id": "700000000000001",
        "name": name,
        "language": "en_US",
        "category": "UTILITY",
        "components": components,
    }
    return MetaTemplate(**(given | changes))


FILLED = [
    {"type": "body", "parameters": [{"type": "text", "text": "Jane"}, {"type": "text", "text": "nine"}]},
    {
        "type": "button",
        "sub_type": "url",
        "index": "1",
        "parameters": [{"type": "text", "text": "door"}],
    },
]


@dataclass
class Hook:
    """A webhook as the bot double got it."""

    raw: bytes
    body: Json
    signed: bool


@dataclass
class BotDouble:
    """Records webhooks; ``answer`` may be replaced to misbehave."""

    hooks: list[Hook] = field(default_factory=list)
    answer: Callable[[Hook], Response] = lambda _hook: Response()
    challenge: Callable[[Request], Response] = lambda request: PlainTextResponse(
        request.query_params["hub.challenge"]
    )
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def app(self) -> Starlette:
        """The routes the real bot has, and one for pictures."""
        return Starlette(
            routes=[
                Route("/whatsapp/webhook", self._hook, methods=["POST"]),
                Route("/{path:path}webhook", self._handshake, methods=["GET"]),
                Route("/media/{name}", self._file, methods=["GET"]),
            ]
        )

    def values(self, field_name: str = "messages") -> list[Json]:
        """The values of all changes of a field, in the order they came."""
        changes = (change for hook in self.hooks for change in hook.body["entry"][0]["changes"])
        return [change["value"] for change in changes if change["field"] == field_name]

    @property
    def messages(self) -> list[Json]:
        """Incoming messages."""
        return [item for value in self.values() for item in value.get("messages", ())]

    @property
    def statuses(self) -> list[Json]:
        """Statuses of messages."""
        return [item for value in self.values() for item in value.get("statuses", ())]

    async def _hook(self, request: Request) -> Response:
        raw = await request.body()
        right = hmac.new(CREDENTIALS.app_secret.encode(), raw, hashlib.sha256).hexdigest()
        signed = request.headers.get("x-hub-signature-256") == f"sha256={right}"
        hook = Hook(raw, json.loads(raw), signed)
        self.hooks.append(hook)
        return self.answer(hook)

    async def _handshake(self, request: Request) -> Response:
        self.asked.append(dict(request.query_params))
        return self.challenge(request)

    async def _file(self, request: Request) -> Response:
        content_type, data = self.files.get(request.path_params["name"], ("", b""))
        return Response(data, media_type=content_type) if content_type else Response(status_code=404)


@dataclass
class Stage:
    """Everything a test needs."""

    meta: MetaStandIn
    bot: BotDouble
    book: Phonebook
    clock: SandboxClock
    bus: Bus
    config: MetaConfig
    session: aiohttp.ClientSession
    api: str

    async def call(self, method: str, path: str, **options: Any) -> tuple[int, Json]:
        """One request to the Graph API with the token. Returns HTTP status and body."""
        headers = {"Authorization": f"Bearer {CREDENTIALS.token}"} | options.pop("headers", {})
        url = path if path.startswith("http") else f"{self.api}/{path}"
        async with self.session.request(method, url, headers=headers, **options) as answer:
            return answer.status, await answer.json()

    async def post(self, message: Json, **options: Any) -> tuple[int, Json]:
        """Send a message to Jane, unless it says otherwise."""
        body = {"messaging_product": "whatsapp", "to": JANE, **message}
        wanted = {name: value for name, value in body.items() if value is not None}
        return await self.call("POST", f"{PNID}/messages", json=wanted, **options)

    async def send(self, message: Json | None = None) -> str:
        """Send a message that is accepted. Returns its id."""
        status, body = await self.post(message or words("Hello"))
        assert status == 200, body
        [made] = body["messages"]
        return str(made["id"])

    async def refused(self, message: Json) -> tuple[int, int, str]:
        """Send a message that is refused. Returns HTTP status, code and all that is said of it."""
        status, body = await self.post(message)
        assert "error" in body, body
        error = body["error"]
        return status, error["code"], f"{error['message']} {error.get('error_data', {}).get('details', '')}"

    async def settled(self) -> None:
        """Wait until the stand-in has nothing left to do."""
        await until(lambda: self.meta.idle)

    async def outcome(self, message: Json | None = None) -> list[tuple[str, int | None]]:
        """Send, and return the statuses and codes the bot was told of, in the order they came."""
        wamid = await self.send(message)
        await self.settled()
        mine = [status for status in self.bot.statuses if status["id"] == wamid]
        return [(each["status"], _code(each)) for each in mine]

    async def opened(self) -> str:
        """Let Jane write, which opens the window. Returns her message's id."""
        wamid = self.meta.phones.text(JANE, OURS, "Hello you")
        await self.settled()
        return wamid

    def shown(self) -> list[Any]:
        """What Jane's phone shows of our number, oldest first."""
        return self.book.find(JANE).conversations.get(("whatsapp", OURS), [])


def words(body: str) -> Json:
    """A text."""
    return {"type": "text", "text": {"body": body}}


def of_template(**changes: Any) -> Json:
    """The template with all blanks filled in."""
    given = {"name": "see_you", "language": {"code": "en_US"}, "components": FILLED}
    return {"type": "template", "template": given | changes}


def _code(status: Json) -> int | None:
    return status["errors"][0]["code"] if "errors" in status else None


async def until(done: Callable[[], object], seconds: float = 20.0) -> None:
    """Return once ``done()`` is true; fail after a deadline."""
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110 - there is no event for a condition of the caller's.
            await asyncio.sleep(0.01)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A stand-in without delays and pacing that has been verified; Jane has WhatsApp, one client has not."""
    config = MetaConfig(sent_after=0, delivered_after=0, pacing=False, retry_delays=(0, 0))
    config.templates.append(template())
    bot, clock, bus = BotDouble(), SandboxClock(), Bus()
    book = Phonebook(bus)
    for number, name in ((JANE, "Jané Doe"), (OMAR, "Omar")):
        book.add(Phone(number, name, frozenset({"sms", "whatsapp"})))
    book.add(Phone(SMS_ONLY, "Old Phone", frozenset({"sms"})))
    async with aiohttp.ClientSession() as session, serve(bot.app) as bot.url:
        meta = MetaStandIn(
            bot_url=bot.url,
            credentials=CREDENTIALS,
            numbers=[BusinessNumber(PNID, OURS, "Harbor Clinic"), SECOND],
            book=book,
            clock=clock,
            bus=bus,
            session=session,
            config=config,
        )
        async with serve(Starlette(routes=meta.routes)) as base:
            config.api_url = f"{base}/meta"
            assert await meta.verify() == ""
            yield Stage(meta, bot, book, clock, bus, config, session, f"{config.api_url}/v26.0")
            await meta.close()
