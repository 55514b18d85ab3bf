"""Puts the routes together. There is no other way into the program from outside."""

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.web.deps import WebDeps
from bot.web.guard import REQUEST_SECONDS, Guard
from bot.web.health import health_routes
from bot.web.metrics import metrics_route
from bot.web.twilio import twilio_routes


def build_web(deps: WebDeps, request_seconds: float = REQUEST_SECONDS) -> Starlette:
    """The whole web part as one ASGI app: unknown paths are 404, wrong methods 405, slow answers 503."""
    app = Starlette(
        routes=[
            # Ordered by how often they are called: Starlette tries one after the other.
            *twilio_routes(deps),
            *deps.slack,
            *health_routes(deps.readiness),
            metrics_route(deps.metrics, deps.backlog),
        ],
        middleware=[Middleware(Guard, seconds=request_seconds)],
    )
    # A path with a slash too many is unknown: a redirect would lose the body and break the signature.
    app.router.redirect_slashes = False
    return app
