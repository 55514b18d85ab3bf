"""A Twilio account on the stand-in, served over HTTP for one test."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from starlette.applications import Starlette

from bot.providers.twilio import TwilioProvider
from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.twilio import SandboxSender, TwilioConfig, TwilioStandIn
from tests.providers.twilio.world import (
    ACCOUNT,
    NUMBER,
    SERVICE,
    TOKEN,
    WHATSAPP,
    SystemClock,
    TwilioWorld,
    settings,
)
from tests.support.serving import serve

# Nobody can listen there, so a connection is refused at once.
NOWHERE = "http://127.0.0.1:1/twilio"
SENDERS = [
    SandboxSender(NUMBER),
    SandboxSender("+12025550101", service_sid=SERVICE),
    SandboxSender(WHATSAPP, channel="whatsapp", kind="whatsapp"),
]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def twilio(session: aiohttp.ClientSession) -> AsyncIterator[TwilioStandIn]:
    """The stand-in, whose receipts go nowhere."""
    config = TwilioConfig(sent_after=0, delivered_after=0, pacing=False)
    standin = TwilioStandIn(
        bot_url="http://127.0.0.1:1",
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        senders=SENDERS,
        clock=SandboxClock(),
        bus=Bus(),
        session=session,
        config=config,
    )
    standin.faults.hold_receipts()
    yield standin
    await standin.close()


@pytest.fixture
async def url(twilio: TwilioStandIn) -> AsyncIterator[str]:
    """Where the stand-in is served, as TWILIO_API_URL names it."""
    async with serve(Starlette(routes=twilio.routes)) as base:
        yield f"{base}/twilio"


@pytest.fixture
async def world(twilio: TwilioStandIn, url: str, session: aiohttp.ClientSession) -> TwilioWorld:
    """The account as the contract tests see it."""
    clock = SystemClock()
    twilio.state.config.api_url = url
    return TwilioWorld(
        TwilioProvider(settings(api_url=url, timeout=1.0), session, clock),
        TwilioProvider(settings(api_url=NOWHERE), session, clock),
        TwilioProvider(settings(api_url=url, auth_token="wrong"), session, clock),
        twilio,
    )
