"""A claim among very many messages that are due some other day.

The claim is measured by itself, as the floor does nothing else, and with the gate asked about each message,
which has a target of its own (``rules``).
"""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.flows.context import Context
from bot.flows.outbound.dispatch import claim_due
from bot.storage.repositories.lanes import Pace
from bot.storage.store import Store
from tests.benchmarks import seed
from tests.benchmarks.databases import fresh
from tests.benchmarks.floors.claiming import Claim, claimer
from tests.benchmarks.plan import Kind, Plan, Row, Samples
from tests.benchmarks.quiet import OUR_NUMBER, add_workspace, unpaced

_LANE = f"sms:{OUR_NUMBER}"
_NO_PACE = Pace(timedelta(0))
_DUE = 100
_IN_VAIN = 50


async def claims(plan: Plan) -> AsyncIterator[Row]:
    """Nothing due, and a hundred due."""
    for kind in plan.databases:
        with fresh(kind) as url:
            store = Store(url)
            async for row in _on(plan, kind, url, store):
                yield row
            await store.close()


async def _on(plan: Plan, kind: Kind, url: str, store: Store) -> AsyncIterator[Row]:
    ctx, workspace = unpaced(store), await add_workspace(store)
    await _fill(plan, store, workspace)
    by_hand = await claimer(url)

    async def ours() -> int:
        return await _claimed(ctx, workspace)

    async def whole() -> int:
        return len(await claim_due(ctx, workspace, "bench", _DUE))

    ways = (_by_hand(by_hand), ours, whole)
    in_vain, of_hundred = [Samples() for _ in ways], [Samples() for _ in ways]
    for run in range(2 * plan.runs + 1):
        for which, claim in enumerate(ways):
            without = await _milliseconds(claim, 0, _IN_VAIN)
            await _make_due(plan, store, workspace, len(ways) * run + which)
            found = await _milliseconds(claim, _DUE, 1)
            # The first of each builds its statements and loads what it asks, which is not what is measured.
            if run:
                in_vain[which].add(without)
                of_hundred[which].add(found)
    among = f"a claim among {plan.rows:,} rows"
    # What finds nothing asks no gate: the whole of it is the look that the worker takes.
    yield _row(f"{among}, nothing due", kind, in_vain[0], in_vain[2], at_most=2)
    yield _row(f"{among}, {_DUE} due", kind, of_hundred[0], of_hundred[1], at_most=2)
    yield _row(f"{among}, {_DUE} due, and the gate asked about each", kind, of_hundred[0], of_hundred[2])


def _row(name: str, kind: Kind, floor: Samples, ours: Samples, at_most: float | None = None) -> Row:
    middles = f"{floor.middle:.2f} ms", f"{ours.middle:.2f} ms"
    return Row(name, kind, *middles, ours.middle / floor.middle, at_most=at_most)


async def _claimed(ctx: Context, workspace: str) -> int:
    """The claim as the worker makes it, committed."""
    async with ctx.store.write(workspace) as uow:
        found = await uow.claims.due(
            "bench",
            ctx.clock.now(),
            lease=ctx.timing.lease,
            horizon=ctx.timing.horizon,
            limit=_DUE,
            pace=lambda _lane: _NO_PACE,
        )
    return len(found)


def _by_hand(claim: Claim) -> Callable[[], Awaitable[int]]:
    """The floor's claim in our lane."""

    async def by_hand() -> int:
        return len(await claim(_LANE))

    return by_hand


async def _fill(plan: Plan, store: Store, workspace: str) -> None:
    now = datetime.now(UTC)
    await seed.add_clients(store.writer, workspace, _clients(plan), "C0CLIENTS", now)
    await seed.add_lane(store.writer, workspace, _LANE, now)
    # One more than there are: nobody's message due now stands behind one of these.
    batch = seed.Batch(0, plan.rows, _clients(plan), "queued", now + timedelta(days=30), OUR_NUMBER)
    await seed.add_messages(store.writer, workspace, batch, now)
    await seed.refresh_statistics(store.writer)


async def _make_due(plan: Plan, store: Store, workspace: str, turn: int) -> None:
    now = datetime.now(UTC)
    batch = seed.Batch(
        plan.rows + turn * _DUE, _DUE, _clients(plan), "queued", now - timedelta(seconds=1), OUR_NUMBER
    )
    await seed.add_messages(store.writer, workspace, batch, now)


def _clients(plan: Plan) -> int:
    return max(min(plan.rows // 10, 20_000), 10 * _DUE)


async def _milliseconds(claim: Callable[[], Awaitable[int]], expected: int, times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        found = await claim()
        if found != expected:
            raise RuntimeError(f"A claim found {found} messages where {expected} were due.")
    return (time.perf_counter() - began) / times * 1000
