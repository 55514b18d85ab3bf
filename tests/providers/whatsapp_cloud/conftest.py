"""An account on Meta's stand-in for one test."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.providers.whatsapp_cloud.provider import WhatsAppCloudProvider
from tests.providers.whatsapp_cloud.standin import VERSION, served
from tests.providers.whatsapp_cloud.world import MetaWorld, SystemClock, settings

# Nobody can listen there, so a connection is refused at once.
NOWHERE = f"http://127.0.0.1:1{VERSION}"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def world(session: aiohttp.ClientSession) -> AsyncIterator[MetaWorld]:
    """The account as the contract tests see it."""
    clock = SystemClock()
    async with served() as standin:
        yield MetaWorld(
            WhatsAppCloudProvider(settings(api_url=standin.url, timeout=1.0), session, clock),
            WhatsAppCloudProvider(settings(api_url=NOWHERE), session, clock),
            WhatsAppCloudProvider(settings(api_url=standin.url, token="wrong"), session, clock),
            standin,
        )
