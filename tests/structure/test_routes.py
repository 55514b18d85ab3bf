"""Every route authenticates, but for those that are meant for anyone and hold nothing private."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from starlette.routing import Route, Router
from yarl import URL

from bot.flows.context import Context
from bot.flows.systems.receive import Answer, SystemDoor
from bot.flows.systems.verify import SignedRequest
from bot.ports import Provider, WebhookRequest
from bot.providers.twilio import TwilioProvider, TwilioSettings
from bot.slack.http import starlette_routes
from bot.vault import Vault
from bot.web.app import build_web
from bot.web.deps import WebDeps
from tests.providers.whatsapp_cloud.world import webhook_world
from tests.support.serving import serve
from tests.support.world import CLOCK_START
from tests.web.conftest import PUBLIC, Site, StoppedClock

OPEN = {"/healthz", "/readyz", "/metrics"}
SIGNED = {"/triggers", "/slack/events", "/twilio/inbound", "/twilio/status", "/whatsapp/webhook"}
# Meta asks with GET whether this is the place; our own word to it is what authenticates then.
ASKED = {"/whatsapp/webhook"}
# What authenticates is the link itself.
LINKED = {"/media/{token}"}
SECRET = "0123456789abcdef" * 2


@dataclass
class Whole:
    """The real app with the real signature checks, and what got through them."""

    app: Router
    site: Site
    url: str = ""


@pytest.fixture
async def whole(ctx: Context, workspace_id: str) -> AsyncIterator[Whole]:
    site = Site()
    site.committing.set()
    async with aiohttp.ClientSession() as session:
        settings = TwilioSettings("AC" + SECRET, SECRET, ("+12025550100",), public_url=PUBLIC)
        provider = TwilioProvider(settings, session, StoppedClock())
        slack = starlette_routes(AsyncApp(token="xoxb-1", signing_secret=SECRET), SECRET)

        async def take(request: SignedRequest, content_type: str) -> Answer:
            return await SystemDoor(ctx, workspace_id, Vault([b"k" * 32])).receive(request, content_type)

        async def twilio(_request: WebhookRequest) -> Provider:
            return provider

        deps = WebDeps(
            public_url=PUBLIC,
            twilio=twilio,
            clock=StoppedClock(),
            submit_inbound=site.keep_text,
            submit_receipt=site.keep_receipt,
            submit_template_news=site.keep_news,
            readiness=site.look,
            metrics=site.metrics,
            backlog=site.count,
            serve_media=site.serve_media,
            take_trigger=take,
            slack=slack,
            whatsapp=webhook_world().provider,
        )
        made = Whole(build_web(deps), site)
        async with serve(made.app) as made.url:
            yield made


def test_the_routes_are_these(whole: Whole) -> None:
    assert {route.path for route in whole.app.routes if isinstance(route, Route)} == OPEN | SIGNED | LINKED
    assert all(isinstance(route, Route) for route in whole.app.routes)


FORGERIES: list[dict[str, str]] = [
    {},
    {"X-Twilio-Signature": "", "X-Slack-Signature": "", "X-Hub-Signature-256": ""},
    {
        "X-Twilio-Signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "X-Slack-Signature": "v0=" + "0" * 64,
        "X-Hub-Signature-256": "sha256=" + "0" * 64,
    },
    {
        "X-Threadline-Key": "K" * 26,
        "X-Threadline-Timestamp": str(int(CLOCK_START.timestamp())),
        "X-Threadline-Signature": "v1=" + "0" * 64,
    },
    {
        "X-Threadline-Key": "\u00fc",
        "X-Threadline-Timestamp": "\u0661",
        "X-Threadline-Signature": "v1=\u00fc",
        "X-Hub-Signature-256": "sha256=" + "\u00fc" * 64,
        "X-Twilio-Signature": "\u00fc",
        "X-Slack-Signature": "v0=\u00fc",
        "X-Slack-Request-Timestamp": "soon",
    },
]


@pytest.mark.parametrize("headers", FORGERIES)
@pytest.mark.parametrize(
    "body", [b"", b"payload={}", b"\xff\xfe\x00", b'{"type":"url_verification","challenge":"x"}']
)
@pytest.mark.parametrize("path", sorted(SIGNED))
async def test_what_is_not_signed_is_refused(
    whole: Whole, path: str, body: bytes, headers: dict[str, str]
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(whole.url + path, data=body, headers=headers) as answer,
    ):
        assert answer.status in {401, 403}
    assert (whole.site.texts, whole.site.receipts) == ([], [])


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", sorted(SIGNED))
async def test_no_other_method_gets_around_the_signature(whole: Whole, path: str, method: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, whole.url + path) as answer,
    ):
        assert answer.status == (403 if method == "GET" and path in ASKED else 405)


@pytest.mark.parametrize("token", ["x", "x.y", "e30.AAAA", "..%2F..%2Fetc%2Fpasswd", "a" * 5000 + ".b"])
async def test_a_link_that_was_not_made_here_leads_nowhere(whole: Whole, token: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(URL(f"{whole.url}/media/{token}", encoded=True)) as answer:
            assert answer.status in {403, 404}
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            async with session.request(method, f"{whole.url}/media/x.y") as answer:
                assert answer.status == 405
