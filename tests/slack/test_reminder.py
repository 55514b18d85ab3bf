"""``/reminder`` as a person uses it: the form, the list, and what is done about an appointment."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.domain.money import Money
from bot.domain.occasion import OccasionKind
from bot.domain.roles import Role
from bot.flows.clients.typed_addresses import OURS
from bot.flows.occasions.checking import NEEDS_A_DOCUMENT, PAST
from bot.slack.listeners.commands.reminder.form import NO_CLIENT, SEVERAL
from bot.slack.listeners.views.reminders.form import LOOK
from bot.slack.reminders.spoken import NOT_UNDERSTOOD, ONLY_ONCE
from bot.slack.reminders.submitted import CHOOSE_CLIENT
from tests.slack.conftest import GENERAL, MAYA, SAM, SMS, World
from tests.slack.reminding import (
    AT_ONCE,
    DAY_BEFORE,
    FRIDAY_TEN,
    TWO_HOURS,
    appointment,
    marked_up,
    occasions,
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
    await world.add_client("Jane Roe", "+12025550178")
    await opened(world, "jane friday 10am Check-up")
    assert SEVERAL in words(world)


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


async def test_a_time_is_read_in_the_language_of_who_types_it(world: World) -> None:
    await world.add_client()
    world.slack.workspace.users[SAM].locale = "de-DE"
    assert await command(world, SAM, "/reminder", "jane freitag um 10 Uhr Kontrolle") == ""
    state = window(world, SAM).state
    assert state["occasion_day"]["occasion_day"]["selected_date"] == "2026-11-27"
    assert state["occasion_at"]["occasion_at"]["selected_time"] == "10:00"
    assert state["occasion_name"]["occasion_name"]["value"] == "Kontrolle"


async def test_what_is_typed_as_again_and_again_is_set_once_and_said(world: World) -> None:
    await world.add_client()
    await opened(world, "jane every Monday at 9am")
    assert ONLY_ONCE in words(world)


async def test_another_kind_is_shown_before_it_is_set(world: World) -> None:
    """Somebody chooses a payment and presses the button before the form could ask for the amount."""
    jane = await world.add_client()
    await opened(world, "jane friday 10am Check-up")
    window(world).state["occasion_kind"]["occasion_kind"]["selected_option"] = {"value": "payment"}
    assert await submit(world) == {}
    assert (await occasions(world, jane.id), LOOK in words(world)) == ([], True)
    await fill(world, occasion_amount="120")
    assert await submit(world) == {}
    assert [each.kind for each in await occasions(world, jane.id)] == [OccasionKind.PAYMENT]


async def test_our_own_number_is_told_at_the_client_whatever_the_kind(world: World) -> None:
    await opened(world, f"payment {SMS.address} friday")
    assert await submit(world) == {"occasion_client": OURS}
