"""The worker: its loops, its clock, and an orderly end."""

import asyncio
import os
import secrets
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.flows.clients.importing.step import Importer
from bot.flows.consent.deadlines import watch_reviews
from bot.flows.context import Context
from bot.flows.inbound import kept_texts
from bot.flows.inbound.catch_up import History, catch_up
from bot.flows.occasions import fire
from bot.flows.outbound import receipts as kept_receipts
from bot.flows.series import fire as series
from bot.flows.team.groups import refresh_groups
from bot.flows.templates.submitting import Submitter, watch
from bot.ports import EventReader, FileSource, Provider, ThreadPoster, UserGroups
from bot.storage.listener import listen
from bot.storage.wakeups import Topic
from bot.worker.housekeeping import (
    ask_senders,
    fetch_templates,
    forget,
    settle_charges,
    settle_doubts,
    watch_work,
)
from bot.worker.posting import Posting
from bot.worker.presence import Presence
from bot.worker.reading import Reading
from bot.worker.receiving import Receiving
from bot.worker.sending import Sending

# An orderly end waits for calls under way; whatever is longer is left to its lease, in seconds.
DRAIN_SECONDS = 25.0
_TICK_DRAIN_SECONDS = 3.0
_ASK_MINUTES = 5
_WORK_MINUTES = 1
_SETTLE_EVERY = timedelta(seconds=5)
# Prices are there after some seconds or minutes, and nobody waits for them.
_PRICES_EVERY = timedelta(seconds=15)
_SENDERS_MINUTES = 15
_TEMPLATES_MINUTES = 10


class _Loop(Protocol):
    """Work that goes on until it is told to stop, and then finishes what it has."""

    async def run(self) -> None: ...

    def stop(self) -> None: ...


class Worker:
    """Sends, posts, reads and receives for one workspace until it is stopped."""

    def __init__(
        self,
        ctx: Context,
        workspace_id: str,
        *,
        providers: Mapping[str, Provider],
        poster: ThreadPoster,
        reader: EventReader,
        history: History,
        groups: UserGroups,
        files: FileSource,
        listen_to: str | None,
    ) -> None:
        owner = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._ctx = ctx
        self._workspace_id = workspace_id
        self._providers = providers
        self._history = history
        self._groups = groups
        self._listen_to = listen_to
        self._ticks: set[asyncio.Task[Any]] = set()
        self._presence = Presence(ctx, workspace_id, providers)
        self._loops: list[_Loop] = [
            Sending(ctx, workspace_id, owner, providers),
            Posting(ctx, workspace_id, owner, poster, providers).loop(),
            Reading(ctx, workspace_id, owner, reader, self._presence).loop(),
            Receiving(ctx, workspace_id, Topic.RECEIPTS, kept_receipts.apply_kept),
            Receiving(ctx, workspace_id, Topic.INBOUND_TEXTS, kept_texts.apply_kept),
            Receiving(ctx, workspace_id, Topic.CLIENT_IMPORTS, Importer(files).step),
            Receiving(ctx, workspace_id, Topic.TEMPLATES, Submitter(providers).step),
            Receiving(ctx, workspace_id, Topic.REMINDERS, fire.step),
            Receiving(ctx, workspace_id, Topic.SERIES, series.step),
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
            if self._ticks:
                await asyncio.wait(self._ticks, timeout=_TICK_DRAIN_SECONDS)
            scheduler.shutdown(wait=False)
            await self._presence.stop()
            await _end([*unfinished, *self._ticks, *listeners])

    def _scheduler(self) -> AsyncIOScheduler:
        # Ticks only: what is due lives in rows, so a tick that is missed or doubled changes nothing.
        scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        every = min(_SETTLE_EVERY, self._ctx.timing.settle_first)
        seconds = every.total_seconds()
        scheduler.add_job(self._tick, "interval", args=[self._settle], id="settle", seconds=seconds)
        scheduler.add_job(self._tick, "interval", args=[self._forget], id="forget", hours=1)
        every = min(_PRICES_EVERY, self._ctx.timing.settle_first)
        seconds = every.total_seconds()
        scheduler.add_job(self._tick, "interval", args=[self._prices], id="prices", seconds=seconds)
        scheduler.add_job(self._tick, "interval", args=[self._watch], id="watch", seconds=seconds)
        # The scheduler lives on the machine's clock, which the sandbox's may be far ahead of.
        at_once = datetime.now(UTC)
        for name, minutes, work in (
            ("work", _WORK_MINUTES, self._work),
            ("reviews", _ASK_MINUTES, self._reviews),
            ("senders", _SENDERS_MINUTES, self._senders),
            ("templates", _TEMPLATES_MINUTES, self._templates),
            ("catch_up", _ASK_MINUTES, self._catch_up),
            ("groups", _ASK_MINUTES, self._read_groups),
        ):
            scheduler.add_job(
                self._tick, "interval", args=[work], id=name, minutes=minutes, next_run_time=at_once
            )
        return scheduler

    async def _tick(self, work: Callable[[], Awaitable[None]]) -> None:
        # Known here, because the scheduler's own end cancels what runs and does not wait for it: the store
        # would be closed under a transaction.
        task = asyncio.current_task()
        if task is not None:
            self._ticks.add(task)
            task.add_done_callback(self._ticks.discard)
        await work()

    async def _settle(self) -> None:
        await settle_doubts(self._ctx, self._workspace_id, self._providers)

    async def _work(self) -> None:
        await watch_work(self._ctx, self._workspace_id)

    async def _reviews(self) -> None:
        await watch_reviews(self._ctx, self._workspace_id)

    async def _prices(self) -> None:
        await settle_charges(self._ctx, self._workspace_id, self._providers)

    async def _senders(self) -> None:
        await ask_senders(self._ctx, self._workspace_id, self._providers)

    async def _templates(self) -> None:
        await fetch_templates(self._ctx, self._workspace_id, self._providers)

    async def _watch(self) -> None:
        await watch(self._ctx, self._workspace_id, self._providers)

    async def _catch_up(self) -> None:
        await catch_up(self._ctx, self._workspace_id, self._providers.values(), self._history)

    async def _read_groups(self) -> None:
        await refresh_groups(self._ctx, self._workspace_id, self._groups)

    async def _forget(self) -> None:
        await forget(self._ctx, self._workspace_id)


async def _end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    cancelled = list(tasks)
    for task in cancelled:
        task.cancel()
    await asyncio.gather(*cancelled, return_exceptions=True)
