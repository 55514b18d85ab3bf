"""In-process publish and subscribe: how the stand-ins tell the page what has changed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

# A page that stops reading must not let memory grow: past this its queue is cut, and it loads the state anew.
MAX_WAITING = 2_000


@dataclass(frozen=True)
class Change:
    """Something the page shows has changed: a kind such as ``slack.message`` and what it needs to redraw."""

    kind: str
    data: dict[str, Any]


@dataclass
class Bus:
    """Hands every published change to every subscriber, in order."""

    _queues: set[asyncio.Queue[Change]] = field(default_factory=set)

    def publish(self, kind: str, data: dict[str, Any]) -> None:
        """Tell all subscribers; a subscriber that lags too far behind is told to load everything again."""
        for queue in self._queues:
            if queue.qsize() >= MAX_WAITING:
                _empty(queue)
                queue.put_nowait(Change("reload", {}))
            queue.put_nowait(Change(kind, data))

    @contextmanager
    def subscribe(self) -> Iterator[asyncio.Queue[Change]]:
        """A queue of all that is published from now until the block ends."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)


def _empty(queue: asyncio.Queue[Change]) -> None:
    while not queue.empty():
        queue.get_nowait()
