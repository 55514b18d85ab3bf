"""Very many reminders due at one minute: how fast they become texts in the queue, against the senders' pace.

The pace is that of WhatsApp, the fastest there is: as long as the texts are queued faster than they may go,
the senders alone say how long it takes.
"""

import time
from collections.abc import AsyncIterator
from datetime import timedelta

from sqlalchemy import func, select

from bot.flows.context import Context
from bot.flows.occasions import fire
from bot.storage.store import Store
from bot.storage.tables import messages
from tests.benchmarks import calendar_seed, seed
from tests.benchmarks.databases import fresh
from tests.benchmarks.plan import Kind, Plan, Row, Samples
from tests.benchmarks.quiet import add_workspace, unpaced

# Source: facts/twilio-and-whatsapp.md, texts a second on WhatsApp.
_PACE = 80


async def minute(plan: Plan) -> AsyncIterator[Row]:
    """All of them, from planned to queued."""
    for kind in plan.databases:
        rates = Samples()
        for _ in range(plan.runs):
            with fresh(kind) as url:
                store = Store(url)
                rates.add(await _rate(plan, store))
                await store.close()
        yield _row(plan, kind, rates.middle)


def _row(plan: Plan, kind: Kind, rate: float) -> Row:
    what = f"{plan.reminders:,} reminders due at one minute, queued"
    return Row(what, kind, f"pace {_PACE}/s", f"{rate:,.0f}/s", rate / _PACE, at_least=1)


async def _rate(plan: Plan, store: Store) -> float:
    """Reminders a second."""
    ctx, workspace = unpaced(store), await add_workspace(store)
    now, count = ctx.clock.now(), plan.reminders
    await seed.add_clients(store.writer, workspace, count, "C0CLIENTS", now)
    await calendar_seed.add_consents(store.writer, workspace, count, now)
    async with store.write(workspace) as uow:
        await calendar_seed.add_trigger(uow, now)
    due_at = now - timedelta(seconds=1)
    await calendar_seed.add_reminders(store.writer, workspace, 0, count, count, due_at)
    await seed.refresh_statistics(store.writer)
    began = time.perf_counter()
    await _all(ctx, workspace, count)
    return count / (time.perf_counter() - began)


async def _all(ctx: Context, workspace: str, count: int) -> None:
    while await fire.step(ctx, workspace):
        pass
    async with ctx.store.read(workspace) as uow:
        query = select(func.count()).where(messages.c.status == "queued")
        queued = (await uow.connection.execute(query)).scalar_one()
    if queued != count:
        raise RuntimeError(f"{queued} texts are queued where {count} reminders were due.")
