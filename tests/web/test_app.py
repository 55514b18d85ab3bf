"""What holds for every route."""

import asyncio

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.guard import Guard
from tests.support.serving import serve
from tests.web.conftest import Site

ROUTES = [("POST", "/twilio/inbound"), ("POST", "/twilio/status"), ("GET", "/healthz"), ("GET", "/readyz")]


@pytest.mark.parametrize(("method", "path"), [*ROUTES, ("GET", "/nothing"), ("DELETE", "/healthz")])
async def test_every_answer_carries_the_security_headers(
    site: Site, http: aiohttp.ClientSession, method: str, path: str
) -> None:
    async with http.request(method, site.url + path) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/twilio", "/twilio/inbound/", "/../etc/passwd", "/docs", "/slack"])
async def test_an_unknown_path_is_not_found(site: Site, http: aiohttp.ClientSession, path: str) -> None:
    async with http.post(site.url + path, allow_redirects=False) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_the_wrong_method_is_refused(
    site: Site, http: aiohttp.ClientSession, method: str, path: str
) -> None:
    other = "GET" if method == "POST" else "POST"
    async with http.request(other, site.url + path) as answer:
        assert answer.status == 405


async def _fail(_: Request) -> Response:
    raise RuntimeError("the secret is hunter2")


async def _hang(_: Request) -> Response:
    await asyncio.Event().wait()
    return Response()


async def test_a_route_that_fails_says_so_without_its_reason(http: aiohttp.ClientSession) -> None:
    app = Starlette(routes=[Route("/", _fail)], middleware=[Middleware(Guard)])
    async with serve(app) as url, http.get(url) as answer:
        assert answer.status == 500
        assert "hunter2" not in await answer.text()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_route_that_hangs_is_stopped(http: aiohttp.ClientSession) -> None:
    app = Starlette(routes=[Route("/", _hang)], middleware=[Middleware(Guard, seconds=0.05)])
    async with serve(app) as url, http.get(url) as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "5"
