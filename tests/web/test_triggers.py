"""POST /triggers: the headers and the whole body are handed on, bounded, and each answer has its status."""

import logging

import aiohttp
import pytest

from bot.flows.systems.receive import Answer
from bot.web.body import MAX_BYTES
from tests.web.conftest import Site

HEADERS = {
    "X-Threadline-Key": "K" * 26,
    "X-Threadline-Timestamp": "1764000000",
    "X-Threadline-Signature": "v1=abc",
    "Content-Type": "application/json",
}


async def post(site: Site, body: bytes, **headers: str) -> aiohttp.ClientResponse:
    async with aiohttp.ClientSession() as session:
        answer = await session.post(f"{site.url}/triggers", data=body, headers=HEADERS | headers)
        await answer.read()
        return answer


async def test_what_came_is_handed_on_as_it_is_and_the_answer_is_json(site: Site) -> None:
    answer = await post(site, b'{ "id":1}\n')
    assert (answer.status, await answer.json()) == (201, {"occasion": "O1"})
    [(request, content_type)] = site.triggers
    assert (request.key_id, request.timestamp, request.signature) == ("K" * 26, "1764000000", "v1=abc")
    assert (request.body, content_type) == (b'{ "id":1}\n', "application/json")
    assert "abc" not in repr(request)


async def test_a_body_that_is_too_large_never_reaches_the_door(site: Site) -> None:
    answer = await post(site, b"x" * (MAX_BYTES + 1))
    assert (answer.status, (await answer.json())["error"]) == (413, "too_large")
    assert (await post(site, b"x" * MAX_BYTES)).status == 201
    assert len(site.triggers) == 1


@pytest.mark.parametrize("retry_after", [0, 7])
async def test_when_to_come_again_is_told(site: Site, retry_after: int) -> None:
    site.answer = Answer(429, {"error": "too_many_requests"}, retry_after)
    answer = await post(site, b"{}")
    assert answer.status == 429
    assert answer.headers.get("Retry-After") == (str(retry_after) if retry_after else None)


async def test_while_the_database_is_away_the_sender_is_asked_to_repeat(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    site.failure = ConnectionError("the database is away")
    answer = await post(site, b'{"client": {"number": "+12125550123"}}')
    assert (answer.status, await answer.json()) == (503, {"error": "unavailable"})
    assert answer.headers["Retry-After"] == "5"
    assert "2125550123" not in caplog.text


async def test_what_became_of_them_is_counted(site: Site) -> None:
    for status in (201, 401, 400, 503):
        site.answer = Answer(status, {})
        await post(site, b"{}")
    async with aiohttp.ClientSession() as session, session.get(f"{site.url}/metrics") as answer:
        page = await answer.text()
    for outcome in ("kept", "forged", "malformed", "failed"):
        assert f'threadline_webhooks_total{{outcome="{outcome}",route="/triggers"}} 1.0' in page


async def test_it_is_only_posted_to(site: Site) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{site.url}/triggers") as answer:
            assert answer.status == 405
        async with session.post(f"{site.url}/triggers/") as answer:
            assert answer.status == 404
