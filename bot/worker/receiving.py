"""Applies the delivery receipts that the web process has kept, a batch in one transaction."""

import asyncio
import logging

from bot.flows.context import Context
from bot.flows.outbound.receipts import apply_kept
from bot.storage.wakeups import Topic
from bot.worker.loop import POLL_SECONDS, REST_SECONDS, pause

_log = logging.getLogger(__name__)


class Receiving:
    """Takes up one workspace's receipts. They need no lease: taking them and their effect are one commit."""

    def __init__(self, ctx: Context, workspace_id: str) -> None:
        self._ctx = ctx
        self._workspace_id = workspace_id
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until ``stop`` is called and the batch in hand is committed."""
        while not self._stopping.is_set():
            try:
                applied = await apply_kept(self._ctx, self._workspace_id)
            except Exception:
                _log.exception("Taking up receipts failed; trying again.")
                await pause(self._stopping, REST_SECONDS)
                continue
            if not applied and not self._stopping.is_set():
                await self._ctx.store.wakeups.wait(Topic.RECEIPTS, POLL_SECONDS)

    def stop(self) -> None:
        """Take up nothing more."""
        self._stopping.set()
        self._ctx.store.wakeups.notify([Topic.RECEIPTS])
