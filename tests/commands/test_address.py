"""Whether PUBLIC_URL leads here is told in words."""

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.commands.address import check_address
from bot.findings import State
from bot.web.server import listen
from tests.support.serving import serve


async def _alive(_: Request) -> Response:
    return PlainTextResponse("alive\n")


async def _other(_: Request) -> Response:
    return PlainTextResponse("Welcome to nginx!")


async def _elsewhere(_: Request) -> Response:
    return RedirectResponse("https://parked.example.com/")


@pytest.mark.parametrize(
    ("endpoint", "state", "words"),
    [
        (_alive, State.FINE, "leads to this program"),
        (_other, State.WRONG, "Something else answers at PUBLIC_URL (status 200)"),
        (_elsewhere, State.WRONG, "Something else answers at PUBLIC_URL (status 307)"),
    ],
)
async def test_who_answers_is_told_apart(endpoint: object, state: State, words: str) -> None:
    app = Starlette(routes=[Route("/healthz", endpoint)])  # type: ignore[arg-type]
    async with serve(app) as url, aiohttp.ClientSession() as session:
        found = await check_address(session, url)

    assert found.state is state
    assert words in found.says


async def test_nobody_there_is_no_fault_before_the_start() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
    async with aiohttp.ClientSession() as session:
        found = await check_address(session, f"http://127.0.0.1:{port}")

    assert found.state is State.ABSENT
    assert "Start the program" in found.says


async def test_no_address_says_what_does_not_work_then() -> None:
    async with aiohttp.ClientSession() as session:
        found = await check_address(session, None)

    assert found.state is State.ABSENT
    assert "Twilio cannot bring clients' answers" in found.says
