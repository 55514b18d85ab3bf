"""``GET /metrics`` for Prometheus, open only to a scraper on the same machine or private network."""

import ipaddress
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.metrics import Metrics

Backlog = Callable[[], Awaitable[Mapping[str, int]]]

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def metrics_route(metrics: Metrics, backlog: Backlog) -> Route:
    """The counters hold nothing private, but how much a business texts is nobody else's concern.

    A request that a proxy passed on comes from outside, wherever the proxy stands; to it and to public
    addresses the route does not exist.
    """

    async def show(request: Request) -> Response:
        if not _is_near(request):
            return PlainTextResponse("Not Found", 404)
        return Response(metrics.page(await backlog()), media_type="text/plain; version=0.0.4; charset=utf-8")

    return Route("/metrics", show, methods=["GET"])


def _is_near(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(request.client.host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private
