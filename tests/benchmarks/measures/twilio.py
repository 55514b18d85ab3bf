"""Twilio's webhooks under load, against a hand-made handler on the same database."""

import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.flows.inbound.kept_texts import apply_kept
from bot.sandbox.seed import SMS_NUMBER
from bot.storage.tables import inbound_texts, messages, receipts
from tests.benchmarks import seed
from tests.benchmarks.contest import Result, asked, compared, contest
from tests.benchmarks.plan import Kind, Plan, Row
from tests.benchmarks.quiet import unpaced
from tests.benchmarks.webhooks import STATUSES
from tests.benchmarks.world import World, world

_CLIENTS = 500

Make = Callable[[World, int, int], Sequence[bytes]]


async def status_webhook(plan: Plan) -> AsyncIterator[Row]:
    """Delivery receipts, two for each message: kept for the worker before they are answered."""
    async for row in _on_each(plan, "status webhook", _receipts, {"grouped": 0.6, "single": 2}):
        yield row


async def inbound_webhook(plan: Plan) -> AsyncIterator[Row]:
    """Clients' texts: kept for the worker before they are answered, then applied."""
    async for row in _on_each(plan, "inbound webhook", _texts, {"grouped": 0.5, "single": 1.7}):
        yield row


async def _on_each(plan: Plan, what: str, make: Make, targets: dict[str, float]) -> AsyncIterator[Row]:
    for kind in plan.databases:
        async for row in _measure(plan, kind, what, make, targets):
            yield row


async def _measure(
    plan: Plan, kind: Kind, what: str, make: Make, targets: dict[str, float]
) -> AsyncIterator[Row]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with world(kind, Path(folder)) as place:
            await _fill(place, asked(plan))
            results = await _compete(plan, place, make)
            written = await _written(place, what)
            for row in compared(what, kind, results, targets, written):
                yield row
            if make is _texts:
                async for row in _applied(place, results["grouped"], written):
                    yield row


async def _applied(place: World, floor: Result, kept: int) -> AsyncIterator[Row]:
    """How fast the worker turns what was kept into clients, messages, posts and cards."""
    began = time.perf_counter()
    while await apply_kept(unpaced(place.store), place.workspace):
        pass
    rate = kept / (time.perf_counter() - began)
    what, ratio = "inbound texts applied by the worker", rate / floor.rate.middle
    yield Row(what, place.kind, f"{floor.rate.middle:,.0f}/s", f"{rate:,.0f}/s", ratio)
    left, made = await _written(place, "inbound webhook"), await _written(place, "applied")
    lost = float(left + abs(kept - made))
    yield Row(f"{what}: lost or left", place.kind, f"{kept:,} rows", f"{made:,} texts", lost, at_most=0)


async def _compete(plan: Plan, place: World, make: Make) -> dict[str, Result]:
    async with AsyncExitStack() as stack:
        contestants = {
            "grouped": await stack.enter_async_context(place.floor("twilio", "grouped")),
            "single": await stack.enter_async_context(place.floor("twilio", "single")),
            "product": await stack.enter_async_context(place.product()),
        }
        return await contest(plan, contestants, lambda first, count: make(place, first, count))


async def _fill(place: World, requests: int) -> None:
    now = datetime.now(UTC)
    engine = place.store.writer
    await seed.add_clients(engine, place.workspace, _CLIENTS, place.channel, now)
    batch = seed.Batch(0, requests, _CLIENTS, "accepted", now, SMS_NUMBER)
    await seed.add_messages(engine, place.workspace, batch, now)
    await seed.refresh_statistics(engine)


def _receipts(place: World, first: int, count: int) -> list[bytes]:
    # A message's two receipts come one after the other, as they do.
    numbers = ((number // 2, STATUSES[number % 2]) for number in range(first, first + count))
    return [place.signer.receipt(message, status, SMS_NUMBER) for message, status in numbers]


def _texts(place: World, first: int, count: int) -> list[bytes]:
    return [
        place.signer.text(number, number % _CLIENTS, SMS_NUMBER) for number in range(first, first + count)
    ]


async def _written(place: World, what: str) -> int:
    async with place.store.read(place.workspace) as uow:
        return int((await uow.connection.execute(_COUNTS[what])).scalar_one())


_COUNTS = {
    "status webhook": select(func.count()).select_from(receipts),
    "inbound webhook": select(func.count()).select_from(inbound_texts),
    "applied": select(func.count()).select_from(messages).where(messages.c.direction == "in"),
}
