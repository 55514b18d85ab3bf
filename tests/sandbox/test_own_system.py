"""The clinic's own system signs what it tells, on the sandbox's clock, whatever it is answered."""

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.domain.trigger_key import is_signed
from bot.sandbox.clock import SandboxClock
from bot.sandbox.own_system import Key, NoKey, OwnSystem
from tests.support.serving import serve

KEY = Key("K" * 26, "tlsk_secret")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def test_it_signs_the_bytes_that_it_sends(session: aiohttp.ClientSession) -> None:
    heard: list[tuple[bytes, dict[str, str]]] = []

    async def take(request: Request) -> Response:
        heard.append((await request.body(), dict(request.headers)))
        return PlainTextResponse('{"occasion": "O1"}', 201)

    clock = SandboxClock(offset=86_400.0)
    async with serve(Starlette(routes=[Route("/triggers", take, methods=["POST"])])) as url:
        told = await OwnSystem(session, url, clock, KEY).tell({"id": "evt-1", "place": "Café"})
    assert told == (201, {"occasion": "O1"})
    [(body, headers)] = heard
    assert json.loads(body) == {"id": "evt-1", "place": "Café"}
    timestamp = headers["x-threadline-timestamp"]
    assert abs(int(timestamp) - clock.now()) < 60
    assert headers["x-threadline-key"] == KEY.id
    assert is_signed(KEY.secret, timestamp, body, headers["x-threadline-signature"])


@pytest.mark.parametrize("said", ["", "no JSON", "[]"])
async def test_an_answer_that_is_none_is_empty(session: aiohttp.ClientSession, said: str) -> None:
    async def take(_: Request) -> Response:
        return PlainTextResponse(said, 500)

    async with serve(Starlette(routes=[Route("/triggers", take, methods=["POST"])])) as url:
        assert await OwnSystem(session, url, SandboxClock(), KEY).tell({}) == (500, {})


async def test_a_bot_that_is_down_and_a_missing_key_are_told(session: aiohttp.ClientSession) -> None:
    assert await OwnSystem(session, "http://127.0.0.1:9", SandboxClock(), KEY).tell({}) == (0, {})
    with pytest.raises(NoKey):
        await OwnSystem(session, "http://127.0.0.1:9", SandboxClock()).tell({})
