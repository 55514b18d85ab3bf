"""Confirmed, paid, cancelled and open again: each once, told, and the reminders follow."""

from datetime import date, timedelta

from bot.domain.message import Status
from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.domain.trigger import Stop
from bot.flows.occasions.pause import pause
from bot.flows.occasions.state import (
    GONE,
    IS_CANCELLED,
    IS_OVER,
    NOT_CONFIRMED,
    NOT_PAID,
    StateSet,
)
from tests.flows.harness import Team
from tests.flows.occasions.calendar import (
    AT_ONCE,
    CALLED_OFF,
    DAY_BEFORE,
    MONDAY_TEN,
    TWO_HOURS,
    appointment,
    have,
    payment,
    said,
    states,
    trigger,
    until,
)
from tests.flows.occasions.changes import cancel, confirm, paid, reopen
from tests.support.world import CLOCK_START


async def set_(team: Team) -> Occasion:
    return (await have(team, appointment())).occasion


async def test_the_client_s_yes_is_told_once_and_stops_what_it_makes_needless(team: Team) -> None:
    await trigger(team, DAY_BEFORE, stops=frozenset({Stop.CONFIRMED}))
    await trigger(team, TWO_HOURS)
    made = await set_(team)
    done = await confirm(team.ctx, team.workspace_id, made.id)
    assert isinstance(done, StateSet)
    assert (done.has_changed, done.occasion.state) == (True, OccasionState.CONFIRMED)
    again = await confirm(team.ctx, team.workspace_id, made.id)
    assert isinstance(again, StateSet)
    assert not again.has_changed
    await team.work()
    [_, line] = said(team)
    assert line.startswith("Jane Doe confirmed the appointment Check-up, Mon, Nov 23 at 10:00 AM")
    assert await states(team) == [(DAY_BEFORE.code, "skipped"), (TWO_HOURS.code, "planned")]


async def test_a_yes_that_is_taken_back_brings_its_reminders_back(team: Team) -> None:
    await trigger(team, DAY_BEFORE, TWO_HOURS, stops=frozenset({Stop.CONFIRMED}))
    made = await set_(team)
    await confirm(team.ctx, team.workspace_id, made.id, "U1")
    await until(team, MONDAY_TEN - timedelta(hours=20))
    await reopen(team.ctx, team.workspace_id, made.id, "U1")
    assert await states(team) == [(DAY_BEFORE.code, "skipped"), (TWO_HOURS.code, "planned")]
    await until(team, MONDAY_TEN - timedelta(hours=2))
    assert len(team.sent) == 1


async def test_what_is_called_off_takes_its_reminders_and_what_waits_with_it(team: Team) -> None:
    await trigger(team, DAY_BEFORE, TWO_HOURS)
    night = MONDAY_TEN - timedelta(hours=12)
    made = (await have(team, appointment(night))).occasion
    await until(team, night - timedelta(days=1))
    assert await team.statuses() == [Status.QUEUED]
    await cancel(team.ctx, team.workspace_id, made.id, "U1")
    await until(team, MONDAY_TEN)
    assert (await team.statuses(), team.sent) == ([Status.CANCELED], [])
    assert await states(team) == [(DAY_BEFORE.code, "sent"), (TWO_HOURS.code, "removed")]
    [deed] = await team.audit("occasion_cancelled")
    assert deed.actor == "U1"


async def test_what_stands_again_is_announced_and_reminded_of_again(team: Team) -> None:
    await trigger(team, AT_ONCE, CALLED_OFF, DAY_BEFORE)
    made = await set_(team)
    await until(team, CLOCK_START)
    await cancel(team.ctx, team.workspace_id, made.id, "U1")
    await until(team, CLOCK_START + timedelta(hours=1))
    await reopen(team.ctx, team.workspace_id, made.id, "U1")
    await until(team, CLOCK_START + timedelta(hours=2))
    assert len(team.sent) == 3
    await until(team, MONDAY_TEN - timedelta(days=1))
    assert len(team.sent) == 4


async def test_a_word_on_a_cancellation_that_waits_does_not_go_when_it_stands_again(team: Team) -> None:
    await trigger(team, CALLED_OFF)
    made = await set_(team)
    await cancel(team.ctx, team.workspace_id, made.id, "U1")
    await reopen(team.ctx, team.workspace_id, made.id, "U1")
    await until(team, CLOCK_START)
    assert team.sent == []


async def test_a_payment_that_is_there_is_not_asked_for_any_more(team: Team) -> None:
    await trigger(team, DAY_BEFORE, kind=OccasionKind.PAYMENT, stops=frozenset({Stop.PAID}))
    bill = (await have(team, payment(date(2026, 11, 27)))).occasion
    await paid(team.ctx, team.workspace_id, bill.id)
    await until(team, CLOCK_START + timedelta(days=8))
    assert team.sent == []
    assert "Another system marked as paid the payment of invoice 1043" in said(team)[-1]


async def test_what_cannot_be_is_said(team: Team) -> None:
    made, bill = await set_(team), (await have(team, payment())).occasion
    ctx, ws = team.ctx, team.workspace_id
    assert await confirm(ctx, ws, bill.id) == NOT_CONFIRMED
    assert await paid(ctx, ws, made.id) == NOT_PAID
    assert await cancel(ctx, ws, "O404") == GONE
    await cancel(ctx, ws, made.id, "U1")
    assert await confirm(ctx, ws, made.id) == IS_CANCELLED
    await until(team, MONDAY_TEN)
    assert await reopen(ctx, ws, made.id, "U1") == IS_OVER


async def test_the_word_that_it_is_off_goes_though_its_reminders_were_paused(team: Team) -> None:
    await trigger(team, DAY_BEFORE, CALLED_OFF)
    made = await set_(team)
    await pause(team.ctx, team.workspace_id, made.id, "U1")
    await cancel(team.ctx, team.workspace_id, made.id, "U1")
    await until(team, CLOCK_START)
    assert len(team.sent) == 1
    await reopen(team.ctx, team.workspace_id, made.id, "U1")
    await until(team, MONDAY_TEN - timedelta(days=1))
    assert len(team.sent) == 2


async def test_what_stays_paused_is_said_to_be(team: Team) -> None:
    await trigger(team, AT_ONCE, DAY_BEFORE)
    made = await set_(team)
    await team.work()
    assert "1 message goes at once. 1 reminder planned" in said(team)[-1]
    await pause(team.ctx, team.workspace_id, made.id, "U1")
    await confirm(team.ctx, team.workspace_id, made.id, "U1")
    await team.work()
    assert "2 messages planned, but paused: none goes until somebody resumes them." in said(team)[-1]
