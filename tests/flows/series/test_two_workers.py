"""Two workers over one PostgreSQL: each time of a series is one text, and people and workers wait in turn."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.recurrence import SeriesState
from bot.flows.context import Context
from bot.flows.series.change import end, send_now
from bot.storage.store import Store
from bot.storage.tables import series
from tests.flows.harness import Team
from tests.flows.series.again import DAY, ELEVEN, begin, fire
from tests.support.world import CLOCK_START, StoppedClock, make_context

pytestmark = pytest.mark.postgres
MANY = 12


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


async def many(team: Team) -> list[str]:
    return [
        await begin(team, intent_key=f"view:{index}", new_number=f"+120255502{index:02d}")
        for index in range(MANY)
    ]


async def test_whatever_is_due_is_taken_up_once(both: tuple[Team, Context]) -> None:
    team, other = both
    await many(team)
    for day in range(3):
        team.clock.advance(seconds=(ELEVEN + day * DAY - team.clock.now()).total_seconds())
        taken = await asyncio.gather(*(fire(team, ctx) for ctx in (team.ctx, other, team.ctx, other)))
        assert sum(taken) == MANY
    found = await team.messages()
    assert len(found) == 3 * MANY
    assert len({message.intent_key for message in found}) == 3 * MANY
    assert {row.gone for row in await team.rows(series)} == {3}


async def test_who_sends_it_now_while_it_is_taken_up_sends_one_text(both: tuple[Team, Context]) -> None:
    team, other = both
    made = await many(team)
    team.clock.advance(seconds=(ELEVEN - team.clock.now()).total_seconds())
    await asyncio.gather(
        fire(team),
        *(send_now(other, team.workspace_id, series_id, "U1", ELEVEN) for series_id in made),
    )
    assert len(await team.messages()) == MANY


async def test_what_is_ended_while_it_is_taken_up_goes_before_or_not_at_all(
    both: tuple[Team, Context],
) -> None:
    team, other = both
    made = await many(team)
    team.clock.advance(seconds=(ELEVEN - team.clock.now()).total_seconds())
    await asyncio.gather(fire(team), *(end(other, team.workspace_id, series_id, "U1") for series_id in made))
    assert {row.state for row in await team.rows(series)} == {SeriesState.ENDED.value}
    gone = sum(row.gone for row in await team.rows(series))
    assert len(await team.messages()) == gone
    team.clock.advance(days=1)
    assert await fire(team) == 0
