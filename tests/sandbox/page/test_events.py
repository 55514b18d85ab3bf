"""The stream that tells the page of changes."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox.app import Sandbox
from bot.sandbox.bus import Bus
from bot.sandbox.page import events
from bot.sandbox.page.events import EventStreams

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def next_event(response: aiohttp.ClientResponse) -> dict[str, Any]:
    async with asyncio.timeout(10):
        async for line in response.content:
            if line.startswith(b"data: "):
                event: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                return event
    raise AssertionError("The stream ended.")


async def test_a_change_is_told(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.url}/sandbox/events") as response:
        assert response.content_type == "text/event-stream"
        assert await response.content.readline() == b"retry: 1000\n"
        sandbox.bus.publish("phone.changed", {"number": "+1"})
        assert await next_event(response) == {"kind": "phone.changed", "number": "+1"}


async def test_closing_ends_the_stream(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.url}/sandbox/events") as response:
        await response.content.readline()
        await sandbox.close()
        async with asyncio.timeout(10):
            assert await response.content.read() == b"\n"


async def test_there_is_an_end_to_how_many_may_listen(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "MAX_OPEN", 0)
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.url}/sandbox/events") as response:
        assert response.status == 503


async def test_a_silent_stream_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEEP_ALIVE", 0.01)
    streams = EventStreams(Bus())
    lines = streams.lines()
    assert [await anext(lines), await anext(lines)] == ["retry: 1000\n\n", ": still here\n\n"]
    assert streams.open == 1
    await lines.aclose()
    assert streams.open == 0
