"""Applies what the web process has kept of a provider's word, a batch in one transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.flows.context import Context
from bot.storage.wakeups import Topic
from bot.worker.loop import POLL_SECONDS, REST_SECONDS, pause

_log = logging.getLogger(__name__)


# Applies some of what is kept, and tells how much.
Apply = Callable[[Context, str], Awaitable[int]]


class Receiving:
    """Takes up one workspace's receipts, its clients' texts or its imports, when ``topic`` wakes it.

    They need no lease of the loop's: taking them and their effect are one commit.
    """

    def __init__(self, ctx: Context, workspace_id: str, topic: Topic, apply: Apply) -> None:
        self._ctx = ctx
        self._workspace_id = workspace_id
        self._topic = topic
        self._apply = apply
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until ``stop`` is called and the batch in hand is committed."""
        while not self._stopping.is_set():
            try:
                applied = await self._apply(self._ctx, self._workspace_id)
            except Exception:
                _log.exception(
                    "Taking up what was kept failed; trying again.", extra={"topic": self._topic.value}
                )
                await pause(self._stopping, REST_SECONDS)
                continue
            if not applied and not self._stopping.is_set():
                await self._ctx.store.wakeups.wait(self._topic, POLL_SECONDS)

    def stop(self) -> None:
        """Take up nothing more."""
        self._stopping.set()
        self._ctx.store.wakeups.notify([self._topic])
