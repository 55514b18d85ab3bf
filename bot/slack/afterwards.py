"""What goes on after Slack has had its answer: only what may be lost at any moment without harm."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.slack.failures import described

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class Afterwards:
    """The work of this process that nobody waits for. What fails is logged."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, _T]) -> "asyncio.Task[_T | None]":
        """Begin with it; the task's result is None when it failed."""
        task = asyncio.create_task(_logged(work))
        # A task that nobody holds may be collected before it is done.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _logged(work: Coroutine[Any, Any, _T]) -> _T | None:
    try:
        return await work
    except Exception as error:
        log.error("Work that nobody waits for failed: %s", described(error))  # noqa: TRY400 - not its message.
        return None
