"""Serves an app on a loopback port within the running event loop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

# Open event streams and calls held by an ordered timeout must not keep the sandbox from ending (seconds).
GRACE = 2


class BackgroundServer(uvicorn.Server):
    """A uvicorn server that runs beside its caller, who keeps the signals."""

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        super().__init__(
            uvicorn.Config(
                app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=GRACE
            )
        )
        self._listening = listening
        self._task: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave Ctrl-C to the program that started the sandbox."""
        yield

    async def main_loop(self) -> None:
        """Keep the Date header right until the end, which is acted on at once and not at the next tick."""
        while not self._ending.is_set():
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), 1.0)

    async def start(self) -> None:
        """Return once requests are answered."""
        self._task = asyncio.create_task(self.serve(sockets=[self._listening]))
        # uvicorn offers a flag and no event; the start takes a few milliseconds.
        while not self.started:
            if self._task.done():
                await self._task
                raise RuntimeError("The sandbox's server ended before it had started.")
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        """End after the requests under way, or after the grace time."""
        self.should_exit = True
        self._ending.set()
        if self._task is not None:
            await self._task


def bind(port: int) -> socket.socket:
    """A socket on 127.0.0.1; port 0 takes a free one. Raises OSError when the port is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise
    return listening
