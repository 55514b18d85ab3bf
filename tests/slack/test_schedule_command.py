"""``/schedule``: a client, a time in somebody's own words, and a text."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.scheduling import PAST
from bot.flows.inbound.receive import receive
from bot.slack.listeners.actions.message_client import NO_SENDER
from bot.slack.listeners.commands.compose import NO_CLIENT
from bot.slack.person import TTL_SECONDS, People, Person
from bot.slack.scheduled import NO_TIME
from tests.slack.compose_form import block_ids, opened, sent, text_of
from tests.slack.conftest import MAYA, NOW, SAM, Build, World
from tests.slack.windows import command, submit, window, words
from tests.support.world import inbound

# It is Sunday, ten in the morning, in New York.
NINE = datetime(2026, 11, 23, 14, tzinfo=UTC)
NEXT_HOUR = NOW + timedelta(hours=1)


def chosen(world: World, user: str = MAYA) -> datetime:
    held = window(world, user).state["send_at"]["compose_send_at"]["selected_date_time"]
    return datetime.fromtimestamp(held, UTC)


def client(world: World) -> str:
    option = window(world).state["client"]["compose_client"]["selected_option"]
    return str(option["text"]["text"]) if option else ""


def notice(world: World, user: str = MAYA) -> str:
    first = window(world, user).blocks[0]
    return str(first["text"]["text"]) if first["block_id"] == "notice" else ""


async def schedule(world: World, text: str, user: str = MAYA) -> None:
    await opened(world, text, "/schedule", user)


async def test_it_opens_the_form_filled_in_and_keeps_nothing_yet(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane tomorrow 9am See you then")
    assert client(world) == "Jane Doe · +1 202-555-0123"
    assert (chosen(world), text_of(world)) == (NINE, "See you then")
    assert notice(world) == "Understood: Monday, Nov 23, 2026 at 9:00 AM (New York time) by your clock."
    assert "For the client it will then be Monday, Nov 23, 9:00 AM (New York time)." in words(world)
    assert f"*Goes:* <!date^{int(NINE.timestamp())}^" in words(world)
    assert await sent(world) == []
    assert await submit(world) == {}
    [row] = await sent(world)
    assert (row.body, row.status) == ("See you then", "queued")
    assert row.scheduled_for.replace(tzinfo=UTC) == NINE


async def test_it_goes_as_the_client_wrote_last(world: World) -> None:
    client_met = await world.add_client()
    hello = inbound("Hi", "SM1", sender="+12025550123", channel=Channel.WHATSAPP, received_at=NOW)
    await receive(world.ctx, world.deps.workspace_id, [hello])
    await schedule(world, f"{client_met.name} tomorrow 9am See you then")
    held = window(world).state["channel"]["compose_channel"]["selected_option"]
    assert held["value"] == Channel.WHATSAPP.value


async def test_the_time_is_by_the_writer_s_clock_and_told_by_the_client_s(world: World) -> None:
    await world.add_client("Jane Doe", "+13105550123")
    await schedule(world, "Jane Doe tomorrow 9am See you then")
    assert chosen(world) == NINE
    assert "by your clock" in notice(world)
    assert "For the client it will then be Monday, Nov 23, 6:00 AM (Los Angeles time)." in words(world)


async def test_it_is_read_in_the_language_in_which_somebody_uses_slack(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane mañana a las 9 Nos vemos", SAM)
    assert (chosen(world, SAM), text_of(world, SAM)) == (NINE, "Nos vemos")


async def test_slack_is_asked_for_the_language_once_in_a_while(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane tomorrow 9am Hello")
    await schedule(world, "jane tomorrow 9am Hello")
    asked = [call for call in world.calls("users.info") if call.args.get("user") == MAYA]
    assert len(asked) == 1


async def test_it_is_english_and_the_team_s_zone_where_slack_does_not_answer(build: Build) -> None:
    world = await build(without=("users:read",))
    await world.add_client()
    await schedule(world, "jane tomorrow 9am Hello", SAM)
    assert text_of(world, SAM) == "Hello"
    assert notice(world, SAM) == "Understood: Monday, Nov 23, 2026 at 9:00 AM (UTC time) by your clock."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9am Hello", "9:00 AM has passed today: tomorrow is taken."),
        ("march 14 2027 2:30am Hello", "2:30 AM does not exist that day: the clocks go forward."),
        ("nov 7 2027 1:30am Hello", "1:30 AM comes twice that night; the first one is meant."),
    ],
)
async def test_how_it_was_taken_is_said(world: World, typed: str, said: str) -> None:
    await world.add_client()
    await schedule(world, f"jane {typed}")
    assert said in notice(world)
    assert text_of(world) == "Hello"


async def test_what_cannot_be_read_is_said_and_kept(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane whenever you like, {{7*7}} & <b>")
    assert client(world).startswith("Jane Doe")
    assert (chosen(world), notice(world)) == (NEXT_HOUR, NO_TIME)
    assert text_of(world) == "whenever you like, {{7*7}} & <b>"


async def test_only_a_client_needs_no_excuse(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane")
    assert (chosen(world), notice(world), text_of(world)) == (NEXT_HOUR, "", "")


async def test_alone_it_opens_an_empty_form_for_the_next_hour(world: World) -> None:
    await schedule(world, "")
    assert (chosen(world), notice(world), client(world)) == (NEXT_HOUR, "", "")
    assert str((window(world).submit or {})["text"]) == "Schedule"


async def test_a_number_and_lines_of_text(world: World) -> None:
    await schedule(world, "+1 202 555 0177 in 2 hours First line\nSecond line")
    assert client(world) == "New client: +1 202-555-0177"
    assert chosen(world) == NOW + timedelta(hours=2)
    assert text_of(world) == "First line\nSecond line"


async def test_several_of_one_name_are_asked_for_with_the_time_understood(world: World) -> None:
    await world.add_client("Jane Doe", "+12025550123")
    await world.add_client("Jane Roe", "+12025550124")
    await schedule(world, "jane tomorrow 9am Hello")
    assert notice(world).startswith("More than one client fits “jane”. Choose the client.")
    assert (client(world), chosen(world), text_of(world)) == ("", NINE, "Hello")


async def test_a_name_that_fits_nobody_is_said_with_the_time_understood(world: World) -> None:
    await world.add_client("Jane Doe", "+12025550123")
    await schedule(world, "bob tomorrow 9am Hello")
    assert notice(world).startswith("No client fits “bob”. Choose the client.")
    assert (client(world), chosen(world), text_of(world)) == ("", NINE, "Hello")


async def test_nobody_of_that_name_and_no_time(world: World) -> None:
    await schedule(world, "bob see you")
    assert notice(world) == f"{NO_CLIENT} {NO_TIME}"
    assert text_of(world) == "bob see you"


async def test_a_time_without_a_client(world: World) -> None:
    await schedule(world, "tomorrow 9am Hello")
    assert (client(world), chosen(world), text_of(world)) == ("", NINE, "Hello")
    assert notice(world).startswith(NO_CLIENT)


async def test_a_number_that_cannot_be_one_is_said(world: World) -> None:
    await schedule(world, "+1 202 55 tomorrow 9am Hello")
    assert "Hello" in str(text_of(world))
    assert notice(world).endswith(NO_TIME)


async def test_a_time_that_is_past_is_said_and_not_taken(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane nov 2 2026 9am Hello")
    assert PAST in words(world)
    assert set(await submit(world)) == {"send_at"}
    assert await sent(world) == []


@pytest.mark.parametrize(("typed", "user"), [("yesterday 9am", MAYA), ("ayer a las 9", SAM)])
async def test_yesterday_is_past_and_what_to_type_is_said(world: World, typed: str, user: str) -> None:
    await world.add_client()
    await schedule(world, f"jane {typed} Hello", user)
    assert "9:00 AM on Sat, Nov 21, 2026 has passed: type a time that is still to come" in notice(world, user)
    assert NO_TIME not in notice(world, user)
    assert text_of(world, user) == "Hello"
    assert set(await submit(world, user)) == {"send_at"}
    assert await sent(world) == []


async def test_again_and_again(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane every monday at 9am until feb 2027 Your pills")
    held = window(world).state
    assert held["repeat"]["compose_repeat"]["selected_option"]["value"] == "weekly"
    assert held["until"]["compose_until"]["selected_date"] == "2027-01-31"
    assert "*Every Monday at 9:00 AM (New York time), until Jan 31, 2027.*" in words(world)
    assert "by your clock, for the first time." in notice(world)
    assert (text_of(world), chosen(world)) == ("Your pills", NINE)


async def test_a_pattern_that_is_none_of_the_choices_is_one_of_its_own(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane every monday and thursday at 9am Your pills")
    option = window(world).state["repeat"]["compose_repeat"]["selected_option"]
    assert option["value"] == "spoken"
    assert option["text"]["text"] == "Every Monday and Thursday at 9:00 AM (New York time)"
    # It is still there once the form was drawn anew, and another was chosen.
    await choose_repeat(world, "daily")
    assert "*Every day at 9:00 AM (New York time).*" in words(world)
    await choose_repeat(world, "spoken")
    assert "*Every Monday and Thursday at 9:00 AM (New York time).*" in words(world)
    assert await submit(world) == {}


async def choose_repeat(world: World, value: str) -> None:
    picked: dict[str, Any] = {"selected_option": {"value": value}}
    assert await world.slack.people.choose(MAYA, window(world).id, "repeat", "compose_repeat", picked)


async def test_its_weekdays_are_those_of_the_client(world: World) -> None:
    """Monday evening in New York is Tuesday in Auckland, and Thursday is Friday."""
    jane = await world.add_client()
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.clients.change(jane.id, time_zone="Pacific/Auckland")
    await schedule(world, "jane every monday and thursday at 8pm Your pills")
    assert "*Every Tuesday and Friday at 2:00 PM (Auckland time).*" in words(world)


async def test_a_place_in_the_month_is_read(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane every first monday of the month at 9am Your pills")
    option = window(world).state["repeat"]["compose_repeat"]["selected_option"]
    assert option["text"]["text"] == "Every month on the first Monday at 9:00 AM (New York time)"
    assert "• Monday, Dec 7, 2026, 9:00 AM New York time" in words(world)
    assert text_of(world) == "Your pills"
    assert await submit(world) == {}


async def test_a_place_in_the_month_is_one_by_the_writer_s_clock_where_the_client_has_another_day(
    world: World,
) -> None:
    """The first Monday evening in New York may be the second Tuesday in Auckland."""
    jane = await world.add_client()
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.clients.change(jane.id, time_zone="Pacific/Auckland")
    await schedule(world, "jane every first monday of the month at 8pm Your pills")
    assert "*Every month on the first Monday at 8:00 PM (New York time).*" in words(world)
    assert "By your own clock: for Jane Doe it is another day of the month then." in words(world)
    # Early in the morning it is the same day there.
    await schedule(world, "jane every first monday of the month at 4am Your pills")
    assert "*Every month on the first Monday at 10:00 PM (Auckland time).* By the clock of Jane" in words(
        world
    )


async def test_help_and_only_help_is_help(world: World) -> None:
    await world.add_client("Help Desk", "+12025550123")
    assert "/schedule Jane Doe tomorrow 9am See you then" in await command(world, MAYA, "/schedule", "HELP")
    await schedule(world, "help desk tomorrow 9am Hello")
    assert client(world).startswith("Help Desk")


async def test_without_a_sender_it_says_so(build: Build) -> None:
    world = await build(senders=())
    assert await command(world, MAYA, "/schedule", "jane tomorrow 9am Hello") == NO_SENDER


async def test_a_long_text_is_cut_where_a_form_ends(world: World) -> None:
    await world.add_client()
    await schedule(world, "jane tomorrow 9am " + "y" * 5000)
    assert chosen(world) == NINE
    assert len(str(text_of(world))) == 3000
    assert "its end is missing" in notice(world)
    assert "notice" in block_ids(window(world))


def test_a_person_is_forgotten_after_a_while() -> None:
    now = [0.0]
    people = People(monotonic=lambda: now[0])
    assert people.known(MAYA) is None
    people.remember(MAYA, Person("Europe/Madrid", language="es-ES"))
    now[0] = TTL_SECONDS - 1
    assert people.known(MAYA) == Person("Europe/Madrid", language="es-ES")
    now[0] = TTL_SECONDS
    assert people.known(MAYA) is None
