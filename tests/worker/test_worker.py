"""The worker as a whole: it starts, carries the main job, and ends in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.consent import ConsentState
from bot.domain.message import Status
from bot.domain.thread import InboundPost, OutboundPost, SystemPost
from bot.ports import DownloadFailed, Missed, UserGroup
from bot.storage.engine import is_sqlite
from bot.storage.repositories.slack_events import SlackEvent
from bot.storage.store import Store
from bot.worker.worker import Worker
from tests.flows.harness import Team
from tests.support.world import RememberingProvider, inbound
from tests.worker.test_parts import Reader
from tests.worker.waiting import until


class Answering(RememberingProvider):
    """A provider that has kept nothing back."""

    async def missed(self, _since: datetime) -> Missed:
        """Nothing was missed."""
        return Missed()


class NoHistory:
    """A Slack in which nothing was written meanwhile."""

    async def replies_since(self, _channel: str, _since: datetime) -> list[SlackEvent]:
        """Nothing."""
        return []


class NoGroups:
    """A workspace without user groups."""

    async def all(self) -> list[UserGroup]:
        """None."""
        return []

    async def members(self, _group_id: str) -> list[str]:
        """Nobody."""
        return []


class NoFiles:
    """A Slack that has no file."""

    async def fetch(self, _url: str, _most_bytes: int) -> bytes:
        """None."""
        raise DownloadFailed("There is none.")


@asynccontextmanager
async def _working(team: Team) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    url = team.ctx.store.url
    provider = team.provider = Answering(sent=team.provider.sent)
    worker = Worker(
        team.ctx,
        team.workspace_id,
        providers={"twilio": provider},  # type: ignore[dict-item]
        poster=team.slack,
        reader=Reader(team),
        history=NoHistory(),
        groups=NoGroups(),
        files=NoFiles(),
        listen_to=None if is_sqlite(url) else url,
    )
    task = asyncio.create_task(worker.run(stopping))
    try:
        yield
    finally:
        stopping.set()
        await asyncio.wait_for(task, 30)


async def test_a_worker_that_has_nothing_to_do_starts_and_ends(team: Team) -> None:
    async with _working(team):
        await asyncio.sleep(0)
    assert len(asyncio.all_tasks()) == 1


async def test_a_worker_carries_texts_both_ways(team: Team) -> None:
    async with _working(team):
        await team.text("Hello")
        await team.hear(inbound("Hi!", "SM1"))
        await until(lambda: len(team.posts(InboundPost)) == 1 and len(team.posts(OutboundPost)) == 1)
        await until(lambda: team.sent == ["Hello"])
    assert Status.ACCEPTED in await team.statuses()


async def test_a_worker_decides_at_its_start_what_nobody_has_decided_in_time(team: Team) -> None:
    three_weeks_ago = team.clock.now() - timedelta(days=21)
    await team.hear(replace(inbound("Please stop texting me", "SM1"), received_at=three_weeks_ago))
    async with _working(team):

        async def opted_out() -> bool:
            return await team.consent() is ConsentState.WITHDRAWN

        await until(opted_out)
        await until(lambda: len(team.posts(SystemPost)) == 1)


async def test_a_worker_is_woken_by_what_another_process_commits(team: Team) -> None:
    other = Store(team.ctx.store.url)
    async with _working(team):
        # Over SQLite nobody is woken across processes: there polling alone carries the work.
        elsewhere = team.with_context(store=other)
        await elsewhere.text("Hello")
        await until(lambda: team.sent == ["Hello"])
    await other.close()


async def test_two_workers_send_everything_once(team: Team) -> None:
    for index in range(20):
        await team.text(f"{index}", number=f"+120255501{index + 10}")
    async with _working(team), _working(team):
        await until(lambda: len(team.sent) >= 20)

        async def all_accepted() -> bool:
            return await team.statuses() == [Status.ACCEPTED] * 20

        await until(all_accepted)
    assert sorted(team.sent, key=int) == [str(index) for index in range(20)]
