"""Serves an ASGI app over real HTTP on a free port, in the test's own event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp


@asynccontextmanager
async def serve(app: ASGIApp) -> AsyncIterator[str]:
    """Yield the base URL, such as ``http://127.0.0.1:41234``; on leaving, running requests are cancelled.

    The app's lifespan is not run. uvicorn's own main loop is left out: it looks only every 0.1 s whether it
    should end, which would be most of a short test's time.
    """
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="off")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    [listener] = server.servers
    try:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    finally:
        listener.close()
        await _end(server.server_state)


async def _end(state: uvicorn.server.ServerState) -> None:
    running = list(state.tasks)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    for connection in list(state.connections):
        connection.transport.abort()
    # Aborted transports report their end to the protocol in the next rounds of the loop.
    while state.connections:  # noqa: ASYNC110 - uvicorn offers no event to wait for.
        await asyncio.sleep(0)
