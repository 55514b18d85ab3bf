"""The loop: as many at a time as it may, woken when there is work, and no fault ends it but a stop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.context import Context
from bot.storage.wakeups import Topic
from bot.worker.loop import Loop
from tests.worker.waiting import until


class Work:
    """Items to claim, and a gate that each item's handling waits at."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.claims = 0
        self.asked_for: list[int] = []
        self.begun: list[str] = []
        self.done: list[str] = []
        self.gate = asyncio.Event()
        self.fail_claims = 0

    async def claim(self, limit: int) -> list[str]:
        """Up to ``limit`` items."""
        self.claims += 1
        self.asked_for.append(limit)
        if self.fail_claims:
            self.fail_claims -= 1
            raise ConnectionError("the database is down")
        taken, self.waiting = self.waiting[:limit], self.waiting[limit:]
        return taken

    async def handle(self, item: str) -> None:
        """Wait at the gate; a bad item raises."""
        self.begun.append(item)
        await self.gate.wait()
        if item == "bad":
            raise ValueError("a fault")
        self.done.append(item)


@pytest.fixture
def work() -> Work:
    """Nothing to do yet."""
    return Work()


@asynccontextmanager
async def _running(loop: Loop[str]) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(loop.run())
    try:
        yield task
    finally:
        loop.stop()
        await asyncio.wait_for(task, 20)


def _loop(ctx: Context, work: Work, width: int = 4, **more: Callable[[], object]) -> Loop[str]:
    return Loop(ctx, Topic.MESSAGES, work.claim, work.handle, width, **more)  # type: ignore[arg-type]


async def test_no_more_are_under_way_than_its_width(ctx: Context, work: Work) -> None:
    work.waiting = [str(number) for number in range(10)]
    async with _running(_loop(ctx, work, width=3)):
        await until(lambda: len(work.begun) == 3)
        assert max(work.asked_for) == 3
        work.gate.set()
        await until(lambda: len(work.done) == 10)
    assert all(0 < limit <= 3 for limit in work.asked_for)


async def test_it_asks_only_for_what_it_has_room_for(ctx: Context, work: Work) -> None:
    work.waiting = ["one"]
    async with _running(_loop(ctx, work, width=3)):
        await until(lambda: work.begun == ["one"] and work.claims >= 2)
        assert work.asked_for[1] == 2
        work.gate.set()


async def test_it_is_woken_when_there_is_work(
    ctx: Context, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.loop.POLL_SECONDS", 600.0)
    work.gate.set()
    async with _running(_loop(ctx, work)):
        await until(lambda: work.claims == 1)
        work.waiting = ["one"]
        ctx.store.wakeups.notify([Topic.OUTBOX])
        ctx.store.wakeups.notify([Topic.MESSAGES])
        await until(lambda: work.done == ["one"])


async def test_it_looks_by_itself_when_a_wake_up_is_lost(
    ctx: Context, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.loop.POLL_SECONDS", 0.02)
    work.gate.set()
    async with _running(_loop(ctx, work)):
        await until(lambda: work.claims >= 1)
        work.waiting = ["one"]
        await until(lambda: work.done == ["one"])


async def test_it_sleeps_no_longer_than_until_the_next_turn(
    ctx: Context, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.loop.POLL_SECONDS", 600.0)

    async def soon() -> datetime:
        return ctx.clock.now().astimezone(UTC) + timedelta(milliseconds=20)

    async with _running(_loop(ctx, work, next_turn=soon)):
        await until(lambda: work.claims >= 3)


async def test_a_stop_drains_what_is_under_way_and_claims_nothing_more(ctx: Context, work: Work) -> None:
    work.waiting = ["one", "two"]
    loop = _loop(ctx, work)
    async with _running(loop) as task:
        await until(lambda: len(work.begun) == 2)
        loop.stop()
        work.waiting = ["three"]
        await asyncio.sleep(0)
        assert not task.done()
        work.gate.set()
    assert work.done == ["one", "two"]
    assert work.waiting == ["three"]


async def test_a_stop_ends_an_idle_loop_at_once(
    ctx: Context, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.loop.POLL_SECONDS", 600.0)
    loop = _loop(ctx, work)
    async with _running(loop):
        await until(lambda: work.claims == 1)


async def test_a_claim_that_fails_is_tried_again(
    ctx: Context, work: Work, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.worker.loop.REST_SECONDS", 0.01)
    work.waiting, work.fail_claims = ["one"], 3
    work.gate.set()
    async with _running(_loop(ctx, work)):
        await until(lambda: work.done == ["one"])
    assert "Claiming work failed; trying again." in caplog.messages


async def test_a_stop_does_not_wait_for_a_rest_after_a_failed_claim(
    ctx: Context, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.loop.REST_SECONDS", 600.0)
    work.fail_claims = 1
    async with _running(_loop(ctx, work)):
        await until(lambda: work.claims == 1)


async def test_an_item_that_fails_does_not_disturb_the_others(
    ctx: Context, work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    work.waiting = ["one", "bad", "two"]
    work.gate.set()
    async with _running(_loop(ctx, work)):
        await until(lambda: len(work.done) == 2)
        work.waiting = ["three"]
        await until(lambda: work.done == ["one", "two", "three"])
    assert "Work on an item failed." in caplog.messages
