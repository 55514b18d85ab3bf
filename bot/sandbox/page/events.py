"""Server-sent events: tells an open page that something it shows has changed."""

import asyncio
import json
from collections.abc import AsyncGenerator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.sandbox.bus import Bus, Change

# A comment at least this often (seconds) keeps the connection open and finds out when the page has gone.
KEEP_ALIVE = 15.0
MAX_OPEN = 24
CLOSING = "sandbox.closing"


class EventStreams:
    """All open streams of the page; each has a bounded queue on the bus."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.open = 0

    async def endpoint(self, request: Request) -> Response:
        """One stream until the page leaves or the sandbox closes; 503 when too many are open."""
        if self.open >= MAX_OPEN:
            return JSONResponse({"ok": False, "message": "Too many pages are open."}, status_code=503)
        return StreamingResponse(
            self.lines(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    def close(self) -> None:
        """End every stream, so that the server need not wait for the pages to leave."""
        self.bus.publish(CLOSING, {})

    async def lines(self) -> AsyncGenerator[str, None]:
        """The stream's text, event by event, until the sandbox closes."""
        self.open += 1
        try:
            with self.bus.subscribe() as queue:
                # The page tries again a second after a break; this line also tells it that it is connected.
                yield "retry: 1000\n\n"
                while True:
                    change = await _next(queue)
                    if change is not None and change.kind == CLOSING:
                        return
                    yield _line(change)
        finally:
            self.open -= 1


async def _next(queue: asyncio.Queue[Change]) -> Change | None:
    try:
        return await asyncio.wait_for(queue.get(), KEEP_ALIVE)
    except TimeoutError:
        return None


def _line(change: Change | None) -> str:
    if change is None:
        return ": still here\n\n"
    return f"data: {json.dumps({**change.data, 'kind': change.kind}, default=str)}\n\n"
