"""``/reminder`` as a person uses it: the form, the list, and what is done about an appointment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain.conversation import Card
from bot.domain.money import Money
from bot.domain.occasion import OccasionKind, OccasionState
from bot.domain.roles import Role
from bot.domain.thread import Offer, OfferKind, SystemPost
from bot.flows.occasions.checking import NEEDS_A_DOCUMENT, PAST
from bot.flows.occasions.listing import PAGE
from bot.slack.listeners.actions.reminders.change import CANCELLED as CANCELLED_ALREADY
from bot.slack.listeners.commands.reminder.form import NO_CLIENT
from bot.slack.listeners.commands.reminder.listed import NOBODY
from bot.slack.listeners.views.reminders.cancel import ALREADY, CANCELLED, TOLD
from bot.slack.reminders.spoken import NOT_UNDERSTOOD
from bot.slack.reminders.submitted import CHOOSE_CLIENT
from bot.slack.threads import SlackThreads
from tests.slack import reminding
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, NOW, SAM, World
from tests.slack.reminding import (
    AT_ONCE,
    DAY_BEFORE,
    FRIDAY_TEN,
    TWO_HOURS,
    appointment,
    marked_up,
    occasions,
    planned,
    posts,
    set_client,
    set_day,
    set_time,
    trigger,
)
from tests.slack.windows import appoint, command, fill, pick, press, submit, title, window, words


async def opened(world: World, typed: str = "", user: str = MAYA) -> None:
    assert await command(world, user, "/reminder", typed) == ""


def value(world: World, block: str) -> dict[str, object]:
    state: dict[str, object] = window(world).state[block][block]
    return state


async def test_help_says_what_there_is(world: World) -> None:
    said = await command(world, SAM, "/reminder", "help")
    assert "/reminder list" in said
    assert "/reminder triggers" in said


async def test_what_is_typed_fills_the_form_and_nothing_is_kept_before_it_is_submitted(world: World) -> None:
    jane = await world.add_client()
    await trigger(world, AT_ONCE, DAY_BEFORE, TWO_HOURS)
    await opened(world, "jane friday 10am Check-up")
    assert title(world) == "Set a reminder"
    assert value(world, "occasion_day")["selected_date"] == "2026-11-27"
    assert value(world, "occasion_at")["selected_time"] == "10:00"
    assert value(world, "occasion_name")["value"] == "Check-up"
    said = words(world)
    assert "On the client's clock: New York time." in said
    assert "*When:* Fri, Nov 27, 10:00 AM New York time (for you <!date^1795791600^" in said
    assert "• Goes at once: Reminder" in said
    assert "• Thu, Nov 26, 10:00 AM New York time: Reminder" in said
    assert "• Fri, Nov 27, 8:00 AM New York time: Reminder" in said
    assert await occasions(world, jane.id) == []
    assert await submit(world) == {}
    [kept] = await occasions(world, jane.id)
    assert (kept.at, kept.details.name, kept.created_by) == (FRIDAY_TEN, "Check-up", MAYA)
    [told] = world.said_to(MAYA, GENERAL)
    assert told.startswith("The appointment Check-up of Jane Doe is set: Fri, Nov 27 at 10:00 AM")
    assert "2 reminders planned" in told


async def test_what_is_past_is_foretold_as_left_out(world: World) -> None:
    await world.add_client()
    await trigger(world, AT_ONCE, DAY_BEFORE, TWO_HOURS)
    await opened(world, "jane tomorrow 8am")
    said = words(world)
    assert "24 hours before is past already and is left out." in said
    assert "Mon, Nov 23, 6:00 AM New York time: Reminder" in said


async def test_without_a_trigger_that_is_on_the_form_says_that_nothing_goes(world: World) -> None:
    await world.add_client()
    await trigger(world, is_on=False)
    await opened(world, "jane friday 10am")
    assert "*Nothing goes by itself:* no trigger for appointments is on." in words(world)


async def test_the_time_is_on_the_client_s_clock(world: World) -> None:
    jane = await world.add_client(number="+13035550123")
    await opened(world, "jane friday 10am")
    assert "On the client's clock: Denver time." in words(world)
    assert await submit(world) == {}
    [kept] = await occasions(world, jane.id)
    assert kept.at == datetime(2026, 11, 27, 17, tzinfo=UTC)


async def test_a_client_whose_zone_nobody_knows_is_told_of_on_the_team_s_clock(world: World) -> None:
    await world.add_client(number="+18005550123")
    await opened(world, "jane friday 10am")
    assert "On your team's clock (UTC time), as nobody knows the client's time zone." in words(world)


async def test_a_time_that_the_clocks_leave_out_is_said(world: World) -> None:
    await world.add_client()
    await opened(world, "jane")
    await set_day(world, "2027-03-14")
    await set_time(world, "02:30")
    assert "2:30 AM does not exist that day" in words(world)


async def test_a_past_time_is_said_at_once_and_at_its_field(world: World) -> None:
    await world.add_client()
    await opened(world, "jane")
    await set_day(world, "2026-11-21")
    await set_time(world, "10:00")
    assert ":warning: That time is past." in words(world)
    assert await submit(world) == {"occasion_at": PAST}


async def test_what_is_not_understood_is_said_and_not_lost(world: World) -> None:
    await world.add_client()
    await opened(world, "jane whenever it suits")
    assert NOT_UNDERSTOOD in words(world)
    assert value(world, "occasion_name")["value"] == "whenever it suits"
    await opened(world, "zoe friday 10am Check-up")
    assert NO_CLIENT in words(world)


async def test_the_kind_changes_the_form_and_keeps_what_was_typed(world: World) -> None:
    jane = await world.add_client()
    await opened(world)
    assert "no client is chosen yet" in words(world)
    await set_client(world, "jane")
    await fill(world, occasion_name="Cleaning")
    for kind in OccasionKind:
        await pick(world, "occasion_kind", kind.value)
    await pick(world, "occasion_kind", "payment")
    shown = [block["block_id"] for block in window(world).blocks if block["type"] == "input"]
    assert shown == [
        *("occasion_kind", "occasion_client", "occasion_number", "occasion_amount"),
        *("occasion_day", "occasion_link", "occasion_name"),
    ]
    await set_day(world, "2026-12-01")
    await fill(
        world,
        occasion_number="2041",
        occasion_amount="1,200.50 EUR",
        occasion_link="https://pay.example.com/2041",
    )
    assert await submit(world) == {}
    [kept] = await occasions(world, jane.id)
    assert (kept.kind, kept.day) == (OccasionKind.PAYMENT, date(2026, 12, 1))
    assert kept.details.number == "2041"
    assert kept.details.amount == Money(Decimal("1200.50"), "EUR")


@pytest.mark.parametrize(
    ("block", "typed"),
    [
        ("occasion_amount", "much"),
        ("occasion_link", "javascript:alert(1)"),
        ("occasion_link", "http://a.b/<x>"),
    ],
)
async def test_what_cannot_be_so_is_said_at_its_field(world: World, block: str, typed: str) -> None:
    await world.add_client()
    await opened(world, "payment jane friday")
    assert value(world, "occasion_day")["selected_date"] == "2026-11-27"
    await fill(world, **{block: typed})
    assert set(await submit(world)) == {block}


async def test_an_appointment_s_number_is_checked_at_its_field(world: World) -> None:
    jane = await world.add_client()
    await opened(world, "jane friday 10am")
    await fill(world, occasion_phone="12")
    assert set(await submit(world)) == {"occasion_phone"}
    await fill(world, occasion_phone="(202) 555-0100", occasion_place="12 Harbor Street")
    assert await submit(world) == {}
    [kept] = await occasions(world, jane.id)
    assert (kept.details.phone, kept.details.place) == ("+12025550100", "12 Harbor Street")


async def test_a_document_needs_a_link_or_a_name(world: World) -> None:
    jane = await world.add_client()
    await opened(world, "document jane")
    await fill(world, occasion_name=" ")
    assert await submit(world) == {"occasion_link": NEEDS_A_DOCUMENT}
    await fill(world, occasion_name="Deed of sale")
    assert await submit(world) == {}
    assert [each.kind for each in await occasions(world, jane.id)] == [OccasionKind.DOCUMENT]


async def test_a_new_number_makes_a_new_client(world: World) -> None:
    await opened(world, "+1 202 555 0177 friday 10am")
    await fill(world, occasion_new_name="Zoe Park")
    assert await submit(world) == {}
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        owner = (await uow.clients.by_addresses(["+12025550177"]))["+12025550177"]
    assert owner.client_name == "Zoe Park"
    assert len(await occasions(world, owner.client_id)) == 1


async def test_without_a_client_nothing_is_kept(world: World) -> None:
    await opened(world)
    await set_client(world, "zoe")
    await set_day(world, "2026-11-27")
    await set_time(world, "10:00")
    assert await submit(world) == {"occasion_client": CHOOSE_CLIENT}


async def test_hostile_words_ping_nobody_and_break_nothing(world: World) -> None:
    jane = await world.add_client(name="<!channel> & *Jane*")
    await trigger(world, AT_ONCE, DAY_BEFORE, name="<!here> {{ x }}")
    await appointment(world, jane.id)
    await opened(world, "+12025550123 friday 10am <!channel> <@U0SAM> {{ 7*7 }}")
    assert "<!" not in marked_up(world)
    assert "&lt;!" in marked_up(world)
    assert await submit(world) == {}
    await opened(world, "list")
    assert "<!" not in marked_up(world)
    assert "&lt;!" in marked_up(world)
    assert "&lt;!channel&gt; &amp; *Jane*" in words(world)


async def test_who_may_not_write_to_clients_opens_no_form(world: World) -> None:
    client = await world.add_client()
    kept = await appointment(world, client.id)
    await appoint(world, SAM, Role.VIEWER)
    assert "You cannot write to clients" in await command(world, SAM, "/reminder", "jane friday 10am")
    await opened(world, "list", SAM)
    for button in ("occasion_change", "occasion_cancel", "occasion_confirm", "occasion_pause"):
        await opened(world, "list", SAM)
        await press(world, f"does:{kept.id}", button, SAM)
        assert title(world, SAM) == "Not done"
    assert (await occasions(world, client.id)) == [kept]


async def test_the_list_shows_what_is_coming_and_what_goes_next(world: World) -> None:
    jane = await world.add_client()
    await trigger(world, DAY_BEFORE)
    await opened(world, "list")
    assert "No appointment is coming." in words(world)
    await appointment(world, jane.id)
    await opened(world, "list")
    said = words(world)
    assert "*Jane Doe* · Appointment" in said
    assert "Fri, Nov 27, 10:00 AM New York time" in said
    assert ":grey_question: Not confirmed" in said
    assert f"Next reminder: <!date^{int((FRIDAY_TEN - timedelta(days=1)).timestamp())}^" in said
    await pick_kind(world, "payment")
    assert "No payment is open." in words(world)


async def pick_kind(world: World, kind: str) -> None:
    value = {"selected_option": {"value": kind}}
    assert await world.slack.people.choose(MAYA, window(world).id, "head", "occasions_kind", value)


async def test_many_are_paged(world: World) -> None:
    jane = await world.add_client()
    for hours in range(PAGE + 3):
        await appointment(world, jane.id, at=FRIDAY_TEN + timedelta(hours=hours))
    for typed in ("list", "list jane"):
        await opened(world, typed)
        assert words(world).count("Not confirmed") == PAGE
        await press(world, "pages", "occasions_later")
        assert words(world).count("Not confirmed") == 3
        await press(world, "pages", "occasions_earlier")
        assert words(world).count("Not confirmed") == PAGE


async def test_the_list_of_a_client_shows_whatever_there_is_for_them(world: World) -> None:
    jane, zoe = await world.add_client(), await world.add_client("Zoe Park", "+12025550177")
    await appointment(world, jane.id)
    await appointment(world, zoe.id)
    await opened(world, "list jane")
    assert "*Jane Doe*" in words(world)
    assert "Zoe" not in words(world)
    assert await command(world, MAYA, "/reminder", "list nobody") == NOBODY
    await press(world, "head", "occasions_new")
    chosen = window(world).state["occasion_client"]["occasion_client"]["selected_option"]
    assert chosen["value"] == f"client:{jane.id}"


async def test_it_is_confirmed_paid_paused_and_opened_again_from_the_list(world: World) -> None:
    jane = await world.add_client()
    await trigger(world, DAY_BEFORE)
    kept = await appointment(world, jane.id)
    await opened(world, "list jane")
    row = f"does:{kept.id}"
    await press(world, row, "occasion_confirm")
    assert ":white_check_mark: Confirmed" in words(world)
    assert await planned(world, jane.id) == []
    await press(world, row, "occasion_reopen")
    assert ":grey_question: Not confirmed" in words(world)
    assert len(await planned(world, jane.id)) == 1
    await press(world, row, "occasion_pause")
    assert f"Reminders paused by <@{MAYA}>" in words(world)
    await press(world, row, "occasion_resume")
    assert "Next reminder:" in words(world)
    due = await appointment(world, jane.id, kind=OccasionKind.PAYMENT, at=None, day=date(2026, 12, 1))
    await opened(world, "list jane")
    await press(world, f"does:{due.id}", "occasion_paid")
    assert ":white_check_mark: Paid" in words(world)


async def test_what_stands_against_it_is_said_in_the_list(world: World) -> None:
    jane = await world.add_client()
    kept = await appointment(world, jane.id)
    await opened(world, "list")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.occasions.change(replace(kept, state=OccasionState.CANCELLED))
    await press(world, f"does:{kept.id}", "occasion_confirm")
    assert "It is cancelled. Reopen it first." in words(world)


async def test_changing_it_moves_its_reminders_and_keeps_what_the_form_does_not_show(world: World) -> None:
    jane = await world.add_client()
    await trigger(world, DAY_BEFORE)
    kept = await appointment(world, jane.id)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.occasions.change(replace(kept, details=replace(kept.details, more=(("room", "4"),))))
    await opened(world, "list")
    await press(world, f"does:{kept.id}", "occasion_change")
    assert title(world) == "Change appointment"
    assert "The time stays, so the reminders stay as they are." in words(world)
    await set_time(world, "11:30")
    assert "Thu, Nov 26, 11:30 AM New York time: Reminder" in words(world)
    await fill(world, occasion_name="Check-up")
    assert await submit(world) == {}
    [moved] = await occasions(world, jane.id)
    assert moved.at == FRIDAY_TEN + timedelta(minutes=90)
    assert (moved.details.name, moved.details.more) == ("Check-up", (("room", "4"),))
    [reminder] = await planned(world, jane.id)
    assert reminder.due_at == moved.at - timedelta(days=1)
    assert "is moved: Fri, Nov 27 at 11:30 AM" in words(world)


async def test_cancelling_asks_once_more_and_says_whether_the_client_is_told(world: World) -> None:
    jane = await world.add_client()
    await trigger(world, DAY_BEFORE)
    kept = await appointment(world, jane.id)
    await opened(world, "list")
    await press(world, f"does:{kept.id}", "occasion_cancel")
    assert title(world) == "Cancel appointment"
    assert "The client gets no text about it" in words(world)
    assert (await occasions(world, jane.id))[0].state is OccasionState.OPEN
    assert await submit(world) == {}
    assert (await occasions(world, jane.id))[0].state is OccasionState.CANCELLED
    assert await planned(world, jane.id) == []
    assert CANCELLED in words(world)


@pytest.mark.parametrize("tells", [True, False])
async def test_the_client_is_told_of_it_where_that_is_ticked(world: World, tells: bool) -> None:
    jane = await world.add_client()
    await trigger(world, reminding.CANCELLED, name="Cancelled")
    kept = await appointment(world, jane.id)
    await opened(world, "list")
    await press(world, f"does:{kept.id}", "occasion_cancel")
    if not tells:
        await pick(world, "occasion_tell")
    assert await submit(world) == {}
    assert len(await planned(world, jane.id)) == tells
    assert (TOLD if tells else CANCELLED) in words(world)


async def test_two_who_cancel_it_at_once_cancel_it_once(world: World) -> None:
    jane = await world.add_client()
    kept = await appointment(world, jane.id)
    for user in (MAYA, SAM):
        await opened(world, "list", user)
        await press(world, f"does:{kept.id}", "occasion_cancel", user)
    assert await submit(world) == {}
    assert await submit(world, SAM) == {}
    assert ALREADY in words(world, SAM)
    cancelled = [each for each in await posts(world) if each["text"].startswith("cancelled")]
    assert len(cancelled) == 1
    await opened(world, "list jane")
    await press(world, f"does:{kept.id}", "occasion_reopen")
    assert (await occasions(world, jane.id))[0].state is OccasionState.OPEN


async def test_the_post_in_the_thread_offers_to_change_and_to_cancel_it(world: World) -> None:
    jane = await world.add_client()
    kept = await appointment(world, jane.id, user=MAYA)
    [post] = await posts(world)
    assert [each[:2] for each in post["offers"]] == [
        ["change_occasion", kept.id],
        ["cancel_occasion", kept.id],
    ]
    ts = await thread_post(world, kept.id)
    assert await world.slack.people.click(MAYA, (CLIENTS, ts), "offers", "occasion_change")
    assert title(world) == "Change appointment"
    assert await submit(world) == {}
    assert world.said_to(MAYA, CLIENTS)[-1].startswith("The appointment of Jane Doe is changed")
    assert await world.slack.people.click(MAYA, (CLIENTS, ts), "offers", "occasion_cancel")
    assert await submit(world) == {}
    assert world.said_to(MAYA, CLIENTS)[-1] == CANCELLED
    assert await world.slack.people.click(MAYA, (CLIENTS, ts), "offers", "occasion_cancel")
    assert world.said_to(MAYA, CLIENTS)[-1] == CANCELLED_ALREADY


async def thread_post(world: World, occasion_id: str) -> str:
    offers = (Offer(OfferKind.CHANGE_OCCASION, occasion_id), Offer(OfferKind.CANCEL_OCCASION, occasion_id))
    root = world.slack.people.post(MAYA, CLIENTS, "root")
    return await SlackThreads(world.client).post(CLIENTS, root, SystemPost("set it.", MAYA, "", offers), "k")


async def test_remind_on_the_card_opens_the_form_for_its_client(world: World) -> None:
    client = await world.add_client()
    root = await SlackThreads(world.client).post_root(CLIENTS, Card("V1", client), "card")
    assert await world.slack.people.click(MAYA, (CLIENTS, root), "card", "card_remind")
    chosen = window(world).state["occasion_client"]["occasion_client"]["selected_option"]
    assert chosen["value"] == f"client:{client.id}"
    await set_day(world, "2026-11-27")
    await set_time(world, "10:00")
    assert await submit(world) == {}
    assert len(world.said_to(MAYA, CLIENTS)) == 1


async def test_the_shortcut_opens_it_for_the_thread_s_client_and_says_where_there_is_none(
    world: World,
) -> None:
    client = await world.add_client()
    root = await SlackThreads(world.client).post_root(CLIENTS, Card("V1", client), "card")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        [thread] = await uow.conversations.add([client.id], CLIENTS, NOW)
        await uow.conversations.set_root(thread.id, root)
    assert await world.slack.people.message_shortcut(MAYA, CLIENTS, root, "set_reminder")
    assert title(world) == "Set a reminder"
    elsewhere = world.slack.people.post(MAYA, GENERAL, "Lunch?")
    assert await world.slack.people.message_shortcut(MAYA, GENERAL, elsewhere, "set_reminder")
    assert title(world) == "Not a client's thread"
