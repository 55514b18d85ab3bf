"""Counters are for a scraper nearby, and for nobody a proxy has let through."""

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from bot.metrics import Metrics
from bot.web.metrics import metrics_route
from tests.support.serving import serve
from tests.web.conftest import Site


async def two_wait() -> dict[str, int]:
    """Two items wait for Slack."""
    return {"outbox": 2}


async def test_a_scraper_on_this_machine_sees_the_counters(site: Site, http: aiohttp.ClientSession) -> None:
    site.metrics.webhooks.labels("/twilio/status", "kept").inc(3)
    async with http.get(f"{site.url}/metrics") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/plain"
        told = await answer.text()
    assert 'threadline_webhooks_total{outcome="kept",route="/twilio/status"} 3.0' in told
    assert 'threadline_waiting{queue="outbox"} 2.0' in told


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
async def test_a_request_that_a_proxy_passed_on_finds_nothing(
    site: Site, http: aiohttp.ClientSession, header: str
) -> None:
    async with http.get(f"{site.url}/metrics", headers={header: "127.0.0.1"}) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("host", "status"), [("10.1.2.3", 200), ("fd00::1", 200), ("8.8.8.8", 404), ("a name", 404), (None, 404)]
)
async def test_only_near_addresses_see_them(
    http: aiohttp.ClientSession, host: str | None, status: int
) -> None:
    app = Starlette(routes=[metrics_route(Metrics(), two_wait)])

    async def from_elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "client": (host, 1) if host else None}, receive, send)

    async with serve(from_elsewhere) as url, http.get(f"{url}/metrics") as answer:
        assert answer.status == status
