"""Batches that race: together they never take a cent more than the budget has."""

import asyncio
from decimal import Decimal

import pytest

from bot.domain.channel import Channel
from bot.domain.settings import Budget
from bot.flows.context import Context
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.storage.store import Store
from tests.flows.harness import Team
from tests.flows.money.till import MONTH, charged, choose, totals
from tests.support.world import OUR_SMS, make_context

BATCHES, EACH = 4, 12


async def _batch(ctx: Context, workspace_id: str, batch: int) -> int:
    """Texts one after the other, each in a transaction; how many were stored."""
    stored = 0
    for number in range(EACH):
        body = "a" * (40 + 121 * ((batch + number) % 3))
        to = f"+1212555{batch:02d}{number:02d}"
        request = ComposeRequest(
            f"view:{batch}:{number}", f"U{batch % 2}", Channel.SMS, OUR_SMS, body, None, to, "A client"
        )
        stored += isinstance(await compose(ctx, workspace_id, request), Composed)
    return stored


@pytest.mark.parametrize(
    "budget", [Budget(Decimal("0.1265")), Budget(messages=17), Budget(Decimal("0.2"), 11)]
)
async def test_batches_at_once_never_overspend(team: Team, budget: Budget) -> None:
    teams = {"S0": Budget(Decimal("0.0948")), "S1": Budget(messages=9)}
    await choose(team, budget=budget, team_budgets=teams)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.roles.set_members("S0", ["U0"])
        await uow.roles.set_members("S1", ["U1"])
    # Each batch as a process of its own has it: with its own store on the same database.
    stores = [Store(team.ctx.store.url, pool_size=2) for _ in range(BATCHES)]
    counts = await asyncio.gather(
        *(
            _batch(make_context(store, team.clock), team.workspace_id, number)
            for number, store in enumerate(stores)
        )
    )
    for store in stores:
        await store.close()
    kept = [charge for charge in await charged(team) if charge.state == "reserved"]
    assert len(kept) == sum(counts)
    found = await totals(team)
    assert found[(MONTH, "")] == (sum(charge.estimated for charge in kept), len(kept))
    for scope, limit in {"": budget, **teams}.items():
        micros, messages = found.get((MONTH, scope), (0, 0))
        if scope:
            mine = [charge for charge in kept if charge.team == scope]
            assert (micros, messages) == (sum(charge.estimated for charge in mine), len(mine))
        assert limit.amount is None or micros <= limit.amount * 1_000_000
        assert limit.messages is None or messages <= limit.messages
    # The race was a real one: some were refused, and some went.
    assert 0 < sum(counts) < BATCHES * EACH
