"""What would go for an occasion is what then goes, and looking keeps nothing."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.occasion import OccasionKind
from bot.flows.occasions.foreseen import Clock, Step, ThoughtOf, clock_of, foresee
from bot.storage.tables import occasions, reminders
from tests.flows.harness import Team
from tests.flows.occasions.calendar import (
    AT_ONCE,
    DAY_BEFORE,
    MONDAY_TEN,
    MOVED,
    ON_THE_DAY,
    TWO_HOURS,
    agreed,
    appointment,
    have,
    payment,
    planned,
    trigger,
)
from tests.support.world import CLOCK_START

DAY, APPOINTMENT = timedelta(days=1), OccasionKind.APPOINTMENT


async def times(team: Team, thought: ThoughtOf) -> list[object]:
    return [each.at for each in (await foresee(team.ctx, team.workspace_id, thought)).steps]


async def test_what_is_foreseen_is_what_is_planned_and_nothing_is_kept(team: Team) -> None:
    await trigger(team, AT_ONCE, DAY_BEFORE, TWO_HOURS, MOVED)
    jane = await agreed(team)
    thought = ThoughtOf(APPOINTMENT, jane, at=MONDAY_TEN)
    foreseen = await times(team, thought)
    assert await team.rows(occasions) == []
    assert await team.rows(reminders) == []
    await have(team, appointment())
    assert foreseen == [row.due_at for row in await planned(team)]


async def test_what_is_past_is_said_to_be_left_out(team: Team) -> None:
    await trigger(team, DAY_BEFORE, TWO_HOURS)
    found = await foresee(
        team.ctx, team.workspace_id, ThoughtOf(APPOINTMENT, await agreed(team), at=CLOCK_START + DAY / 2)
    )
    assert [each.at for each in found.steps] == [CLOCK_START + DAY / 2 - timedelta(hours=2)]
    assert found.left_out == ("24 hours before is past already and is left out.",)


async def test_a_change_of_the_time_is_a_move_and_without_one_all_stays(team: Team) -> None:
    await trigger(team, AT_ONCE, MOVED, DAY_BEFORE)
    kept = (await have(team, appointment())).occasion
    thought = ThoughtOf(APPOINTMENT, kept.client_id, occasion_id=kept.id, at=MONDAY_TEN)
    assert (await foresee(team.ctx, team.workspace_id, thought)).stays
    moved = replace(thought, at=MONDAY_TEN + DAY)
    assert await times(team, moved) == [CLOCK_START, MONDAY_TEN]


async def test_a_payment_s_day_is_the_client_s(team: Team) -> None:
    await trigger(team, ON_THE_DAY, kind=OccasionKind.PAYMENT)
    due = payment()
    thought = ThoughtOf(OccasionKind.PAYMENT, await agreed(team), day=due.day)
    foreseen = await times(team, thought)
    await have(team, due)
    assert foreseen == [row.due_at for row in await planned(team)]


async def test_what_goes_to_the_team_is_told_apart_and_without_a_trigger_nothing_goes(team: Team) -> None:
    thought = ThoughtOf(OccasionKind.DOCUMENT, await agreed(team))
    assert not (await foresee(team.ctx, team.workspace_id, thought)).any_on
    await trigger(team, AT_ONCE, kind=OccasionKind.DOCUMENT, slack_channel="C0DESK")
    [step] = (await foresee(team.ctx, team.workspace_id, thought)).steps
    assert step == Step(CLOCK_START, step.template, is_for_team=True, is_at_once=True)


async def test_whose_clock_it_is(team: Team) -> None:
    jane = await agreed(team)

    async def clock(client_id: str | None, number: str = "") -> Clock:
        return await clock_of(team.ctx, team.workspace_id, client_id, number, CLOCK_START)

    assert await clock(jane) == Clock("America/New_York", is_theirs=True)
    assert (await clock(None, "+13035550123")).zone == "America/Denver"
    assert not (await clock(None, "+18005550123")).is_theirs
    assert not (await clock(None)).is_theirs
