"""What happens while a reminder is taken up, or is held by the hour: it goes once and says what is true."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.message import Status
from bot.domain.occasion import Details, OccasionKind
from bot.domain.reminder import Reminder
from bot.domain.roles import Role
from bot.domain.trigger import Trigger
from bot.flows.occasions import fire
from bot.flows.occasions.deciding import Known
from bot.flows.occasions.pause import pause, resume
from bot.flows.occasions.triggers import save
from bot.storage.tables import messages
from bot.storage.unit_of_work import UnitOfWork
from tests.flows.harness import Team
from tests.flows.occasions.calendar import (
    DAY_BEFORE,
    MONDAY_TEN,
    ON_THE_DAY,
    agreed,
    appointment,
    fire_due,
    have,
    said,
    states,
    trigger,
    until,
)

DAY_AHEAD = MONDAY_TEN - timedelta(days=1)
NIGHT = MONDAY_TEN - timedelta(hours=12)


async def test_two_who_carry_out_at_once_carry_out_each_once(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    for number in range(30):
        phone = f"+1212555{2000 + number}"
        await agreed(team, phone, f"Client {number}")
        await have(team, appointment(number=phone))
    team.clock.advance(seconds=(DAY_AHEAD - team.clock.now()).total_seconds())
    await asyncio.gather(*(fire_due(team) for _ in range(3)))
    assert len(await team.messages()) == 30
    assert await states(team) == [(DAY_BEFORE.code, "sent")] * 30


async def test_what_is_paused_while_it_is_taken_up_stays_and_goes_when_it_is_resumed(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await trigger(team, DAY_BEFORE)
    done = await have(team, appointment())
    real = fire.know

    async def know(uow: UnitOfWork, due: Sequence[Reminder]) -> Known:
        known = await real(uow, due)
        paused = {key: replace(each, paused_by="U1") for key, each in known.occasions.items()}
        return replace(known, occasions=paused)

    with monkeypatch.context() as patched:
        patched.setattr(fire, "know", know)
        team.clock.advance(seconds=(DAY_AHEAD - team.clock.now()).total_seconds())
        await fire.step(team.ctx, team.workspace_id)
    assert await states(team) == [(DAY_BEFORE.code, "planned")]
    await until(team, DAY_AHEAD)
    assert (len(team.sent), done.occasion.paused_by) == (1, None)


async def test_one_whose_trigger_is_for_something_else_by_now_does_not_go(team: Team) -> None:
    made = await trigger(team, DAY_BEFORE, ON_THE_DAY)
    await have(team, appointment())
    await team.promote("U1", Role.MANAGER)
    for_bills = replace(made, kind=OccasionKind.PAYMENT)
    assert isinstance(await save(team.ctx, team.workspace_id, "U1", for_bills), Trigger)
    await fire_due(team)
    assert await states(team) == [(DAY_BEFORE.code, "removed"), (ON_THE_DAY.code, "removed")]
    await until(team, MONDAY_TEN)
    assert (team.sent, len(said(team))) == ([], 1)


async def test_a_held_one_says_what_is_true_when_it_goes(team: Team) -> None:
    await trigger(team, DAY_BEFORE, content="See you at {{ appointment_place }}")
    made = (await have(team, appointment(NIGHT))).occasion
    await until(team, NIGHT - timedelta(days=1))
    assert await team.statuses() == [Status.QUEUED]
    for place in ("Main St 2", "Main St 3"):
        await have(team, appointment(NIGHT, occasion_id=made.id, details=Details(place=place)))
        await fire_due(team)
    await until(team, NIGHT - timedelta(hours=12))
    assert team.sent == ["See you at Main St 3"]
    assert await team.statuses() == [Status.CANCELED, Status.CANCELED, Status.ACCEPTED]


async def test_a_held_one_waits_as_well_while_it_is_paused(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    made = (await have(team, appointment(NIGHT))).occasion
    await until(team, NIGHT - timedelta(days=1))
    await pause(team.ctx, team.workspace_id, made.id, "U1")
    await until(team, NIGHT - timedelta(hours=12))
    assert team.sent == []
    await resume(team.ctx, team.workspace_id, made.id, "U1")
    await until(team, NIGHT - timedelta(hours=11))
    assert len(team.sent) == 1


async def test_one_that_a_person_has_paused_or_timed_stays_as_they_have_it(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    made = (await have(team, appointment(NIGHT))).occasion
    await until(team, NIGHT - timedelta(days=1))
    await team.change(messages, (await team.message()).id, paused_by="U1")
    await have(team, appointment(NIGHT, occasion_id=made.id, details=Details(place="Main St 2")))
    assert (await states(team), await team.statuses()) == ([(DAY_BEFORE.code, "sent")], [Status.QUEUED])
