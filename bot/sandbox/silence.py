"""Answers that never come: a connection that is cut, and a caller who waits in vain."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

# A request that is never answered is let go after this many seconds even if the caller keeps holding on.
LONGEST_SILENCE = 120.0


class CutConnection(Response):
    """Ends the connection instead of answering."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Abort the transport; behind a wrapper that hides it, send half an answer, which ends it too."""
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()
            while (await receive())["type"] != "http.disconnect":
                continue
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"64")]})


async def caller_gone(request: Request) -> None:
    """Return once the caller has hung up, or after ``LONGEST_SILENCE``."""
    try:
        async with asyncio.timeout(LONGEST_SILENCE):
            while (await request.receive())["type"] != "http.disconnect":
                continue
    except TimeoutError:
        return
