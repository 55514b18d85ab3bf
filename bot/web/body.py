"""Reads a request's body within bounds of size and time."""

import asyncio

from starlette.requests import ClientDisconnect, Request

# Twilio's and Slack's largest forms are far below this.
MAX_BYTES = 64 * 1024
# A sender that trickles its body must not hold a connection for long. In seconds.
READ_SECONDS = 10.0


class BadBody(Exception):
    """The body cannot be taken; ``status`` is the HTTP status that says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def read_body(request: Request, limit: int = MAX_BYTES, seconds: float = READ_SECONDS) -> bytes:
    """The whole body. Raises BadBody for one that is too large, too slow or cut off."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise BadBody(413, "The body is too large.")
    try:
        async with asyncio.timeout(seconds):
            return await _collect(request, limit)
    except TimeoutError:
        raise BadBody(408, "The body came too slowly.") from None
    except ClientDisconnect:
        raise BadBody(400, "The body was cut off.") from None


async def _collect(request: Request, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise BadBody(413, "The body is too large.")
        chunks.append(chunk)
    return b"".join(chunks)
