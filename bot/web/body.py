"""Reads a request's body within bounds; how long that may take is ``guard``'s matter."""

from collections.abc import Mapping

from starlette.types import Receive

# Twilio's largest forms are far below this.
MAX_BYTES = 64 * 1024


class BadBody(Exception):
    """The body cannot be taken; ``status`` is the HTTP status that says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def read_body(headers: Mapping[str, str], receive: Receive, limit: int = MAX_BYTES) -> bytes:
    """The whole body, of at most ``limit`` bytes; the names of ``headers`` are in small letters.

    Raises BadBody for one that is too large or cut off.
    """
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise BadBody(413, "The body is too large.")
    body, more = b"", True
    while more:
        # Bounded while it comes: the declared length may be missing.
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadBody(400, "The body was cut off.")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > limit:
            raise BadBody(413, "The body is too large.")
    return body
