"""HTTP answers that only a broken network gives."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class CutResponse(Response):
    """Begins an answer and lets the connection fall: the caller cannot know what became of its call."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a head that promises a body; the server then cuts a connection whose body never comes."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


async def wait_for_hangup(request: Request, closing: asyncio.Event) -> Response:
    """Answer nothing until the caller gives up or the stand-in closes."""
    hangup = asyncio.create_task(_hangup(request))
    stop = asyncio.create_task(closing.wait())
    try:
        await asyncio.wait({hangup, stop}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hangup.cancel()
        stop.cancel()
    return CutResponse()


async def _hangup(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue
