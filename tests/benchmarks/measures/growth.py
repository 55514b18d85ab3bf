"""Whether a message costs more when many others wait: claim, gate and record with a provider in memory."""

import itertools
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import cast

from bot.flows.context import Context
from bot.flows.outbound.dispatch import call, claim_due
from bot.flows.outbound.record import record_attempts
from bot.ports import Accepted, Outgoing, Provider, SendResult
from bot.storage.store import Store
from tests.benchmarks import seed
from tests.benchmarks.databases import fresh
from tests.benchmarks.plan import Kind, Plan, Row, Samples
from tests.benchmarks.quiet import OUR_NUMBER, add_workspace, unpaced

_BATCH = 64


class _Instant:
    """Accepts everything at once."""

    def __init__(self) -> None:
        self._numbers = itertools.count()

    async def send(self, _: Outgoing) -> SendResult:
        return Accepted(f"SM{next(self._numbers):032d}")


async def growth(plan: Plan) -> AsyncIterator[Row]:
    """Time for each of as many messages as the short queue holds, taken from the short and the long one."""
    for kind in plan.databases:
        short = await _microseconds(plan, kind, plan.short)
        long = await _microseconds(plan, kind, plan.long)
        yield Row(
            f"a message with {plan.long:,} queued against {plan.short:,}",
            kind,
            f"{short:.0f} µs",
            f"{long:.0f} µs",
            long / short,
            at_most=1.2,
        )


async def _microseconds(plan: Plan, kind: Kind, queued: int) -> float:
    samples = Samples()
    for _ in range(plan.runs):
        with fresh(kind) as url:
            store = Store(url)
            ctx = unpaced(store)
            workspace = await add_workspace(store)
            await _fill(store, workspace, queued)
            samples.add(await _send(ctx, workspace, plan.short))
            await store.close()
    return samples.middle


async def _fill(store: Store, workspace: str, queued: int) -> None:
    now = datetime.now(UTC)
    clients = max(queued // 2, 1)
    await seed.add_clients(store.writer, workspace, clients, "C0CLIENTS", now)
    await seed.add_lane(store.writer, workspace, f"sms:{OUR_NUMBER}", now)
    batch = seed.Batch(0, queued, clients, "queued", now - timedelta(seconds=1))
    await seed.add_messages(store.writer, workspace, batch, now)
    await seed.refresh_statistics(store.writer)


async def _send(ctx: Context, workspace: str, count: int) -> float:
    provider = cast("Provider", _Instant())
    sent = 0
    began = time.perf_counter()
    while sent < count:
        claimed = await claim_due(ctx, workspace, "bench", min(_BATCH, count - sent))
        await record_attempts(
            ctx, workspace, [await call(provider, each, ctx.clock.now()) for each in claimed]
        )
        sent += len(claimed)
    return (time.perf_counter() - began) / count * 1e6
