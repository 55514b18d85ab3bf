"""The client menu on many clients: from the letters that Slack sends on to the options it gets back."""

import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox.seed import TEAM_ID
from tests.benchmarks import seed
from tests.benchmarks.load import drive
from tests.benchmarks.names import add_named_clients, typed
from tests.benchmarks.plan import Kind, Plan, Row, Samples
from tests.benchmarks.world import World, world

# As many people as type at the same moment in a team that is large for this product.
_TYPING = 8
# Slack waits so long for a menu's options. In milliseconds.
_LIMIT = 3000.0


async def search(plan: Plan) -> AsyncIterator[Row]:
    """The 99th percentile of a search's wait against Slack's limit, with a slip in every third."""
    for kind in plan.databases:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            async with world(kind, Path(folder)) as place:
                yield await _on(plan, kind, place)


async def _on(plan: Plan, kind: Kind, place: World) -> Row:
    names = await add_named_clients(place.store.writer, place.workspace, plan.found, datetime.now(UTC))
    await seed.refresh_statistics(place.store.writer)
    p50, p99 = Samples(), Samples()
    async with place.product() as running:
        for run in range(plan.runs):
            queries = typed(names, run * plan.searches, plan.searches)
            requests = [place.signer.options(query, TEAM_ID) for query in queries]
            outcome = await drive(running.port, requests, _TYPING)
            if outcome.kept != len(requests):
                raise RuntimeError(f"Of {len(requests)} searches {outcome.kept} were answered.")
            p50.add(outcome.percentile(0.5))
            p99.add(outcome.percentile(0.99))
    return Row(
        f"client search among {plan.found:,}, {_TYPING} people typing: p99",
        kind,
        f"limit {_LIMIT:,.0f} ms",
        f"p50 {p50.middle:.0f} ms, p99 {p99.middle:.0f} ms",
        p99.middle / _LIMIT,
        at_most=1,
    )
