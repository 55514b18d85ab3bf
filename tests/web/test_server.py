"""The server starts where it is told, says so when it cannot, and finishes what is in flight."""

import asyncio

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.server import CannotListen, listen, serving


async def test_a_request_in_flight_is_answered_when_the_server_stops(http: aiohttp.ClientSession) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: Request) -> Response:
        arrived.set()
        await go_on.wait()
        return PlainTextResponse("done")

    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    async with serving(Starlette(routes=[Route("/", slow)]), listener) as task:
        asking = asyncio.ensure_future(http.get(f"http://127.0.0.1:{port}/"))
        await asyncio.wait_for(arrived.wait(), 10)
        asyncio.get_running_loop().call_later(0.05, go_on.set)

    async with await asking as answer:
        assert await answer.text() == "done"
        assert "server" not in answer.headers
    assert task.done()


def test_a_port_that_is_taken_is_named_in_words() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen, match=f"Port {port} on 127.0.0.1 cannot be used"):
            listen("127.0.0.1", port)
