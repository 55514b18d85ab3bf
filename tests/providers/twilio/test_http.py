"""What the network does is told apart by whether the request can have left."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.domain.failure import Failure, FailureKind
from bot.providers.twilio import TwilioProvider
from tests.providers.twilio.world import SystemClock, settings, sms


def provider(port: int, session: aiohttp.ClientSession, scheme: str = "http") -> TwilioProvider:
    aimed = settings(api_url=f"{scheme}://127.0.0.1:{port}", timeout=0.5)
    return TwilioProvider(aimed, session, SystemClock())


@asynccontextmanager
async def server(answer: bytes | None) -> AsyncIterator[int]:
    """Answers each request with these bytes and hangs up; None: reads and never answers."""
    silent: list[asyncio.StreamWriter] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        if answer is None:
            silent.append(writer)
            return
        writer.write(answer)
        writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()
        for writer in silent:
            writer.close()


async def kind(provider_: TwilioProvider) -> FailureKind:
    result = await provider_.send(sms())
    assert isinstance(result, Failure)
    return result.kind


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{",
        b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    ],
)
async def test_a_request_that_left_and_got_no_whole_answer_is_ambiguous(
    session: aiohttp.ClientSession, answer: bytes | None
) -> None:
    async with server(answer) as port:
        assert await kind(provider(port, session)) is FailureKind.AMBIGUOUS


async def test_a_refused_connection_may_be_tried_again(session: aiohttp.ClientSession) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert await kind(provider(closed.getsockname()[1], session)) is FailureKind.RETRY


async def test_a_name_that_does_not_exist_may_be_tried_again(session: aiohttp.ClientSession) -> None:
    lost = TwilioProvider(settings(api_url="http://twilio.invalid"), session, SystemClock())
    assert await kind(lost) is FailureKind.RETRY


async def test_a_failed_handshake_may_be_tried_again(session: aiohttp.ClientSession) -> None:
    async with server(b"this is no TLS\r\n") as port:
        assert await kind(provider(port, session, "https")) is FailureKind.RETRY


async def test_waiting_in_vain_for_a_free_connection_may_be_tried_again() -> None:
    connector = aiohttp.TCPConnector(limit=1)
    async with aiohttp.ClientSession(connector=connector) as session, server(None) as port:
        busy = asyncio.create_task(session.get(f"http://127.0.0.1:{port}/"))
        while not connector._acquired:  # noqa: ASYNC110 - the connector tells nobody.
            await asyncio.sleep(0)
        assert await kind(provider(port, session)) is FailureKind.RETRY
        busy.cancel()
        await asyncio.gather(busy, return_exceptions=True)
