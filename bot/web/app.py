"""Puts the routes together. There is no other way into the program from outside."""

from starlette.middleware import Middleware
from starlette.routing import Router

from bot.web.deps import WebDeps
from bot.web.guard import REQUEST_SECONDS, Guard
from bot.web.health import health_routes
from bot.web.media import media_route
from bot.web.metrics import metrics_route
from bot.web.triggers import triggers_route
from bot.web.twilio import twilio_routes
from bot.web.whatsapp import whatsapp_routes


def build_web(deps: WebDeps, request_seconds: float = REQUEST_SECONDS) -> Router:
    """The whole web part as one ASGI app: unknown paths are 404, wrong methods 405, slow answers 503.

    A router and not Starlette's application: the layers that the application adds would do for each request
    what the guard does already.
    """
    return Router(
        routes=[
            # Ordered by how often they are called: one after the other is tried.
            *twilio_routes(deps),
            *whatsapp_routes(deps),
            *deps.slack,
            triggers_route(deps.take_trigger, deps.metrics),
            media_route(deps.serve_media),
            *health_routes(deps.readiness),
            metrics_route(deps.metrics, deps.backlog),
        ],
        # A path with a slash too many is unknown: a redirect would lose the body and break the signature.
        redirect_slashes=False,
        middleware=[Middleware(Guard, seconds=request_seconds)],
    )
