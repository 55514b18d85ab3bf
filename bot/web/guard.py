"""Goes around every route: headers that keep browsers from doing anything, and an answer to every failure."""

import asyncio
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Twilio gives up after 15 s and Slack after 3: before that, Twilio still hears that nothing was kept. A
# sender that trickles its body is cut off by it too. In seconds.
REQUEST_SECONDS = 14.0

_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
]
_log = logging.getLogger(__name__)


class Guard:
    """ASGI middleware; a route that takes too long is answered with 503, one that fails with 500."""

    def __init__(self, app: ASGIApp, seconds: float = REQUEST_SECONDS) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; what is not HTTP (the lifespan) passes unchanged."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
            await send(message)

        try:
            async with asyncio.timeout(self.seconds):
                await self.app(scope, receive, send_guarded)
        except TimeoutError:
            known = {"route": scope["path"], "seconds": self.seconds}
            _log.error("request stopped: it took too long", extra=known)
            if not started:
                await _answer(send_guarded, 503, b"Too busy; please try again.")
        except Exception:  # Whoever asked gets an answer, and the log gets the reason, masked.
            _log.exception("request failed", extra={"route": scope["path"]})
            if not started:
                await _answer(send_guarded, 500, b"Something went wrong here; please try again.")


async def _answer(send: Send, status: int, words: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"5")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})
