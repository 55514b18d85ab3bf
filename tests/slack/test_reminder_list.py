"""``/reminder list`` and the posts about appointments: what is done about one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.conversation import Card
from bot.domain.occasion import Details, OccasionKind, OccasionState
from bot.domain.thread import Offer, OfferKind, SystemPost
from bot.flows.occasions.listing import PAGE
from bot.slack.listeners.actions.reminders.change import CANCELLED as CANCELLED_ALREADY
from bot.slack.listeners.commands.reminder.listed import NOBODY, SEVERAL
from bot.slack.listeners.views.reminders.cancel import ALREADY, CANCELLED, TOLD
from bot.slack.threads import SlackThreads
from tests.slack import reminding
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, NOW, SAM, World
from tests.slack.reminding import (
    DAY_BEFORE,
    FRIDAY_TEN,
    appointment,
    occasions,
    planned,
    posts,
    set_day,
    set_time,
    trigger,
)
from tests.slack.windows import command, fill, pick, press, submit, title, window, words


async def opened(world: World, typed: str = "", user: str = MAYA) -> None:
    assert await command(world, user, "/reminder", typed) == ""


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
    assert ":question: Not confirmed" in said
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
    await world.add_client("Jane Roe", "+12025550178")
    assert await command(world, MAYA, "/reminder", "list jane") == SEVERAL
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
    assert ":question: Not confirmed" in words(world)
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


async def test_changing_where_it_is_leaves_the_rest_as_another_system_has_told_it(world: World) -> None:
    """Such as a time with seconds, and a name or a number that is long."""
    jane = await world.add_client()
    told = Details(name="Check-up " * 40, place="Room 4")
    kept = await appointment(world, jane.id, at=FRIDAY_TEN + timedelta(seconds=30), details=told)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.occasions.change(replace(kept, state=OccasionState.CONFIRMED))
    await opened(world, "list")
    await press(world, f"does:{kept.id}", "occasion_change")
    assert "The time stays, so the reminders stay as they are." in words(world)
    await fill(world, occasion_place="Room 5")
    assert await submit(world) == {}
    [now] = await occasions(world, jane.id)
    assert (now.at, now.state, now.round) == (kept.at, OccasionState.CONFIRMED, 1)
    assert now.details == replace(kept.details, place="Room 5")


async def test_the_second_of_two_like_times_stays_the_second(world: World) -> None:
    """On the night on which New York's clocks go back, half past one comes twice."""
    jane = await world.add_client()
    second = datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
    kept = await appointment(world, jane.id, at=second)
    await opened(world, "list")
    await press(world, f"does:{kept.id}", "occasion_change")
    assert "Sun, Nov 7, 1:30 AM New York time" in words(world)
    await fill(world, occasion_place="Room 5")
    assert await submit(world) == {}
    assert [each.at for each in await occasions(world, jane.id)] == [second]


async def test_an_invoice_s_long_number_is_kept_whole(world: World) -> None:
    jane = await world.add_client()
    told = Details(number="INV-" + "7" * 100)
    kept = await appointment(world, jane.id, kind=OccasionKind.PAYMENT, at=None, day=NOW.date(), details=told)
    await opened(world, "list jane")
    await press(world, f"does:{kept.id}", "occasion_change")
    await fill(world, occasion_amount="120")
    assert await submit(world) == {}
    assert [each.details.number for each in await occasions(world, jane.id)] == [told.number]


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


async def test_the_window_on_a_client_shows_the_next_appointment_and_opens_the_form(world: World) -> None:
    jane = await world.add_client()
    kept = await appointment(world, jane.id)
    assert await command(world, MAYA, "/client", "jane") == ""
    assert "*Next appointment*\\n<!date^" in words(world)
    assert ":question: Not confirmed" in words(world)
    await press(world, "record", "card_remind")
    assert title(world) == "Set a reminder"
    await opened(world, "list jane")
    await press(world, f"does:{kept.id}", "occasion_confirm")
    assert await command(world, MAYA, "/client", "jane") == ""
    assert ":white_check_mark: Confirmed" in words(world)
