"""Writes the outbox to Slack."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.flows.context import Context
from bot.flows.threads import deliver
from bot.flows.threads.writers import Job
from bot.ports import Provider, ThreadPoster
from bot.storage.repositories.outbox import ClaimedItem
from bot.storage.wakeups import Topic
from bot.worker.loop import Loop

WIDTH = 16


class Posting:
    """Claims and writes for one workspace."""

    def __init__(
        self,
        ctx: Context,
        workspace_id: str,
        owner: str,
        poster: ThreadPoster,
        providers: Mapping[str, Provider],
    ) -> None:
        self._ctx = ctx
        self._workspace_id = workspace_id
        self._owner = owner
        self._poster = poster
        self._providers = providers

    def loop(self) -> Loop[ClaimedItem]:
        """The loop that does it."""
        return Loop(self._ctx, Topic.OUTBOX, self._claim, self._write, WIDTH, self._next_turn)

    async def _next_turn(self) -> datetime | None:
        return await deliver.next_turn(self._ctx, self._workspace_id)

    async def _claim(self, limit: int) -> list[ClaimedItem]:
        return await deliver.claim(self._ctx, self._workspace_id, self._owner, limit)

    async def _write(self, item: ClaimedItem) -> None:
        wait = (item.turn - self._ctx.clock.now()).total_seconds()
        if wait > 0:
            await asyncio.sleep(wait)
        job = Job(self._ctx, self._poster, self._workspace_id, item, self._providers)
        await deliver.deliver(job, self._owner)
