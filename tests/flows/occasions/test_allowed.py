"""Whose appointments a teammate may pause, call off and open again, from whichever list."""

import pytest

from bot.domain.occasion import OccasionState
from bot.domain.roles import Role
from bot.flows.occasions.allowed import NOT_YOURS
from bot.flows.occasions.pause import NOT_PAUSED, pause, resume
from bot.flows.occasions.state import StateSet
from bot.storage.tables import clients, occasions
from tests.flows.harness import Team
from tests.flows.occasions.calendar import DAY_BEFORE, appointment, have, planned, trigger
from tests.flows.occasions.changes import cancel, confirm, reopen


@pytest.fixture
async def theirs(team: Team) -> str:
    """An appointment that U1 has set; its id."""
    await trigger(team, DAY_BEFORE)
    return (await have(team, appointment())).occasion.id


async def test_one_of_others_is_neither_paused_nor_called_off(team: Team, theirs: str) -> None:
    where = team.ctx, team.workspace_id, theirs, "U2"
    assert [await deed(*where) for deed in (pause, resume, cancel)] == [NOT_YOURS] * 3
    [row] = await team.rows(occasions)
    assert (row.state, row.paused_by, len(await planned(team))) == ("open", None, 1)
    assert isinstance(await cancel(team.ctx, team.workspace_id, theirs, "U1"), StateSet)
    assert await reopen(*where) == NOT_YOURS
    [row] = await team.rows(occasions)
    assert row.state == OccasionState.CANCELLED


async def test_that_the_client_has_confirmed_anybody_writes_down(team: Team, theirs: str) -> None:
    assert isinstance(await confirm(team.ctx, team.workspace_id, theirs, "U2"), StateSet)
    assert isinstance(await reopen(team.ctx, team.workspace_id, theirs, "U2"), StateSet)


async def test_who_looks_after_the_client_and_a_manager_may(team: Team, theirs: str) -> None:
    await team.promote("U3", Role.MANAGER)
    assert await pause(team.ctx, team.workspace_id, theirs, "U3") == ""
    [row] = await team.rows(occasions)
    await team.change(clients, row.client_id, owner="U2")
    assert await resume(team.ctx, team.workspace_id, theirs, "U2") == ""
    assert isinstance(await cancel(team.ctx, team.workspace_id, theirs, "U2"), StateSet)


async def test_what_another_system_has_set_is_anybody_s_until_somebody_looks_after_the_client(
    team: Team,
) -> None:
    await trigger(team, DAY_BEFORE)
    made = (await have(team, appointment(source="http", user=""))).occasion
    assert await resume(team.ctx, team.workspace_id, made.id, "U2") == NOT_PAUSED
    await team.change(clients, made.client_id, owner="U1")
    assert await cancel(team.ctx, team.workspace_id, made.id, "U2") == NOT_YOURS
    assert isinstance(await cancel(team.ctx, team.workspace_id, made.id), StateSet)
