"""A server that does to whoever fetches from it what no honest one does: over bare sockets, because servers
for HTTP would not let it."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

OK = "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"
_PIECE = b"x" * 65_536
_GIGABYTES = 2 * 1024**3


@dataclass
class Hostile:
    """``url`` is where it is; ``sent`` counts the bytes that went out, ``leads_to`` is its redirect."""

    url: str = ""
    sent: int = 0
    leads_to: str = ""
    asked: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, answered as its path says."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            kind = head.split(b" ", 2)[1].decode().rpartition("/")[2]
            self.asked.append(kind)
            await _KINDS[kind](self, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        """Send, and count it."""
        writer.write(data)
        await writer.drain()
        self.sent += len(data)


async def _announced(host: Hostile, writer: asyncio.StreamWriter) -> None:
    await host.write(writer, f"{OK}Content-Length: {_GIGABYTES}\r\n\r\n".encode())
    while True:
        await host.write(writer, _PIECE)


async def _chunked(host: Hostile, writer: asyncio.StreamWriter) -> None:
    await host.write(writer, f"{OK}Transfer-Encoding: chunked\r\n\r\n".encode())
    while True:
        await host.write(writer, b"10000\r\n" + _PIECE + b"\r\n")


async def _until_closed(host: Hostile, writer: asyncio.StreamWriter) -> None:
    await host.write(writer, f"{OK}Connection: close\r\n\r\n".encode())
    while True:
        await host.write(writer, _PIECE)


async def _cut_short(host: Hostile, writer: asyncio.StreamWriter) -> None:
    await host.write(writer, f"{OK}Content-Length: 1000\r\n\r\nten bytes.".encode())


async def _drip(host: Hostile, writer: asyncio.StreamWriter) -> None:
    await host.write(writer, f"{OK}Content-Length: 100000\r\n\r\n".encode())
    while True:
        await host.write(writer, b"x")
        await asyncio.sleep(0.02)


async def _endless_head(host: Hostile, writer: asyncio.StreamWriter) -> None:
    await host.write(writer, OK.encode())
    while True:
        await host.write(writer, b"X-More: " + b"y" * 4_000 + b"\r\n")


async def _packed(host: Hostile, writer: asyncio.StreamWriter) -> None:
    packed = gzip.compress(bytes(200_000_000), 1)
    head = f"{OK}Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    await host.write(writer, head.encode() + packed)


async def _nonsense(host: Hostile, writer: asyncio.StreamWriter) -> None:
    await host.write(writer, b"\x00\x01\x02 this is no HTTP\r\n\r\n")


async def _redirect(host: Hostile, writer: asyncio.StreamWriter) -> None:
    head = f"HTTP/1.1 302 Found\r\nLocation: {host.leads_to}\r\nContent-Length: 0\r\n\r\n"
    await host.write(writer, head.encode())


_KINDS: dict[str, Callable[[Hostile, asyncio.StreamWriter], Awaitable[None]]] = {
    "announced": _announced,
    "chunked": _chunked,
    "until_closed": _until_closed,
    "cut_short": _cut_short,
    "drip": _drip,
    "endless_head": _endless_head,
    "packed": _packed,
    "nonsense": _nonsense,
    "redirect": _redirect,
}


@asynccontextmanager
async def hostile() -> AsyncIterator[Hostile]:
    """The server, on a free port of this machine."""
    host = Hostile()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        await host.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield host
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
