"""A trigger is switched off, removed or changed while the gate holds what it has made."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.trigger import Trigger
from bot.flows.occasions.triggers import remove, save, switch
from bot.storage.tables import messages
from tests.flows.harness import Team
from tests.flows.occasions.calendar import (
    DAY_BEFORE,
    MONDAY_TEN,
    TWO_HOURS,
    appointment,
    fire_due,
    have,
    said,
    states,
    template,
    trigger,
    until,
)

# Ten in the evening in New York: what goes a day before it is held until the morning.
NIGHT = MONDAY_TEN - timedelta(hours=12)
MORNING = NIGHT - timedelta(hours=12)


@pytest.fixture
async def held(team: Team) -> Trigger:
    """A trigger whose text about tomorrow night is held by the hour."""
    await team.promote("U1", Role.MANAGER)
    made = await trigger(team, DAY_BEFORE, TWO_HOURS)
    await have(team, appointment(NIGHT))
    await until(team, NIGHT - timedelta(days=1))
    assert await team.statuses() == [Status.QUEUED]
    return made


async def _does_not_go(team: Team, why: str) -> None:
    await fire_due(team)
    assert await team.statuses() == [Status.CANCELED]
    await until(team, MORNING)
    assert (team.sent, await team.statuses()) == ([], [Status.CANCELED])
    line = said(team)[-1]
    assert f"by itself {why}, so the text “See you, Jane”, which was waiting, was taken back" in line
    assert "Write to them yourself" in line


async def test_its_text_that_is_held_does_not_go_once_it_is_off(team: Team, held: Trigger) -> None:
    await switch(team.ctx, team.workspace_id, "U1", held.id, is_on=False)
    await _does_not_go(team, "was switched off")
    assert await states(team) == [(DAY_BEFORE.code, "removed"), (TWO_HOURS.code, "removed")]


async def test_nor_once_it_is_removed(team: Team, held: Trigger) -> None:
    assert await remove(team.ctx, team.workspace_id, "U1", held.id) == ""
    await _does_not_go(team, "was removed")
    async with team.ctx.store.read(team.workspace_id) as uow:
        assert not await uow.reminders.any_work(team.clock.now())


async def test_nor_once_its_step_is_none_any_more(team: Team, held: Trigger) -> None:
    later = replace(held, offsets=(TWO_HOURS,))
    assert isinstance(await save(team.ctx, team.workspace_id, "U1", later), Trigger)
    await _does_not_go(team, "goes at other times now")
    assert await states(team) == [(DAY_BEFORE.code, "removed"), (TWO_HOURS.code, "planned")]


async def test_what_stays_a_part_of_it_goes(team: Team, held: Trigger) -> None:
    changed = replace(held, template_id=(await template(team)).id)
    assert isinstance(await save(team.ctx, team.workspace_id, "U1", changed), Trigger)
    await fire_due(team)
    await until(team, MORNING)
    assert len(team.sent) == 1


async def test_what_a_person_keeps_back_themselves_is_left_to_them(team: Team, held: Trigger) -> None:
    await team.change(messages, (await team.message()).id, paused_by="U1")
    await switch(team.ctx, team.workspace_id, "U1", held.id, is_on=False)
    await fire_due(team)
    assert await team.statuses() == [Status.QUEUED]


async def test_another_one_s_text_is_none_of_its_business(team: Team, held: Trigger) -> None:
    other = await trigger(team, TWO_HOURS)
    await switch(team.ctx, team.workspace_id, "U1", other.id, is_on=False)
    await fire_due(team)
    await until(team, MORNING)
    assert len(team.sent) == 1
    assert held.is_on
