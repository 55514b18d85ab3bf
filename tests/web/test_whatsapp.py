"""Meta's webhook over real HTTP, with Meta's own signature: answered when everything in it is kept."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from bot.ports import WebhookRequest
from bot.web.app import build_web
from tests.providers.whatsapp_cloud.world import (
    VERIFY,
    about,
    message,
    payload,
    signed,
    status,
    value,
    webhook_world,
)
from tests.support.serving import serve
from tests.web.conftest import Site

PATH = "/whatsapp/webhook"
ASKED = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}


@pytest.fixture
async def meta() -> AsyncIterator[Site]:
    """A running site that Meta tells what happens; its commits succeed at once."""
    made = Site(whatsapp=webhook_world().provider)
    made.committing.set()
    async with serve(build_web(made.deps())) as url:
        made.url = url
        yield made


async def post(site: Site, http: aiohttp.ClientSession, request: WebhookRequest) -> int:
    async with http.post(site.url + PATH, data=BytesIO(request.body), headers=request.headers) as answer:
        return answer.status


def counted(site: Site, outcome: str) -> float:
    return site.metrics.webhooks.labels(PATH, outcome)._value.get()


def text(body: str) -> dict[str, Any]:
    return about(value(messages=[message("text", {"body": body})]))


async def test_everything_in_a_request_is_kept_before_it_is_answered(
    meta: Site, http: aiohttp.ClientSession
) -> None:
    assert await post(meta, http, signed(payload("mixed"))) == 200
    assert [each.body for each in meta.texts] == ["One", "Two"]
    assert [each.provider_id for each in meta.receipts] == ["wamid.OURS", "wamid.OTHER"]
    assert [each.name for each in meta.news] == ["order_confirmation"]
    assert counted(meta, "kept") == 1


async def test_nothing_is_answered_before_the_commit(meta: Site, http: aiohttp.ClientSession) -> None:
    meta.committing.clear()
    posting = asyncio.create_task(post(meta, http, signed(text("Hi"))))
    async with http.get(f"{meta.url}/healthz"):
        assert not posting.done()
    assert meta.texts == []
    meta.committing.set()
    assert await posting == 200
    assert [each.body for each in meta.texts] == ["Hi"]


@pytest.mark.parametrize(
    "said",
    [text("Hi"), about(value(statuses=[status("read")])), payload("template_rejected"), payload("mixed")],
)
async def test_what_could_not_be_kept_is_asked_for_again(
    meta: Site, http: aiohttp.ClientSession, said: dict[str, Any]
) -> None:
    meta.failure = OSError("the disk is full")
    assert await post(meta, http, signed(said)) == 503
    assert counted(meta, "failed") == 1
    meta.failure = None
    assert await post(meta, http, signed(said)) == 200


async def test_a_repetition_has_the_same_ids(meta: Site, http: aiohttp.ClientSession) -> None:
    for _ in range(2):
        await post(meta, http, signed(payload("mixed")))
    assert len({each.provider_id for each in meta.texts}) == 2
    assert len({each.key for each in meta.receipts}) == 2


async def test_a_forged_request_is_refused(meta: Site, http: aiohttp.ClientSession) -> None:
    right = signed(text("Hi"))
    forged = [
        WebhookRequest(right.url, {}, right.body),
        signed(text("Hi"), secret="another"),
        WebhookRequest(right.url, right.headers, right.body.replace(b"Hi", b"Ho")),
        WebhookRequest(right.url, right.headers, right.body + b" "),
        WebhookRequest(right.url, {"X-Hub-Signature": "sha1=" + "0" * 40}, right.body),
        WebhookRequest(right.url, {"X-Hub-Signature-256": "sha256=" + "0" * 64}, right.body),
    ]
    for request in forged:
        assert await post(meta, http, request) == 403
    assert (meta.texts, counted(meta, "forged")) == ([], len(forged))


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b"\xff\xfe", b"[[[["])
async def test_what_is_signed_and_no_webhook_is_refused(
    meta: Site, http: aiohttp.ClientSession, body: bytes
) -> None:
    assert await post(meta, http, signed(body)) == 400
    assert counted(meta, "malformed") == 1


async def test_a_large_request_is_taken_and_a_larger_one_is_not(
    meta: Site, http: aiohttp.ClientSession
) -> None:
    many = [message("text", {"body": f"{n} " + "x" * 2000}) for n in range(900)]
    assert await post(meta, http, signed(about(value(messages=many)))) == 200
    assert [each.body.split()[0] for each in meta.texts] == [str(n) for n in range(900)]
    assert await post(meta, http, signed(b"x" * (3 * 1024 * 1024 + 1))) == 413


async def test_meta_is_answered_with_its_challenge(meta: Site, http: aiohttp.ClientSession) -> None:
    async with http.get(meta.url + PATH, params=ASKED) as answer:
        assert (answer.status, await answer.text()) == (200, "1158201444")
        assert answer.content_type == "text/plain"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "change",
    [
        {"hub.verify_token": "wrong"},
        {"hub.verify_token": ""},
        {"hub.verify_token": VERIFY + "ü"},
        {"hub.mode": "unsubscribe"},
        {"hub.mode": ""},
        {"hub.challenge": "1" * 201},
    ],
)
async def test_nobody_else_is(meta: Site, http: aiohttp.ClientSession, change: dict[str, str]) -> None:
    async with http.get(meta.url + PATH, params=ASKED | change) as answer:
        assert answer.status == 403
        assert "1158201444" not in await answer.text()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_there_is_no_other_method(meta: Site, http: aiohttp.ClientSession, method: str) -> None:
    async with http.request(method, meta.url + PATH) as answer:
        assert answer.status == 405


async def test_without_meta_there_is_no_such_route(site: Site, http: aiohttp.ClientSession) -> None:
    async with http.post(site.url + PATH, data=json.dumps(text("Hi"))) as answer:
        assert answer.status == 404


async def test_without_twilio_nothing_is_taken_in_its_name(http: aiohttp.ClientSession) -> None:
    alone = Site(whatsapp=webhook_world().provider, provider=None)
    alone.committing.set()
    async with serve(build_web(alone.deps())) as alone.url:
        async with http.post(f"{alone.url}/twilio/inbound", data={"Body": "Hi"}) as answer:
            assert answer.status == 403
        assert await post(alone, http, signed(text("Hi"))) == 200
