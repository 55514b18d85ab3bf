"""Twilio's webhooks: answered after the commit, refused when forged, and never lost."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.web.app import build_web
from tests.support.serving import serve
from tests.web.conftest import NOW, PUBLIC, Site

INBOUND = {"MessageSid": "SM1", "From": "+12025550123", "Body": "See you"}
STATUS = {"MessageSid": "SM1", "MessageStatus": "delivered"}


def signed(path: str) -> dict[str, str]:
    return {"X-Signed": PUBLIC + path}


def counted(site: Site, route: str, outcome: str) -> float:
    return site.metrics.webhooks.labels(route, outcome)._value.get()


async def test_an_inbound_text_is_kept_and_answered_with_empty_twiml(
    site: Site, http: aiohttp.ClientSession
) -> None:
    async with http.post(
        f"{site.url}/twilio/inbound", data=INBOUND, headers=signed("/twilio/inbound")
    ) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/xml"
        assert (await answer.text()).endswith("<Response/>")
    assert [(text.provider_id, text.body, text.received_at) for text in site.texts] == [
        ("SM1", "See you", NOW)
    ]
    assert counted(site, "/twilio/inbound", "kept") == 1


async def test_a_receipt_is_kept_with_our_id_from_the_query(site: Site, http: aiohttp.ClientSession) -> None:
    path = "/twilio/status?m=01KB%20X&n=2"
    async with http.post(site.url + path, data=STATUS, headers=signed(path)) as answer:
        assert answer.status == 204
        assert await answer.read() == b""
    assert [(receipt.provider_id, receipt.message_id) for receipt in site.receipts] == [("SM1", "01KB X")]


async def test_a_status_that_says_nothing_new_is_answered_and_not_kept(
    site: Site, http: aiohttp.ClientSession
) -> None:
    data = STATUS | {"MessageStatus": "sending"}
    async with http.post(f"{site.url}/twilio/status", data=data, headers=signed("/twilio/status")) as answer:
        assert answer.status == 204
    assert site.receipts == []


async def test_the_signed_address_is_the_configured_one_whatever_the_host_header_says(
    site: Site, http: aiohttp.ClientSession
) -> None:
    headers = {"X-Signed": "http://evil.example/twilio/inbound", "Host": "evil.example"}
    async with http.post(f"{site.url}/twilio/inbound", data=INBOUND, headers=headers) as answer:
        assert answer.status == 403
    assert site.provider.seen[0].url == f"{PUBLIC}/twilio/inbound"


@pytest.mark.parametrize("path", ["/twilio/inbound", "/twilio/status"])
async def test_a_forged_request_is_refused(site: Site, http: aiohttp.ClientSession, path: str) -> None:
    async with http.post(site.url + path, data=INBOUND | STATUS) as answer:
        assert answer.status == 403
    assert (site.texts, site.receipts) == ([], [])
    assert counted(site, path, "forged") == 1


@pytest.mark.parametrize("path", ["/twilio/inbound", "/twilio/status"])
async def test_a_signed_request_that_is_something_else_is_refused(
    site: Site, http: aiohttp.ClientSession, path: str
) -> None:
    async with http.post(site.url + path, data={"Hello": "there"}, headers=signed(path)) as answer:
        assert answer.status == 400
        assert "what this webhook takes" in await answer.text()
    assert counted(site, path, "malformed") == 1


@pytest.mark.parametrize("path", ["/twilio/inbound", "/twilio/status"])
async def test_what_could_not_be_kept_is_asked_for_again(
    site: Site, http: aiohttp.ClientSession, path: str
) -> None:
    site.failure = OSError("the disk is full")
    async with http.post(site.url + path, data=INBOUND | STATUS, headers=signed(path)) as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "5"
        assert "disk" not in await answer.text()
    assert counted(site, path, "failed") == 1


async def test_nothing_is_answered_before_the_commit(site: Site, http: aiohttp.ClientSession) -> None:
    site.committing.clear()
    posting = asyncio.ensure_future(
        http.post(f"{site.url}/twilio/inbound", data=INBOUND, headers=signed("/twilio/inbound"))
    )
    async with asyncio.timeout(10):
        while not site.provider.seen:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    assert not posting.done()

    site.committing.set()
    async with await posting as answer:
        assert answer.status == 200


async def test_a_commit_that_hangs_is_given_up_before_twilio_gives_up(
    http: aiohttp.ClientSession,
) -> None:
    stuck = Site()
    async with (
        serve(build_web(stuck.deps(), request_seconds=0.05)) as url,
        http.post(f"{url}/twilio/inbound", data=INBOUND, headers=signed("/twilio/inbound")) as answer,
    ):
        assert answer.status == 503
    assert stuck.texts == []


async def _trickle() -> AsyncIterator[bytes]:
    yield b"Body="
    await asyncio.Event().wait()


async def test_a_sender_that_trickles_its_body_is_cut_off(http: aiohttp.ClientSession) -> None:
    stuck = Site()
    async with (
        serve(build_web(stuck.deps(), request_seconds=0.05)) as url,
        http.post(f"{url}/twilio/inbound", data=_trickle()) as answer,
    ):
        assert answer.status == 503
    assert stuck.provider.seen == []


async def test_a_body_declared_too_large_is_refused(site: Site, http: aiohttp.ClientSession) -> None:
    data = b"Body=" + b"x" * 70_000
    async with http.post(
        f"{site.url}/twilio/inbound", data=data, headers=signed("/twilio/inbound")
    ) as answer:
        assert answer.status == 413
    assert site.provider.seen == []


async def _endless() -> AsyncIterator[bytes]:
    for _ in range(9):
        yield b"x" * 8_192


async def test_a_body_of_undeclared_length_is_bounded_too(site: Site, http: aiohttp.ClientSession) -> None:
    async with http.post(f"{site.url}/twilio/inbound", data=_endless()) as answer:
        assert answer.status == 413
    assert site.provider.seen == []


async def test_a_body_of_the_full_size_is_read(site: Site, http: aiohttp.ClientSession) -> None:
    form = b"MessageSid=SM9&From=x&Body="
    data = form + b"x" * (64 * 1024 - len(form))
    async with http.post(
        f"{site.url}/twilio/inbound", data=data, headers=signed("/twilio/inbound")
    ) as answer:
        assert answer.status == 200
    assert len(site.provider.seen[0].body) == 64 * 1024
