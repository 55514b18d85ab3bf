"""The loop that applies receipts: woken by them, outliving errors, ending in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.events import Receipt
from bot.domain.message import Status
from bot.flows.outbound.receipts import apply_kept, keep
from bot.storage.tables import receipts
from bot.storage.wakeups import Topic
from bot.worker import receiving
from bot.worker.receiving import Apply, Receiving
from tests.flows.harness import Team
from tests.worker.waiting import until


@asynccontextmanager
async def _running(*loops: Receiving) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(loop.run()) for loop in loops]
    try:
        yield
    finally:
        for loop in loops:
            loop.stop()
        await asyncio.wait_for(asyncio.gather(*tasks), 30)


def _receiving(team: Team, apply: Apply = apply_kept) -> Receiving:
    return Receiving(team.ctx, team.workspace_id, Topic.RECEIPTS, apply)


@pytest.fixture
async def sent(team: Team) -> Team:
    """A team whose text the provider has accepted."""
    await team.text("Hello")
    await team.send()
    assert team.sent == ["Hello"]
    return team


async def _hear(team: Team, *statuses: Status) -> None:
    sid = (await team.message()).provider_id
    assert sid
    await keep(team.ctx, team.workspace_id, [Receipt("twilio", sid, status) for status in statuses])


async def _is(team: Team, status: Status) -> None:
    async def there() -> bool:
        return (await team.message()).status is status

    await until(there)


async def test_it_is_woken_by_a_receipt_and_leaves_nothing_behind(
    sent: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "POLL_SECONDS", 600.0)
    async with _running(_receiving(sent)):
        for status in (Status.SENT, Status.DELIVERED):
            await _hear(sent, status)
            await _is(sent, status)
    assert await sent.rows(receipts) == []


async def test_it_looks_by_itself_when_a_wake_up_is_lost(sent: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(sent.ctx.store.wakeups, "notify", lambda _topics: None)
    async with _running(_receiving(sent)):
        await _hear(sent, Status.DELIVERED)
        await _is(sent, Status.DELIVERED)


async def test_two_workers_apply_each_receipt_once(sent: Team) -> None:
    two = [_receiving(sent) for _ in range(2)]
    async with _running(*two):
        for status in (Status.SENT, Status.DELIVERED, Status.READ):
            await _hear(sent, status)

        async def all_gone() -> bool:
            return not await sent.rows(receipts)

        await until(all_gone)
    message = await sent.message()
    assert message.status is Status.READ
    log = [status for status, _ in await sent.log(message.id)]
    assert sorted(log[-3:]) == ["delivered", "read", "sent"]


async def test_an_error_is_outlived(
    sent: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(receiving, "REST_SECONDS", 0.01)
    failures = [ConnectionError("the database is down")]

    async def hiccup(*given):  # type: ignore[no-untyped-def]
        if failures:
            raise failures.pop()
        return await apply_kept(*given)

    await _hear(sent, Status.DELIVERED)
    async with _running(_receiving(sent, hiccup)):
        await _is(sent, Status.DELIVERED)
    assert "Taking up what was kept failed; trying again." in caplog.messages


async def test_a_stop_does_not_wait_for_a_rest_or_a_sleep(
    sent: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "POLL_SECONDS", 600.0)
    monkeypatch.setattr(receiving, "REST_SECONDS", 600.0)
    tried = asyncio.Event()

    async def down(*_: object) -> int:
        tried.set()
        raise ConnectionError("the database is down")

    async with _running(_receiving(sent)):
        await asyncio.sleep(0)
    async with _running(_receiving(sent, down)):
        await tried.wait()
