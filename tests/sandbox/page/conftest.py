"""A running sandbox with a small app in it, and a headless browser where there is one."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
import yaml
from playwright.async_api import Browser, Page

from bot.sandbox.app import Sandbox
from bot.sandbox.server import BackgroundServer, bind
from tests.sandbox.page.small_bot import SmallBot
from tests.support.browser import NO_CHROMIUM, chromium, chromium_path, opened

ROOT = Path(__file__).parents[3]


@pytest.fixture
def manifest() -> dict[str, Any]:
    """The app's own manifest, with a Home tab and message shortcuts so that the page can show them."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))
    features = read["features"]
    features["app_home"] = {"home_tab_enabled": True, "messages_tab_enabled": True}
    features["shortcuts"] = [
        {
            "name": "Message a client",
            "type": "global",
            "callback_id": "compose",
            "description": "Write a text.",
        },
        {"name": "Send as a text", "type": "message", "callback_id": "send_as", "description": "Text it."},
        {"name": "Keep it inside", "type": "message", "callback_id": "keep", "description": "No text."},
    ]
    # What later features of the app will be granted: the page shows it already.
    scopes = read["oauth_config"]["scopes"]["bot"]
    scopes += [scope for scope in ("files:read", "files:write", "im:write") if scope not in scopes]
    return read


@pytest_asyncio.fixture(loop_scope="module")
async def bot() -> AsyncIterator[SmallBot]:
    """The small app, not yet told of the sandbox."""
    small = SmallBot()
    async with aiohttp.ClientSession() as session:
        small.session = session
        yield small


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox(manifest: dict[str, Any], bot: SmallBot) -> AsyncIterator[Sandbox]:
    """Sandbox and small app, both serving."""
    listening = bind(0)
    server = BackgroundServer(bot.app, listening)
    await server.start()
    bot_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    quick = {"sent_after": 0.0, "delivered_after": 0.0, "pacing": False}
    async with Sandbox(
        bot_url, manifest, slack_options={"rate_limits": False}, twilio_options=quick, whatsapp="both"
    ) as running:
        bot.token, bot.api = running.env()["SLACK_BOT_TOKEN"], running.env()["SLACK_API_URL"]
        yield running
    await server.stop()
    listening.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One headless Chromium for all tests of a module: starting it takes longer than a test."""
    path = chromium_path()
    if path is None:
        pytest.skip(NO_CHROMIUM)
    async with chromium(path) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def page(sandbox: Sandbox, browser: Browser) -> AsyncIterator[Page]:
    """The sandbox's page in a fresh profile; any script error or refused fetch fails the test."""
    async with opened(browser, sandbox.url) as shown:
        yield shown
