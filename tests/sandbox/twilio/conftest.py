"""A served stand-in, a bot double that checks signatures, and the real Twilio SDK between them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.twilio import WHATSAPP_SANDBOX_NUMBER, SandboxSender, TwilioConfig, TwilioStandIn
from bot.sandbox.twilio.content import Content
from tests.support.serving import serve

ACCOUNT = "AC" + "0" * 31 + "1"
TOKEN = "the-sandbox-auth-token"
OURS = "+13035550100"
SECOND = "+13035550101"
TOLL_FREE = "+18005550199"
SERVICE = "MG" + "0" * 31 + "1"
JANE = "+12125550123"
OMAR = "+12125550124"
TEMPLATE = "HX" + "0" * 31 + "1"

SENDERS = [
    SandboxSender(OURS, friendly_name="Front desk"),
    SandboxSender(TOLL_FREE, kind="toll_free"),
    SandboxSender(SECOND, service_sid=SERVICE, advanced_opt_out=True),
    SandboxSender(OURS, channel="whatsapp", kind="whatsapp"),
    SandboxSender(WHATSAPP_SANDBOX_NUMBER, channel="whatsapp", kind="whatsapp_sandbox"),
]


@dataclass
class Hook:
    """A webhook as the bot double got it."""

    path: str
    query: str
    form: dict[str, str]
    signed: bool
    token: str | None


@dataclass
class BotDouble:
    """Records webhooks; ``answer`` may be replaced to misbehave."""

    hooks: list[Hook] = field(default_factory=list)
    answer: Callable[[Hook], Response] = lambda _hook: Response("<Response/>", media_type="text/xml")
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    url: str = ""

    @property
    def app(self) -> Starlette:
        """The routes the real bot has, and one for pictures."""
        return Starlette(
            routes=[
                Route("/twilio/{name}", self._hook, methods=["POST"]),
                Route("/media/{name}", self._file, methods=["GET"]),
            ]
        )

    @property
    def inbound(self) -> list[dict[str, str]]:
        """Forms of incoming messages."""
        return [hook.form for hook in self.hooks if hook.path == "/twilio/inbound"]

    @property
    def receipts(self) -> list[dict[str, str]]:
        """Forms of status callbacks."""
        return [hook.form for hook in self.hooks if hook.path == "/twilio/status"]

    async def _hook(self, request: Request) -> Response:
        form = await request.form()
        signature = request.headers.get("x-twilio-signature", "")
        signed = RequestValidator(TOKEN).validate(str(request.url), form, signature)
        token = request.headers.get("i-twilio-idempotency-token")
        hook = Hook(request.url.path, request.url.query, dict(form), signed, token)
        self.hooks.append(hook)
        return self.answer(hook)

    async def _file(self, request: Request) -> Response:
        content_type, data = self.files.get(request.path_params["name"], ("", b""))
        return Response(data, media_type=content_type) if content_type else Response(status_code=404)


class SandboxClient(Client):
    """The real SDK, aimed at the stand-in as the bot aims it."""

    def __init__(self, base: str) -> None:
        super().__init__(ACCOUNT, TOKEN)
        self._base = base

    def get_hostname(self, uri: str) -> str:
        """Another host in the place of api.twilio.com."""
        parts = urlsplit(uri)
        product = parts.netloc.partition(".")[0]
        below = "" if product == "api" else f"/{product}"
        return self._base + below + parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass
class Stage:
    """Everything a test needs."""

    twilio: TwilioStandIn
    bot: BotDouble
    sdk: SandboxClient
    clock: SandboxClock
    bus: Bus
    config: TwilioConfig
    session: aiohttp.ClientSession
    api: str

    @property
    def messages_url(self) -> str:
        """Where messages are created."""
        return f"{self.api}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"

    @property
    def auth(self) -> dict[str, str]:
        """The header of a caller who knows the account's credentials."""
        return {"Authorization": aiohttp.encode_basic_auth(ACCOUNT, TOKEN)}

    async def send(self, body: str = "Hello", **fields: Any) -> MessageInstance:
        """Create a message through the SDK."""
        given = {
            "to": JANE,
            "from_": OURS,
            "body": body,
            "status_callback": f"{self.bot.url}/twilio/status?m=7",
        }
        if "messaging_service_sid" in fields:
            given["from_"] = None
        wanted = {name: value for name, value in (given | fields).items() if value is not None}
        return await asyncio.to_thread(lambda: self.sdk.messages.create(**wanted))

    async def refused(self, **fields: Any) -> int:
        """Create a message that is refused. Returns the code."""
        with pytest.raises(TwilioRestException) as caught:
            await self.send(**fields)
        return int(caught.value.code)

    async def settled(self) -> None:
        """Wait until the stand-in has nothing left to do."""
        await until(lambda: self.twilio.idle)

    async def statuses(self, **fields: Any) -> list[tuple[str, str | None]]:
        """Send, and return the receipts' statuses and codes in the order they came."""
        message = await self.send(**fields)
        await self.settled()
        mine = [form for form in self.bot.receipts if form["MessageSid"] == message.sid]
        return [(form["MessageStatus"], form.get("ErrorCode")) for form in mine]


async def until(done: Callable[[], object], seconds: float = 20.0) -> None:
    """Return once ``done()`` is true; fail after a deadline."""
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110 - there is no event for a condition of the caller's.
            await asyncio.sleep(0.01)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A stand-in without delays and pacing, one client Jane with both channels."""
    config = TwilioConfig(sent_after=0, delivered_after=0, pacing=False, retry_delay=0, priced_after=0)
    said = {"twilio/text": {"body": "Hello {{1}}, see you at {{2}}."}}
    config.contents[TEMPLATE] = Content(TEMPLATE, "see_you", said, {"1": "Jane", "2": "nine"})
    bot, clock, bus = BotDouble(), SandboxClock(), Bus()
    async with aiohttp.ClientSession() as session, serve(bot.app) as bot.url:
        twilio = TwilioStandIn(
            bot_url=bot.url,
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            senders=SENDERS,
            clock=clock,
            bus=bus,
            session=session,
            config=config,
        )
        twilio.phones.add(JANE, "Jane Doe")
        async with serve(Starlette(routes=twilio.routes)) as base:
            config.api_url = f"{base}/twilio"
            sdk = SandboxClient(config.api_url)
            yield Stage(twilio, bot, sdk, clock, bus, config, session, config.api_url)
            sdk.http_client.session.close()
            await twilio.close()
