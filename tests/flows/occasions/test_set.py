"""Setting an appointment: once for each wish, with its reminders, moved with it."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.domain.occasion import Details, Occasion, OccasionKind
from bot.domain.thread import SystemPost
from bot.domain.trigger import Stop
from bot.flows.occasions.set import set_occasion
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.made_of import MadeOf
from bot.storage.tables import occasions
from tests.flows.harness import JANE, Team
from tests.flows.occasions.calendar import (
    AT_ONCE,
    DAY_BEFORE,
    MONDAY_TEN,
    MOVED,
    TWO_HOURS,
    appointment,
    have,
    payment,
    planned,
    refused,
    said,
    states,
    template,
    trigger,
    until,
)
from tests.flows.occasions.changes import cancel
from tests.support.world import CLOCK_START, OUR_SMS

ONE_DAY, TWO_H = timedelta(days=1), timedelta(hours=2)
LATER = MONDAY_TEN + ONE_DAY


async def test_its_reminders_are_planned_and_the_thread_says_when_they_go(team: Team) -> None:
    await trigger(team, DAY_BEFORE, TWO_HOURS)
    done = await have(team, appointment())
    assert (done.is_new, done.has_moved, done.client_name) == (True, False, "Jane Doe")
    assert [each.due_at for each in done.planned] == [MONDAY_TEN - ONE_DAY, MONDAY_TEN - TWO_H]
    await team.work()
    [line] = said(team)
    assert line.startswith(
        "set an appointment Check-up: Mon, Nov 23 at 10:00 AM (New York time). 2 reminders"
    )


async def test_the_same_wish_changes_nothing_and_announces_nothing_twice(team: Team) -> None:
    await trigger(team, AT_ONCE, DAY_BEFORE)
    wish = appointment(intent_key="view:1")
    first = await have(team, wish)
    await until(team, CLOCK_START)
    again = await have(team, wish)
    await until(team, CLOCK_START)
    assert (again.occasion, again.is_new) == (first.occasion, False)
    assert team.sent == ["See you, Jane"]
    assert len(said(team)) == 1


async def test_moving_it_moves_its_reminders_and_announces_the_new_time_once(team: Team) -> None:
    await trigger(team, MOVED, DAY_BEFORE)
    await have(team, appointment(ref="A-1"))
    later = MONDAY_TEN + ONE_DAY
    done = await have(team, appointment(later, ref="A-1"))
    assert (done.is_new, done.has_moved) == (False, True)
    assert [row.due_at for row in await planned(team)] == [CLOCK_START, later - ONE_DAY]
    await until(team, CLOCK_START)
    await until(team, later - ONE_DAY)
    assert team.sent == ["See you, Jane"] * 2
    assert (await have(team, appointment(later, ref="A-1"))).has_moved is False


async def test_a_text_that_waits_for_the_old_time_is_taken_back(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    night = MONDAY_TEN - timedelta(hours=12)
    await have(team, appointment(night, ref="A-1"))
    await until(team, night - ONE_DAY)
    assert (await team.message()).error_text
    await have(team, appointment(MONDAY_TEN + ONE_DAY, ref="A-1"))
    await until(team, MONDAY_TEN)
    assert [each.value for each in await team.statuses()] == ["canceled", "accepted"]


async def test_other_details_leave_the_plan_and_are_in_what_goes(team: Team) -> None:
    await trigger(team, DAY_BEFORE, content="At {{ appointment_place }}")
    await have(team, appointment(ref="A-1"))
    moved = replace(appointment(ref="A-1"), details=Details(name="Check-up", place="Side St 2"))
    assert not (await have(team, moved)).has_moved
    await until(team, MONDAY_TEN - ONE_DAY)
    assert team.sent == ["At Side St 2"]


async def test_a_mere_move_keeps_the_details_and_who_says_all_takes_out_what_is_empty(team: Team) -> None:
    await have(team, appointment(ref="A-1"))
    moved = replace(appointment(ref="A-1"), at=MONDAY_TEN + timedelta(days=1), details=Details())
    assert (await have(team, moved)).occasion.details.place == "Main St 1"
    assert (await have(team, replace(moved, says_all=True))).occasion.details == Details()


async def test_what_is_past_is_not_planned_and_that_is_said(team: Team) -> None:
    await trigger(team, DAY_BEFORE, TWO_HOURS)
    done = await have(team, appointment(CLOCK_START + timedelta(hours=3)))
    assert len(done.planned) == 1
    assert done.left_out == ("24 hours before is past already and is left out.",)


async def test_an_import_announces_nothing(team: Team) -> None:
    await trigger(team, AT_ONCE, DAY_BEFORE)
    done = await have(team, appointment(announces=False))
    assert [each.step for each in done.planned] == [DAY_BEFORE.code]


async def test_each_field_that_cannot_be_so_has_its_sentence_and_nothing_is_kept(team: Team) -> None:
    details = Details(phone="12", link="http://x.example.com", place="x" * 501)
    errors = await refused(team, appointment(None, details=details, number="12345"))
    assert errors.keys() == {"at", "phone", "link", "place", "number"}
    assert (await refused(team, appointment(CLOCK_START))).keys() == {"at"}
    assert (await refused(team, appointment(CLOCK_START + timedelta(days=800)))).keys() == {"at"}
    assert (await refused(team, payment(None))).keys() == {"day"}
    document = replace(payment(), kind=OccasionKind.DOCUMENT, details=Details())
    assert (await refused(team, document)).keys() == {"link"}
    assert (await refused(team, appointment(number=""))).keys() == {"client"}
    assert not await team.rows(occasions)
    assert not await team.clients()


async def test_it_cannot_become_somebody_else_s(team: Team) -> None:
    await have(team, appointment(ref="A-1"))
    other = await team.meet("John Roe", "+12125550124")
    assert (await refused(team, appointment(ref="A-1", client_id=other))).keys() == {"client"}


async def test_a_payment_is_reminded_of_on_the_client_s_own_calendar(team: Team) -> None:
    await trigger(team, TWO_HOURS, kind=OccasionKind.PAYMENT, stops=frozenset({Stop.PAID}))
    done = await have(team, payment(date(2026, 11, 27)))
    [reminder] = done.planned
    assert reminder.due_at.isoformat() == "2026-11-27T12:00:00+00:00"
    assert await states(team) == [(TWO_HOURS.code, "planned")]


async def test_a_moved_ref_of_one_workspace_is_nothing_to_another_wish_without_it(team: Team) -> None:
    first, second = await have(team, appointment()), await have(team, appointment())
    assert first.occasion.id != second.occasion.id
    assert {JANE} == {a.value for a in await _addresses(team)}


async def _addresses(team: Team) -> list[object]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        [client] = await uow.clients.by_name_prefixes(["Jane Doe"])
    return list(client.addresses)


async def test_setting_it_is_written_down(team: Team) -> None:
    await set_occasion(team.ctx, team.workspace_id, appointment())
    [deed] = await team.audit("occasion_set")
    assert (deed.actor, deed.detail["kind"]) == ("U1", "appointment")


async def scheduled_about(team: Team, what: Occasion, user: str) -> None:
    """A text of a teammate's for tomorrow, written from a template that names the appointment's time."""
    ours = await template(team, "See you on {{ appointment_date }}")
    made_of = MadeOf(ours.id, 1, occasion_id=what.id)
    request = ComposeRequest(
        *("view:about", user, Channel.SMS, OUR_SMS, "See you on Monday"),
        new_number=JANE,
        send_at=CLOCK_START + ONE_DAY,
        made_of=made_of,
    )
    assert isinstance(await compose(team.ctx, team.workspace_id, request), Composed)


async def test_a_text_that_speaks_of_the_old_time_is_taken_back_and_its_author_told(team: Team) -> None:
    done = await have(team, appointment())
    await scheduled_about(team, done.occasion, "U2")
    await have(team, appointment(LATER, occasion_id=done.occasion.id))
    await team.work()
    assert await team.statuses() == [Status.CANCELED]
    [post] = [post for post in team.posts(SystemPost) if post.to == "U2"]
    assert post.text.startswith("The text “See you on Monday” speaks of another time of the appointment")


async def test_a_text_that_speaks_of_what_is_called_off_is_taken_back(team: Team) -> None:
    done = await have(team, appointment())
    await scheduled_about(team, done.occasion, "U2")
    await cancel(team.ctx, team.workspace_id, done.occasion.id, "U1")
    await team.work()
    assert await team.statuses() == [Status.CANCELED]
    assert any("is called off" in post.text and post.to == "U2" for post in team.posts(SystemPost))
