"""Work that goes on after an answer was given: tracked, ordered where asked, ended on close."""

import asyncio
import logging
from collections.abc import Coroutine, Hashable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import SandboxClock

log = logging.getLogger(__name__)

# The clock may be advanced while somebody waits for it, so a wait looks again this often (seconds).
LOOK_AGAIN = 0.2


async def wait_until(clock: SandboxClock, at: float) -> None:
    """Return once the sandbox clock shows ``at`` (epoch seconds) or later."""
    # Not an Event: time passes by itself, and the clock may be advanced at any moment.
    while (left := at - clock.now()) > 0:  # noqa: ASYNC110
        await asyncio.sleep(min(left, LOOK_AGAIN))


@dataclass
class Background:
    """Starts tasks of one event loop; tasks with the same key run one after the other."""

    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _last: dict[Hashable, asyncio.Task[None]] = field(default_factory=dict)

    def start(self, work: Coroutine[Any, Any, None], after: Hashable | None = None) -> asyncio.Task[None]:
        """Run ``work`` soon; with a key, only when all earlier work with that key is done."""
        task = asyncio.create_task(work if after is None else _following(self._last.get(after), work))
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        # Work that was ended before its turn came would else complain that nobody awaited it.
        task.add_done_callback(lambda _: work.close())
        if after is not None:
            self._last[after] = task
            task.add_done_callback(lambda done: self._forget(after, done))
        return task

    @property
    def idle(self) -> bool:
        """Whether nothing is left to do."""
        return not self._tasks

    async def close(self) -> None:
        """End everything that still runs."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("A task of a stand-in failed.", exc_info=error)

    def _forget(self, key: Hashable, task: asyncio.Task[None]) -> None:
        if self._last.get(key) is task:
            del self._last[key]


async def _following(earlier: asyncio.Task[None] | None, work: Coroutine[Any, Any, None]) -> None:
    if earlier is not None:
        await asyncio.wait([earlier])
    await work
