"""A loop that takes work as long as there is some, sleeps until woken, and ends by finishing what it has."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from bot.flows.context import Context
from bot.storage.wakeups import Topic

T = TypeVar("T")

_log = logging.getLogger(__name__)

# Wake-ups are a convenience; this is how long work can lie when one is lost, in seconds.
POLL_SECONDS = 1.0
# Full, the loop gathers what ends within this time, so that one claim replaces all of it, in seconds.
_GATHER_SECONDS = 0.005
# After an error (the database is down) the loop rests, so that it does not fill the log.
REST_SECONDS = 1.0


class Loop(Generic[T]):
    """Claims items in batches and handles each in a task of its own, at most ``width`` at a time."""

    def __init__(
        self,
        ctx: Context,
        topic: Topic,
        claim: Callable[[int], Awaitable[Sequence[T]]],
        handle: Callable[[T], Awaitable[None]],
        width: int,
        next_turn: Callable[[], Awaitable[datetime | None]] | None = None,
    ) -> None:
        """``next_turn`` tells when something can be claimed, so that nobody looks in vain until then."""
        self._clock = ctx.clock
        self._next_turn = next_turn
        self._wakeups = ctx.store.wakeups
        self._topic = topic
        self._claim = claim
        self._handle = handle
        self._width = width
        self._busy: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until ``stop`` is called and everything claimed is finished."""
        while not self._stopping.is_set():
            try:
                claimed = await self._claim(self._width - len(self._busy))
                wait = 0.0 if claimed else await self._until_next_turn()
            except Exception:
                _log.exception("Claiming work failed; trying again.", extra={"topic": self._topic.value})
                await pause(self._stopping, REST_SECONDS)
                continue
            for item in claimed:
                self._start(item)
            await self._rest(wait)
        if self._busy:
            await asyncio.wait(self._busy)

    def stop(self) -> None:
        """Claim nothing more."""
        self._stopping.set()
        self._wakeups.notify([self._topic])

    def _start(self, item: T) -> None:
        task = asyncio.create_task(self._one(item))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _one(self, item: T) -> None:
        try:
            await self._handle(item)
        except Exception:
            # The lease runs out and the item is taken up again: this is a fault of ours, for the log.
            _log.exception("Work on an item failed.", extra={"topic": self._topic.value})
        finally:
            # What waited behind this one may be next.
            self._wakeups.notify([self._topic])

    async def _until_next_turn(self) -> float:
        turn = await self._next_turn() if self._next_turn else None
        seconds = (turn - self._clock.now()).total_seconds() if turn else POLL_SECONDS
        # What is due already and was not to be had waits for something else, whose end wakes this loop.
        return seconds if 0 < seconds < POLL_SECONDS else POLL_SECONDS

    async def _rest(self, seconds: float) -> None:
        if len(self._busy) >= self._width:
            await asyncio.wait(self._busy, return_when=asyncio.FIRST_COMPLETED)
            await pause(self._stopping, _GATHER_SECONDS)
        elif seconds and not self._stopping.is_set():
            await self._wakeups.wait(self._topic, seconds)


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Rest, but no longer than until ``stopping`` is set."""
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return
