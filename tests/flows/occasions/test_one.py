"""One reminder in a teammate's hands, and triggers in an admin's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.message_template import Reach
from bot.domain.occasion import OccasionKind
from bot.domain.roles import Role
from bot.domain.trigger import Offset, Trigger, Unit, When
from bot.flows.occasions import triggers as saving
from bot.flows.occasions.one import IS_PAUSED, NOT_PLANNED, TOO_LATE, move, send_now, skip
from bot.flows.occasions.pause import IS_PAUSED as PAUSED_ALREADY
from bot.flows.occasions.pause import NOT_PAUSED, pause, resume
from bot.flows.occasions.triggers import NotSaved, save
from bot.flows.team.permissions import NotAllowed
from tests.flows.harness import Team
from tests.flows.occasions.calendar import (
    AT_ONCE,
    DAY_BEFORE,
    MONDAY_TEN,
    TWO_HOURS,
    agreed,
    appointment,
    fire_due,
    have,
    planned,
    said,
    states,
    template,
    trigger,
    until,
)
from tests.support.world import CLOCK_START


async def the_reminder(team: Team) -> str:
    await trigger(team, DAY_BEFORE)
    [reminder] = (await have(team, appointment())).planned
    return reminder.id


async def test_one_is_left_out(team: Team) -> None:
    reminder_id = await the_reminder(team)
    assert await skip(team.ctx, team.workspace_id, reminder_id, "U1") == ""
    assert await skip(team.ctx, team.workspace_id, reminder_id, "U1") == NOT_PLANNED
    await until(team, MONDAY_TEN)
    assert team.sent == []
    assert "left out the reminder “24 hours before” of the appointment Check-up." in said(team)


async def test_one_goes_now_and_not_again_at_its_time(team: Team) -> None:
    reminder_id = await the_reminder(team)
    assert await send_now(team.ctx, team.workspace_id, reminder_id, "U1") == ""
    await until(team, CLOCK_START)
    await until(team, MONDAY_TEN - timedelta(days=1))
    assert len(team.sent) == 1


async def test_one_goes_at_another_time_before_the_appointment(team: Team) -> None:
    reminder_id, hour = await the_reminder(team), timedelta(hours=1)
    assert await move(team.ctx, team.workspace_id, reminder_id, "U1", MONDAY_TEN) == TOO_LATE
    assert await move(team.ctx, team.workspace_id, reminder_id, "U1", MONDAY_TEN - hour) == ""
    await until(team, MONDAY_TEN - 2 * hour)
    assert team.sent == []
    await until(team, MONDAY_TEN - hour)
    assert len(team.sent) == 1


async def test_what_is_paused_does_not_go_now(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    done = await have(team, appointment())
    ctx, ws, occasion_id = team.ctx, team.workspace_id, done.occasion.id
    assert await resume(ctx, ws, occasion_id, "U1") == NOT_PAUSED
    await pause(ctx, ws, occasion_id, "U1")
    assert await pause(ctx, ws, occasion_id, "U1") == PAUSED_ALREADY
    assert await send_now(ctx, ws, done.planned[0].id, "U1") == IS_PAUSED


async def admin_s(team: Team, *offsets: Offset, **changes: object) -> Trigger:
    await team.promote("U9", Role.ADMIN)
    words = await template(team)
    wanted = Trigger("", OccasionKind.APPOINTMENT, words.id, offsets, CLOCK_START)
    kept = await save(team.ctx, team.workspace_id, "U9", replace(wanted, **changes))  # type: ignore[arg-type]
    assert isinstance(kept, Trigger), kept
    return kept


async def test_a_new_trigger_plans_for_what_is_known_already(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_SOME", 2)
    await agreed(team)
    for _ in range(5):
        await have(team, appointment())
    await admin_s(team, AT_ONCE, DAY_BEFORE)
    await fire_due(team)
    assert await states(team) == [(DAY_BEFORE.code, "planned")] * 5
    assert team.sent == []


async def test_other_times_of_a_trigger_are_the_times_of_what_it_has_planned(team: Team) -> None:
    await agreed(team)
    kept = await admin_s(team, DAY_BEFORE)
    await have(team, appointment())
    await fire_due(team)
    await save(team.ctx, team.workspace_id, "U9", replace(kept, offsets=(TWO_HOURS,)))
    await fire_due(team)
    assert [row.due_at for row in await planned(team)] == [MONDAY_TEN - timedelta(hours=2)]
    await save(team.ctx, team.workspace_id, "U9", kept)
    await fire_due(team)
    assert [row.due_at for row in await planned(team)] == [MONDAY_TEN - timedelta(days=1)]


async def test_one_that_is_off_plans_nothing_and_one_that_is_on_again_does(team: Team) -> None:
    await agreed(team)
    kept = await admin_s(team, DAY_BEFORE)
    await have(team, appointment())
    await save(team.ctx, team.workspace_id, "U9", replace(kept, is_on=False))
    await fire_due(team)
    assert await planned(team) == []
    await save(team.ctx, team.workspace_id, "U9", kept)
    await fire_due(team)
    assert len(await planned(team)) == 1


async def test_a_trigger_that_cannot_be_so_is_not_kept(team: Team) -> None:
    await team.promote("U9", Role.ADMIN)
    words, to_slack = await template(team, reach=Reach.SMS), await template(team, reach=Reach.SLACK)
    plain = Trigger("", OccasionKind.APPOINTMENT, words.id, (DAY_BEFORE,), CLOCK_START)
    for wrong, field in (
        (replace(plain, offsets=()), "offsets"),
        (replace(plain, offsets=(Offset(When.BEFORE, 999, Unit.DAYS),)), "offsets"),
        (replace(plain, kind=OccasionKind.DOCUMENT), "offsets"),
        (replace(plain, template_id="M404"), "template"),
        (replace(plain, channel=Channel.WHATSAPP), "channel"),
        (replace(plain, slack_channel="C1"), "slack_channel"),
        (replace(plain, template_id=to_slack.id), "slack_channel"),
    ):
        done = await save(team.ctx, team.workspace_id, "U9", wrong)
        assert isinstance(done, NotSaved)
        assert done.errors.keys() == {field}
    with pytest.raises(NotAllowed):
        await save(team.ctx, team.workspace_id, "U1", plain)
