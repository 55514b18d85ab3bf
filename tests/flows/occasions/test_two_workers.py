"""Two processes over one PostgreSQL: what is due is taken up while people change what it is about."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.domain.client import Client
from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.roles import Role
from bot.domain.trigger import Trigger, When
from bot.flows.context import Context
from bot.flows.money.follow import lock_month
from bot.flows.occasions import fire, state, triggers, whose
from bot.flows.occasions import set as setting
from bot.flows.occasions.planned import Plan, plan_for
from bot.flows.occasions.state import StateSet
from bot.flows.occasions.wanted import NotSet, Wanted
from bot.storage.store import Store
from bot.storage.tables import occasions
from bot.storage.unit_of_work import UnitOfWork
from tests.flows.harness import JANE, Team
from tests.flows.occasions.calendar import (
    DAY_BEFORE,
    MONDAY_TEN,
    appointment,
    fire_due,
    have,
    planned,
    states,
    trigger,
)
from tests.flows.occasions.changes import cancel
from tests.support.world import CLOCK_START, StoppedClock, make_context

pytestmark = pytest.mark.postgres


@pytest.fixture
async def both(postgres_url: str) -> AsyncIterator[tuple[Team, Context]]:
    """A team, and another process's context over the same database."""
    one, other = Store(postgres_url), Store(postgres_url)
    clock = StoppedClock(CLOCK_START)
    async with one.workspaces() as workspaces:
        workspace = await workspaces.remember("T0TEST", "Harbor Clinic", "U0BOT", clock.now())
    ctx = make_context(one, clock)
    yield Team(ctx, workspace.id, clock), replace(ctx, store=other)
    await one.close()
    await other.close()


async def test_who_cancels_while_it_is_taken_up_and_the_worker_wait_in_no_ring(
    both: tuple[Team, Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    team, other = both
    await trigger(team, DAY_BEFORE)
    made = (await have(team, appointment())).occasion
    team.clock.advance(seconds=(MONDAY_TEN - timedelta(days=1) - team.clock.now()).total_seconds())
    has_month, cancelling = asyncio.Event(), list[asyncio.Task[StateSet | str]]()

    async def canceller_s(uow: UnitOfWork, now: datetime) -> None:
        await lock_month(uow, now)
        has_month.set()

    async def worker_s(uow: UnitOfWork, now: datetime) -> None:
        cancelling.append(asyncio.create_task(cancel(other, team.workspace_id, made.id, "U1")))
        await has_month.wait()
        await lock_month(uow, now)

    monkeypatch.setattr(state, "lock_month", canceller_s)
    monkeypatch.setattr(fire, "lock_month", worker_s)
    await fire.step(team.ctx, team.workspace_id)
    assert isinstance(await cancelling[0], StateSet)
    assert (await states(team), await team.messages()) == ([(DAY_BEFORE.code, "removed")], [])


async def test_one_ref_for_two_clients_at_the_same_moment_is_the_first_one_s(
    both: tuple[Team, Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    team, other = both
    ann, jane = (
        Wanted(OccasionKind.APPOINTMENT, "http", ref="A-1", number=number, name=name, at=MONDAY_TEN)
        for number, name in (("+12125550124", "Ann Lee"), (JANE, "Jane Doe"))
    )
    has_looked, is_kept = asyncio.Event(), asyncio.Event()

    async def find(ctx: Context, uow: UnitOfWork, wanted: Wanted, known: Occasion | None) -> Client | str:
        if wanted.number == JANE:
            has_looked.set()
            await is_kept.wait()
        return await whose.find(ctx, uow, wanted, known)

    monkeypatch.setattr(setting, "find", find)
    late = replace(jane, at=MONDAY_TEN + timedelta(days=1))
    second = asyncio.create_task(setting.set_occasion(other, team.workspace_id, late))
    await has_looked.wait()
    await have(team, ann)
    is_kept.set()
    refused = await second
    assert isinstance(refused, NotSet)
    assert "It is Ann Lee's." in refused.errors["client"]
    [row] = await team.rows(occasions)
    assert row.at == MONDAY_TEN


async def _waits_for_a_turn(team: Team) -> bool:
    query = (
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
        "WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted"
    )
    async with team.ctx.store.read(team.workspace_id) as uow:
        return bool((await uow.triggers._connection.execute(text(query))).scalar_one())


@pytest.mark.parametrize("is_new", [False, True])
async def test_what_is_set_while_a_trigger_is_switched_on_is_planned(
    both: tuple[Team, Context], monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    team, other = both
    await team.promote("U1", Role.MANAGER)
    off = await trigger(team, DAY_BEFORE, is_on=False)
    has_planned, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(
        uow: UnitOfWork, occasion: Occasion, client: Client, now: datetime, event: When | None
    ) -> Plan:
        found = await plan_for(uow, occasion, client, now, event)
        has_planned.set()
        await may_end.wait()
        return found

    async def switch_on() -> None:
        on = replace(off, is_on=True, id="" if is_new else off.id)
        assert isinstance(await triggers.save(team.ctx, team.workspace_id, "U1", on), Trigger)
        await fire_due(team)

    monkeypatch.setattr(setting, "plan_for", slowly)
    set_meanwhile = asyncio.create_task(setting.set_occasion(other, team.workspace_id, appointment()))
    await has_planned.wait()
    switched = asyncio.create_task(switch_on())
    while not switched.done() and not await _waits_for_a_turn(team):
        await asyncio.wait([switched], timeout=0.01)
    may_end.set()
    await asyncio.gather(set_meanwhile, switched)
    [one] = await planned(team)
    assert one.step == DAY_BEFORE.code
