"""Group commit: what arrived while the last commit was on its way is the next transaction.

There is no timer: alone, an item is committed at once; under load a commit carries hundreds, and the cost of
making it durable is shared. Each caller goes on only when the commit that holds its item is done.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

# A transaction's size is bounded so that one commit never keeps its callers waiting for long.
MAX_GROUP = 256


class NotKept(RuntimeError):
    """The program is ending: whether the item has become durable is unknown, so ask again."""


@dataclass
class _Waiting(Generic[T]):
    item: T
    done: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class GroupCommit(Generic[T]):
    """Gathers items and hands them, in order, to ``write``, which commits a whole batch or raises."""

    def __init__(self, write: Callable[[Sequence[T]], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: list[_Waiting[T]] = []
        self._committing: list[_Waiting[T]] = []
        self._runner: asyncio.Task[None] | None = None

    async def submit(self, item: T) -> None:
        """Return when ``item`` is durable; raise what went wrong with it, and only with it.

        Raises NotKept when the event loop is being shut down before that is known.
        """
        waiting = _Waiting(item)
        self._waiting.append(waiting)
        if self._runner is None:
            self._runner = asyncio.create_task(self._run())
        # A future of its own: a caller that hangs up ends that, and neither the commit nor the others' wait.
        await waiting.done

    async def _run(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:MAX_GROUP], self._waiting[MAX_GROUP:]
                self._committing = group
                await self._commit(group)
        finally:
            self._runner = None
            # Cancelled at the program's end: nobody may be left waiting for a commit that will not come.
            for waiting in [*self._committing, *self._waiting]:
                _settle(waiting, NotKept("The program is ending; please repeat."))
            self._committing, self._waiting = [], []

    async def _commit(self, group: list[_Waiting[T]]) -> None:
        try:
            await self._write([waiting.item for waiting in group])
        except Exception as error:
            if len(group) == 1:
                _settle(group[0], error)
                return
            # One bad item must not fail the others: each is tried again by itself and gets its own answer.
            for waiting in group:
                await self._commit([waiting])
            return
        for waiting in group:
            _settle(waiting, None)


def _settle(waiting: _Waiting[T], error: Exception | None) -> None:
    if waiting.done.done():
        return
    if error is None:
        waiting.done.set_result(None)
    else:
        waiting.done.set_exception(error)
        # A caller that has gone away must not turn this into a warning about an error nobody fetched.
        waiting.done.exception()
