"""The worker: its loops, its clock, and an orderly end."""

import asyncio
import os
import secrets
import socket
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.flows.context import Context
from bot.ports import EventReader, Provider, ThreadPoster
from bot.storage.listener import listen
from bot.worker.housekeeping import forget, settle_doubts
from bot.worker.loop import Loop
from bot.worker.posting import Posting
from bot.worker.reading import Reading
from bot.worker.sending import Sending

# An orderly end waits for calls under way; whatever is longer is left to its lease, in seconds.
DRAIN_SECONDS = 25.0
_SETTLE_EVERY = timedelta(seconds=5)


class Worker:
    """Sends, posts and reads for one workspace until it is stopped."""

    def __init__(
        self,
        ctx: Context,
        workspace_id: str,
        *,
        providers: Mapping[str, Provider],
        poster: ThreadPoster,
        reader: EventReader,
        listen_to: str | None,
    ) -> None:
        owner = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._ctx = ctx
        self._workspace_id = workspace_id
        self._providers = providers
        self._listen_to = listen_to
        self._loops: list[Loop[Any]] = [
            Sending(ctx, workspace_id, owner, providers).loop(),
            Posting(ctx, workspace_id, owner, poster).loop(),
            Reading(ctx, workspace_id, owner, reader).loop(),
        ]

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until ``stopping`` is set, then finish what is under way."""
        scheduler = self._scheduler()
        scheduler.start()
        listeners = (
            [asyncio.create_task(listen(self._listen_to, self._ctx.store.wakeups))] if self._listen_to else []
        )
        loops = [asyncio.create_task(loop.run()) for loop in self._loops]
        try:
            await stopping.wait()
        finally:
            # shutdown() would cancel what runs; paused, it only starts nothing more.
            scheduler.pause()
            for loop in self._loops:
                loop.stop()
            _, unfinished = await asyncio.wait(loops, timeout=DRAIN_SECONDS)
            for task in [*unfinished, *listeners]:
                task.cancel()
            scheduler.shutdown(wait=False)

    def _scheduler(self) -> AsyncIOScheduler:
        # Ticks only: what is due lives in rows, so a tick that is missed or doubled changes nothing.
        scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        every = min(_SETTLE_EVERY, self._ctx.timing.settle_first)
        scheduler.add_job(self._settle, "interval", seconds=every.total_seconds())
        scheduler.add_job(self._forget, "interval", hours=1)
        return scheduler

    async def _settle(self) -> None:
        await settle_doubts(self._ctx, self._workspace_id, self._providers)

    async def _forget(self) -> None:
        await forget(self._ctx, self._workspace_id)
