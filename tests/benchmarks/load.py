"""Load over HTTP: a fixed number of requests over kept-alive connections, each answered before the next."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

TIMEOUT_SECONDS = 300.0


@dataclass(frozen=True)
class Outcome:
    """How long it took, in seconds, and how it was answered; ``waits`` are in seconds, sorted."""

    seconds: float
    statuses: Counter[int]
    waits: list[float]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """The wait, in milliseconds, that ``share`` of the requests did not exceed."""
        return self.waits[min(len(self.waits) - 1, int(len(self.waits) * share))] * 1000

    @property
    def kept(self) -> int:
        """How many were answered with a 2xx."""
        return sum(count for status, count in self.statuses.items() if 200 <= status < 300)


async def drive(port: int, requests: Sequence[bytes], connections: int) -> Outcome:
    """Make every request once. Raises ConnectionError when the server hangs up."""
    loop = asyncio.get_running_loop()
    waiting = iter(requests)
    lanes: list[_Connection] = []
    for _ in range(min(connections, len(requests))):
        _, lane = await loop.create_connection(lambda: _Connection(waiting, loop), "127.0.0.1", port)
        lanes.append(lane)
    began = time.perf_counter()
    for lane in lanes:
        lane.next()
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await asyncio.gather(*(lane.done for lane in lanes))
    finally:
        for lane in lanes:
            lane.close()
    seconds = time.perf_counter() - began
    statuses = sum((lane.statuses for lane in lanes), Counter[int]())
    return Outcome(seconds, statuses, sorted(wait for lane in lanes for wait in lane.waits))


class _Connection(asyncio.Protocol):
    def __init__(self, requests: Iterator[bytes], loop: asyncio.AbstractEventLoop) -> None:
        self._requests = requests
        self._received = b""
        self._sent_at = 0.0
        self._transport: asyncio.Transport | None = None
        self.done: asyncio.Future[None] = loop.create_future()
        self.statuses: Counter[int] = Counter()
        self.waits: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no asyncio.Transport by their class.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return
        self.waits.append(time.perf_counter() - self._sent_at)
        self.statuses[int(head[9:12])] += 1
        self._received = b""
        self.next()

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(problem or ConnectionResetError("The server hung up."))

    def next(self) -> None:
        request = next(self._requests, None)
        if request is None:
            if not self.done.done():
                self.done.set_result(None)
            return
        self._sent_at = time.perf_counter()
        assert self._transport is not None
        self._transport.write(request)

    def close(self) -> None:
        if not self.done.done():
            self.done.cancel()
        if self._transport is not None:
            self._transport.abort()


def _length(head: bytes) -> int:
    found = head.lower().partition(b"\r\ncontent-length:")[2]
    return int(found.partition(b"\r\n")[0]) if found else 0
