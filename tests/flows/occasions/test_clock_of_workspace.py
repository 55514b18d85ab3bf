"""The workspace's own clock is another one: what is planned for clients whom nobody can place goes by it."""

from datetime import time, timedelta

import pytest

from bot.domain.roles import Role
from bot.domain.trigger import Offset, Unit, When
from bot.flows.occasions import triggers
from bot.flows.occasions.one import move
from bot.flows.settings.change import Saved
from bot.flows.settings.workspace import set_time_zone
from tests.flows.harness import Team
from tests.flows.occasions.calendar import (
    DAY_BEFORE,
    MONDAY_TEN,
    agreed,
    appointment,
    fire_due,
    have,
    planned,
    said,
    trigger,
)

EVE_AT_NINE = Offset(When.BEFORE, 1, Unit.DAYS, time(9))
# Nine in the morning of Sunday, November 22, at three places.
IN_NEW_YORK = MONDAY_TEN - timedelta(hours=25)
BY_THE_PACIFIC, IN_BERLIN = IN_NEW_YORK + timedelta(hours=3), IN_NEW_YORK - timedelta(hours=6)
# A toll-free number is of no place.
NOWHERE = "+18005550123"


@pytest.fixture(autouse=True)
async def _may(team: Team) -> None:
    await team.promote("U1", Role.ADMIN)


async def _clock_is(team: Team, zone: str) -> None:
    async with team.ctx.store.read(team.workspace_id) as uow:
        version = (await uow.settings.load()).version
    assert isinstance(await set_time_zone(team.ctx, team.workspace_id, "U1", version, zone), Saved)


async def _sue(team: Team) -> str:
    """Sue, who is nobody knows where, has an appointment, and there is a trigger for it."""
    await _clock_is(team, "America/New_York")
    await trigger(team, EVE_AT_NINE, DAY_BEFORE)
    await agreed(team, NOWHERE, "Sue")
    [eve, _] = (await have(team, appointment(number=NOWHERE, name="Sue"))).planned
    assert eve.due_at == IN_NEW_YORK
    return eve.id


async def _eves(team: Team) -> list[object]:
    return [row.due_at for row in await planned(team) if row.step == EVE_AT_NINE.code]


async def test_days_are_those_of_the_new_clock_and_it_is_said(team: Team) -> None:
    await _sue(team)
    await have(team, appointment())
    await _clock_is(team, "America/Los_Angeles")
    await fire_due(team)
    # Jane's number says where she is.
    assert await _eves(team) == [IN_NEW_YORK, BY_THE_PACIFIC]
    assert {row.due_at for row in await planned(team) if row.step == DAY_BEFORE.code} == {
        MONDAY_TEN - timedelta(days=1)
    }
    await team.work()
    told = [line for line in said(team) if line.startswith("This client's reminders go by another clock now")]
    assert len(told) == 1
    assert "1 day before at 9:00 AM (Sun, Nov 22, 9:00 AM)" in told[0]


async def test_the_last_of_several_changes_holds_however_far_the_first_has_come(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triggers, "_SOME", 1)
    await _sue(team)
    await have(team, appointment(number=NOWHERE, name="Sue"))
    await _clock_is(team, "America/Los_Angeles")
    async with team.ctx.store.write(team.workspace_id) as uow:
        assert await triggers.replan(team.ctx, uow) == 1
    assert sorted(await _eves(team)) == [IN_NEW_YORK, BY_THE_PACIFIC]
    await _clock_is(team, "Europe/Berlin")
    await fire_due(team)
    assert await _eves(team) == [IN_BERLIN, IN_BERLIN]


async def test_a_time_that_a_person_has_chosen_stays(team: Team) -> None:
    eve, at = await _sue(team), IN_NEW_YORK + timedelta(hours=5)
    assert await move(team.ctx, team.workspace_id, eve, "U1", at) == ""
    await _clock_is(team, "Europe/Berlin")
    await fire_due(team)
    assert await _eves(team) == [at]
