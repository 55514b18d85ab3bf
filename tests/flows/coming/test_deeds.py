"""What is done from the list to series and reminders: by whom, and what is said."""

from datetime import timedelta

import pytest

from bot.domain.recurrence import SeriesState
from bot.domain.roles import Role
from bot.domain.upcoming import ComingKind, Verb
from bot.flows.coming import deeds
from bot.flows.coming.deeds import NOT_POSSIBLE, Row, do, move
from bot.flows.coming.words import PAUSED, RESUMED
from bot.flows.occasions.allowed import NOT_YOURS
from bot.flows.occasions.one import GONE
from bot.flows.outbound.cancel import TAKEN_BACK
from bot.flows.series import words as series_words
from bot.flows.team.permissions import NotAllowed
from tests.flows.harness import Team
from tests.flows.occasions.calendar import (
    DAY_BEFORE,
    MONDAY_TEN,
    appointment,
    have,
    planned,
    said,
    states,
    trigger,
    until,
)
from tests.flows.series.again import ELEVEN, begin, kept
from tests.support.world import CLOCK_START

TOMORROW = CLOCK_START + timedelta(days=1)


@pytest.fixture
async def reminder(team: Team) -> Row:
    """A reminder of Jane's check-up, which U1 has set."""
    await trigger(team, DAY_BEFORE)
    [one] = (await have(team, appointment())).planned
    return Row(ComingKind.REMINDER, one.id, one.due_at)


async def _done(team: Team, row: Row, verb: Verb, user: str = "U1") -> str:
    said_ = await do(team.ctx, team.workspace_id, row, verb, user)
    assert isinstance(said_, str)
    return said_


async def test_a_reminder_is_paused_and_resumed_with_its_occasion(team: Team, reminder: Row) -> None:
    assert (await _done(team, reminder, Verb.PAUSE)).startswith(PAUSED)
    assert await _done(team, reminder, Verb.RESUME) == RESUMED
    await until(team, MONDAY_TEN - timedelta(days=1))
    assert len(team.sent) == 1


async def test_a_reminder_is_left_out_sent_now_and_moved(team: Team, reminder: Row) -> None:
    at = MONDAY_TEN - timedelta(hours=20)
    assert await move(team.ctx, team.workspace_id, reminder, "U1", at) == ""
    assert [row.due_at for row in await planned(team)] == [at]
    assert "at once" not in await _done(team, reminder, Verb.SKIP)
    assert await states(team) == [(DAY_BEFORE.code, "skipped")]
    await team.work()
    assert any("left out the reminder" in line for line in said(team))


async def test_a_reminder_goes_now(team: Team, reminder: Row) -> None:
    assert await _done(team, reminder, Verb.SEND_NOW) == "It goes now, or as soon as it may."
    await until(team, CLOCK_START)
    assert len(team.sent) == 1


@pytest.mark.parametrize("verb", [Verb.PAUSE, Verb.SKIP, Verb.SEND_NOW])
async def test_a_reminder_of_others_is_for_its_owner_or_a_manager(
    team: Team, reminder: Row, verb: Verb
) -> None:
    assert await _done(team, reminder, verb, "U2") == NOT_YOURS
    assert await move(team.ctx, team.workspace_id, reminder, "U2", TOMORROW) == NOT_YOURS
    async with team.ctx.store.write(team.workspace_id) as uow:
        one = await uow.reminders.get(reminder.id)
        assert one
        await uow.clients.change(one.client_id, owner="U2")
    assert await _done(team, reminder, verb, "U2") != NOT_YOURS


async def test_who_may_not_write_to_clients_changes_no_reminder(team: Team, reminder: Row) -> None:

    await team.decide(default_role=Role.VIEWER)
    with pytest.raises(NotAllowed):
        await do(team.ctx, team.workspace_id, reminder, Verb.SKIP, "U1")


async def test_a_reminder_that_is_gone_is_told(team: Team) -> None:
    assert await _done(team, Row(ComingKind.REMINDER, "nothing"), Verb.SKIP) == GONE
    assert await _done(team, Row(ComingKind.TEXT, "nothing"), Verb.SKIP) == NOT_POSSIBLE


async def test_a_series_is_paused_resumed_left_out_sent_now_and_ended(team: Team) -> None:
    row = Row(ComingKind.SERIES, await begin(team), ELEVEN)
    assert (await _done(team, row, Verb.PAUSE)).startswith("Paused")
    assert (await _done(team, row, Verb.RESUME)).startswith("Resumed")
    assert (await _done(team, row, Verb.SKIP)).startswith("Left out")
    assert (await _done(team, row, Verb.SEND_NOW)).startswith("Nothing was changed: that time has gone")
    now = Row(row.kind, row.id, (await kept(team)).next_at)
    assert (await _done(team, now, Verb.SEND_NOW)).startswith("It goes now")
    assert (await _done(team, row, Verb.CANCEL)).startswith("Ended")
    assert (await kept(team)).state is SeriesState.ENDED
    assert await _done(team, row, Verb.EDIT) == NOT_POSSIBLE
    assert await move(team.ctx, team.workspace_id, row, "U1", TOMORROW) == NOT_POSSIBLE


async def test_a_series_is_for_its_author_its_owner_or_a_manager(team: Team) -> None:
    series_id = await begin(team)
    row = Row(ComingKind.SERIES, series_id, ELEVEN)
    assert await _done(team, row, Verb.PAUSE, "U2") == series_words.NOT_YOURS
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.clients.change((await kept(team)).client_id, owner="U2")
    assert (await _done(team, row, Verb.PAUSE, "U2")).startswith("Paused")


async def test_a_text_is_taken_back_from_the_list(team: Team) -> None:
    row = Row(ComingKind.TEXT, await team.text("See you", send_at=TOMORROW), TOMORROW)
    assert await _done(team, row, Verb.CANCEL) == TAKEN_BACK
    assert await move(team.ctx, team.workspace_id, row, "U1", TOMORROW) != ""
    assert await _done(team, row, Verb.EDIT) == deeds.NOT_POSSIBLE
