"""A client's clock turns out to be another one: what is planned by the days of it goes by the new one."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.domain.channel import Channel
from bot.domain.client_record import digests, record_of
from bot.domain.extras import Extras
from bot.domain.occasion import OccasionKind
from bot.domain.trigger import Offset, Unit, When
from bot.flows.clients.addresses import Changed, add, use_first
from bot.flows.clients.edit import edit
from bot.flows.clients.typed_addresses import Typed
from bot.flows.occasions.one import move
from tests.flows.harness import JANE, Team
from tests.flows.occasions.calendar import (
    DAY_BEFORE,
    MONDAY_TEN,
    appointment,
    have,
    payment,
    planned,
    said,
    trigger,
    until,
)
from tests.support.world import inbound

EVE_AT_NINE = Offset(When.BEFORE, 1, Unit.DAYS, time(9))
# Nine in the morning of Sunday, November 22: in New York, and in Los Angeles.
NINE_THERE, NINE_BY_THE_PACIFIC = MONDAY_TEN - timedelta(hours=25), MONDAY_TEN - timedelta(hours=22)


async def moves_to(team: Team, zone: str) -> None:
    client_id = await team.meet("Jane Doe")
    async with team.ctx.store.read(team.workspace_id) as uow:
        client = await uow.clients.get(client_id)
    assert client
    shown = record_of(client, MONDAY_TEN)
    typed = replace(shown, time_zone=zone)
    await edit(team.ctx, team.workspace_id, "U1", client_id, typed, digests(shown))


async def test_days_are_those_of_the_new_clock_and_hours_pass_on_any(team: Team) -> None:
    await trigger(team, EVE_AT_NINE, DAY_BEFORE)
    await have(team, appointment())
    assert [row.due_at for row in await planned(team)] == [NINE_THERE, MONDAY_TEN - timedelta(days=1)]
    await moves_to(team, "America/Los_Angeles")
    eve = {row.step: row.due_at for row in await planned(team)}
    assert eve == {
        EVE_AT_NINE.code: NINE_BY_THE_PACIFIC,
        DAY_BEFORE.code: MONDAY_TEN - timedelta(days=1),
    }
    await team.work()
    assert (
        "1 reminder planned, Los Angeles time: 1 day before at 9:00 AM (Sun, Nov 22, 9:00 AM)."
        in said(team)[-1]
    )


async def test_a_time_that_a_person_has_chosen_stays(team: Team) -> None:
    await trigger(team, EVE_AT_NINE)
    [one] = (await have(team, appointment())).planned
    at = NINE_THERE + timedelta(hours=5)
    assert await move(team.ctx, team.workspace_id, one.id, "U1", at) == ""
    await moves_to(team, "America/Los_Angeles")
    assert [row.due_at for row in await planned(team)] == [at]


async def _first_number_is(team: Team, number: str) -> None:
    where = team.ctx, team.workspace_id, "U1", await team.meet("Jane Doe")
    added = await add(*where, Typed(number))
    assert isinstance(added, Changed)
    other = next(each for each in added.client.addresses if each.value == number)
    assert isinstance(await use_first(*where, other.id), Changed)


async def test_the_area_of_a_new_first_number_is_the_new_clock(team: Team) -> None:
    await trigger(team, EVE_AT_NINE)
    await have(team, appointment())
    await _first_number_is(team, "+13105550123")
    assert [row.due_at for row in await planned(team)] == [NINE_BY_THE_PACIFIC]
    await team.work()
    assert said(team)[-1].startswith("This client's reminders go by another clock now: 1 reminder planned,")


async def test_a_client_s_own_zone_stays_their_clock_whatever_number_comes_first(team: Team) -> None:
    await trigger(team, EVE_AT_NINE)
    await have(team, appointment())
    await moves_to(team, "America/New_York")
    await _first_number_is(team, "+13105550123")
    assert [row.due_at for row in await planned(team)] == [NINE_THERE]


async def test_what_is_late_by_the_new_clock_goes_at_once(team: Team) -> None:
    await trigger(team, EVE_AT_NINE)
    await have(team, appointment())
    await until(team, NINE_THERE - timedelta(hours=1))
    await moves_to(team, "Europe/Berlin")
    await until(team, NINE_THERE - timedelta(minutes=59))
    assert len(team.sent) == 1


async def test_a_payment_is_due_until_the_day_ends_on_the_new_clock(team: Team) -> None:
    await trigger(team, Offset(When.BEFORE, 0, Unit.DAYS, time(9)), kind=OccasionKind.PAYMENT)
    await have(team, payment())
    await moves_to(team, "America/Los_Angeles")
    [row] = await planned(team)
    assert (row.due_at, row.useless_at) == (
        datetime(2026, 11, 27, 17, tzinfo=UTC),
        datetime(2026, 11, 28, 8, tzinfo=UTC),
    )


async def test_a_number_that_whatsapp_tells_of_is_the_new_clock(team: Team) -> None:
    await trigger(team, EVE_AT_NINE)
    await have(team, appointment())
    to = Extras(moved_to="+13105550123")
    await team.hear(inbound("", "SM1", sender=JANE, channel=Channel.WHATSAPP, extras=to))
    await team.work()
    assert [row.due_at for row in await planned(team)] == [NINE_BY_THE_PACIFIC]
