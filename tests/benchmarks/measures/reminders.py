"""Taking what is due among very many reminders that are planned for some other day."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.storage.store import Store
from tests.benchmarks import calendar_seed, seed
from tests.benchmarks.databases import fresh
from tests.benchmarks.floors.taking import taker
from tests.benchmarks.plan import Kind, Plan, Row, Samples
from tests.benchmarks.quiet import add_workspace

_DUE = 100
_IN_VAIN = 50
_FOUND = 5


async def reminders(plan: Plan) -> AsyncIterator[Row]:
    """Nothing due, and a hundred due."""
    for kind in plan.databases:
        with fresh(kind) as url:
            store = Store(url)
            async for row in _on(plan, kind, url, store):
                yield row
            await store.close()


async def _on(plan: Plan, kind: Kind, url: str, store: Store) -> AsyncIterator[Row]:
    workspace = await add_workspace(store)
    await _fill(plan, store, workspace)
    by_hand = await taker(url)

    async def floor() -> int:
        return await by_hand(workspace)

    async def ours() -> int:
        return await _look_and_take(store, workspace)

    for what, due, times in (("nothing due", 0, _IN_VAIN), (f"{_DUE} due", _DUE, _FOUND)):
        if due:
            await _make_due(plan, store, workspace)
        samples = Samples(), Samples()
        for run in range(plan.runs + 1):
            for sample, take in zip(samples, (floor, ours), strict=True):
                took = await _milliseconds(take, due, times)
                # The first of each builds its statements, which is not what is measured.
                if run:
                    sample.add(took)
        yield Row(
            f"taking reminders among {plan.rows:,} planned, {what}",
            kind,
            f"{samples[0].middle:.2f} ms",
            f"{samples[1].middle:.2f} ms",
            samples[1].middle / samples[0].middle,
            at_most=2,
        )


async def _look_and_take(store: Store, workspace: str) -> int:
    """As a step of the worker begins."""
    now = datetime.now(UTC)
    async with store.look(workspace) as uow:
        if not await uow.reminders.any_work(now):
            return 0
    async with store.write(workspace) as uow:
        return len(await uow.reminders.take(now, _DUE))


async def _fill(plan: Plan, store: Store, workspace: str) -> None:
    now, clients = datetime.now(UTC), _clients(plan)
    await seed.add_clients(store.writer, workspace, clients, "C0CLIENTS", now)
    async with store.write(workspace) as uow:
        await calendar_seed.add_trigger(uow, now)
    later = now + timedelta(days=30)
    await calendar_seed.add_reminders(store.writer, workspace, 0, plan.rows, clients, later)
    await seed.refresh_statistics(store.writer)


async def _make_due(plan: Plan, store: Store, workspace: str) -> None:
    due_at = datetime.now(UTC) - timedelta(seconds=1)
    await calendar_seed.add_reminders(store.writer, workspace, plan.rows, _DUE, _clients(plan), due_at)


def _clients(plan: Plan) -> int:
    return max(min(plan.rows // 10, 20_000), _DUE)


async def _milliseconds(take: Callable[[], Awaitable[int]], expected: int, times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        found = await take()
        if found != expected:
            raise RuntimeError(f"{found} reminders were taken where {expected} were due.")
    return (time.perf_counter() - began) / times * 1000
