"""Serves an ASGI app on a port, under the caller's own signal handling."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.cannot_start import CannotStart

# Requests in flight when the program is told to stop get this long, in seconds.
DRAIN_SECONDS = 10
# Idle connections of Slack, Twilio and a proxy stay open this long, in seconds.
KEEP_ALIVE_SECONDS = 75
# More at once than this are told to come again instead of queueing until they time out.
MOST_AT_ONCE = 2_000


class CannotListen(CannotStart):
    """The port is taken or may not be used; the message says so in words."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one. Raises CannotListen."""
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        raise CannotListen(
            f"Port {port} on {host} cannot be used ({error.strerror}). "
            "Stop what runs there or choose another port."
        ) from None


@asynccontextmanager
async def serving(
    app: ASGIApp, listener: socket.socket, drain_seconds: int = DRAIN_SECONDS
) -> AsyncIterator[asyncio.Task[None]]:
    """Serve ``app`` while the block runs, then let requests in flight finish.

    Yields the server's task, so that the caller notices if it ends before its time.
    """
    server = _Server(_config(app, drain_seconds))
    task = asyncio.create_task(server.serve(sockets=[listener]), name="web server")
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn has no event for it.
            await asyncio.sleep(0.005)
        yield task
    finally:
        server.should_exit = True
        await task


class _Server(uvicorn.Server):
    """uvicorn would take over SIGTERM; when to stop is decided where the worker is drained too."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the caller."""
        yield


def _config(app: ASGIApp, drain_seconds: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        # Nobody's address is believed from a header, and there are no web sockets.
        proxy_headers=False,
        ws="none",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=drain_seconds,
        limit_concurrency=MOST_AT_ONCE,
        h11_max_incomplete_event_size=64 * 1024,
    )
