"""Slack's events under load, kept before they are answered, against Bolt with one listener that does so."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.sandbox.seed import TEAM_ID
from bot.storage.tables import slack_events
from tests.benchmarks import seed
from tests.benchmarks.contest import compared, contest
from tests.benchmarks.plan import Kind, Plan, Row
from tests.benchmarks.world import World, world

_CLIENTS = 500


async def slack_event(plan: Plan) -> AsyncIterator[Row]:
    """Teammates' replies in clients' threads."""
    for kind in plan.databases:
        async for row in _on(plan, kind):
            yield row


async def _on(plan: Plan, kind: Kind) -> AsyncIterator[Row]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with world(kind, Path(folder)) as place, AsyncExitStack() as stack:
            await seed.add_clients(
                place.store.writer, place.workspace, _CLIENTS, place.channel, datetime.now(UTC)
            )
            contestants = {
                "grouped": await stack.enter_async_context(place.floor("bolt", "grouped")),
                "product": await stack.enter_async_context(place.product()),
            }
            results = await contest(plan, contestants, lambda first, count: _events(place, first, count))
            for row in compared("Slack event", kind, results, {"grouped": 0.7}, await _written(place)):
                yield row


def _events(place: World, first: int, count: int) -> list[bytes]:
    return [
        place.signer.event(number, TEAM_ID, place.channel, seed.root_ts(number % _CLIENTS))
        for number in range(first, first + count)
    ]


async def _written(place: World) -> int:
    async with place.store.read(place.workspace) as uow:
        query = select(func.count()).select_from(slack_events)
        return int((await uow.connection.execute(query)).scalar_one())
