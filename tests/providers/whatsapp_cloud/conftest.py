"""An account at Meta's, served over HTTP for one test."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from starlette.applications import Starlette

from bot.providers.whatsapp_cloud.provider import WhatsAppCloudProvider
from tests.providers.whatsapp_cloud.fake import VERSION, FakeGraph
from tests.providers.whatsapp_cloud.world import MetaWorld, SystemClock, settings
from tests.support.serving import serve

# Nobody can listen there, so a connection is refused at once.
NOWHERE = "http://127.0.0.1:1/v26.0"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    """The Graph API."""
    made = FakeGraph()
    async with serve(Starlette(routes=made.routes)) as made.url:
        yield made


@pytest.fixture
async def world(graph: FakeGraph, session: aiohttp.ClientSession) -> MetaWorld:
    """The account as the contract tests see it."""
    clock, url = SystemClock(), graph.url + VERSION
    return MetaWorld(
        WhatsAppCloudProvider(settings(api_url=url, timeout=1.0), session, clock),
        WhatsAppCloudProvider(settings(api_url=NOWHERE), session, clock),
        WhatsAppCloudProvider(settings(api_url=url, token="wrong"), session, clock),
        graph,
    )
