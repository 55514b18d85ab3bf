"""A text that goes again and again, set up in the compose form."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.recurrence import Every, Series
from bot.domain.scheduling import PAST
from bot.slack.blocks.repeat import NOT_ONCE
from bot.slack.listeners.views.compose import LOOK
from tests.slack.compose_form import (
    HELLO,
    INVOICE,
    at,
    block_ids,
    give,
    keep,
    opened,
    repeat,
    sent,
    take,
    write,
)
from tests.slack.conftest import GENERAL, MAYA, NOW, World
from tests.slack.windows import submit, window, words

# A Monday, at ten in the morning in New York, where Jane is.
MONDAY = NOW + timedelta(days=1)


async def series(world: World) -> list[Series]:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        owner = (await uow.clients.by_addresses(["+12025550123"]))["+12025550123"]
        return await uow.series.of_clients([owner.client_id])


async def until(world: World, day: str | None) -> None:
    chosen = {"selected_date": day}
    assert await world.slack.people.choose(MAYA, window(world).id, "until", "compose_until", chosen)


async def test_it_is_offered_once_there_is_a_time(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    assert "repeat" not in block_ids(window(world))
    await at(world, MONDAY)
    assert "repeat" in block_ids(window(world))
    assert "until" not in block_ids(window(world))
    await repeat(world, "weekly")
    assert "until" in block_ids(window(world))
    await at(world, None)
    assert {"repeat", "until", "repeats"}.isdisjoint(block_ids(window(world)))


async def test_it_says_when_on_both_clocks_and_starts(world: World) -> None:
    client = await world.add_client()
    await opened(world, "Jane Doe Your pills")
    await at(world, MONDAY)
    await repeat(world, "weekly")
    said = words(world)
    assert "*Goes:*" not in said
    assert "*Every Monday at 10:00 AM (New York time).* By the clock of Jane Doe." in said
    following = int(MONDAY.timestamp()) + 7 * 24 * 3600
    assert f"• Monday, Nov 30, 2026, 10:00 AM New York time; for you <!date^{following}" in said
    assert str((window(world).submit or {})["text"]) == "Schedule"
    assert await submit(world) == {}
    [made] = await series(world)
    assert (made.body, made.client_id, made.next_at) == ("Your pills", client.id, MONDAY)
    assert made.recurrence.zone == "America/New_York"
    assert await sent(world) == []
    [told] = world.said_to(MAYA, GENERAL)
    assert told.startswith("Your SMS message to Jane Doe goes again and again from now on.")


@pytest.mark.parametrize(
    ("value", "every", "interval", "weekdays"),
    [
        ("daily", Every.DAY, 1, ()),
        ("weekdays", Every.WEEK, 1, (0, 1, 2, 3, 4)),
        ("weekly", Every.WEEK, 1, ()),
        ("fortnightly", Every.WEEK, 2, ()),
        ("monthly", Every.MONTH, 1, ()),
        ("yearly", Every.YEAR, 1, ()),
        ("nth_weekday", Every.MONTH, 1, (0,)),
        ("last_weekday", Every.MONTH, 1, (0,)),
        ("month_end", Every.MONTH, 1, ()),
    ],
)
async def test_each_choice_is_what_it_says(
    world: World, value: str, every: Every, interval: int, weekdays: tuple[int, ...]
) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    await at(world, MONDAY)
    await repeat(world, value)
    await until(world, "2028-03-01")
    assert await submit(world) == {}
    [made] = await series(world)
    kept = made.recurrence
    assert (kept.every, kept.interval, kept.weekdays, kept.until) == (
        every,
        interval,
        weekdays,
        date(2028, 3, 1),
    )


async def test_the_client_s_own_clock_counts(world: World) -> None:
    """Jane has moved to Auckland: what is Monday for us is Tuesday there."""
    client = await world.add_client()
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.clients.change(client.id, time_zone="Pacific/Auckland")
    await opened(world, "Jane Doe Your pills")
    await at(world, datetime(2026, 11, 23, 20, tzinfo=UTC))
    await repeat(world, "weekly")
    assert "*Every Tuesday at 9:00 AM (Auckland time).* By the clock of Jane Doe." in words(world)


async def test_the_places_of_the_day_in_its_month_are_offered(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    await at(world, MONDAY)
    for label in ("fourth Monday", "last Monday", "last day"):
        assert f"Every month on the {label}" in words(world)
    await repeat(world, "nth_weekday")
    assert "*Every month on the fourth Monday at 10:00 AM (New York time).*" in words(world)
    # Of another day they are others.
    await at(world, MONDAY + timedelta(days=7))
    assert "*Every month on the fifth Monday at 10:00 AM (New York time).*" in words(world)
    assert ":warning: Months without a fifth Monday are left out." in words(world)
    await repeat(world, "month_end")
    assert "• Monday, Nov 30, 2026, 10:00 AM New York time" in words(world)
    assert "• Thursday, Dec 31, 2026, 10:00 AM New York time" in words(world)


async def test_where_nobody_knows_their_zone_it_is_the_teammate_s(world: World) -> None:
    await world.add_client("Jane Doe", "+18005550123")
    await opened(world, "Jane Doe Your pills")
    await at(world, MONDAY)
    await repeat(world, "daily")
    said = words(world)
    assert "Nobody knows the time zone of Jane Doe: it goes by your own clock." in said
    assert "*Every day at 10:00 AM (New York time).*" in said


async def test_what_one_may_not_have_thought_of_is_said(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    await at(world, datetime(2027, 1, 31, 15, tzinfo=UTC))
    await repeat(world, "monthly")
    assert ":warning: Months without a 31st are left out." in words(world)


async def test_what_the_clocks_leave_out_is_said(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    # Half past two at night in New York, which the clocks leave out on March 14.
    await at(world, datetime(2027, 3, 1, 7, 30, tzinfo=UTC))
    await repeat(world, "daily")
    assert "Mar 14, 2027: 2:30 AM does not exist that day: the clocks go forward." in words(world)


async def test_a_last_day_before_the_first_is_told_at_its_field(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    await at(world, MONDAY)
    await repeat(world, "weekly")
    await until(world, "2026-11-20")
    said = "The last day is before the first one. Choose a later one."
    assert said in words(world)
    assert await submit(world) == {"until": said}
    await until(world, None)
    assert await submit(world) == {}


async def test_a_time_that_is_past_is_told_at_its_field(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    await at(world, NOW - timedelta(days=1))
    await repeat(world, "daily")
    assert await submit(world) == {"send_at": PAST}
    assert await series(world) == []


async def test_without_a_time_it_is_asked_when_it_goes_first(world: World) -> None:
    """Somebody takes the time out and presses the button before the form was drawn anew."""
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    await at(world, MONDAY)
    await repeat(world, "daily")
    window(world).state["send_at"]["compose_send_at"]["selected_date_time"] = None
    assert await submit(world) == {"send_at": NOT_ONCE}
    assert await sent(world) == []


async def test_a_template_s_words_are_those_of_each_time(world: World) -> None:
    await world.add_client()
    template = await keep(world, "Invoice", INVOICE)
    await opened(world)
    await take(world, "Invoice")
    await give(world, "invoice_number", "7")
    await at(world, MONDAY)
    await repeat(world, "monthly")
    assert "Each time with the template's words as they are then." in words(world)
    assert await submit(world) == {}
    [made] = await series(world)
    assert (made.template_id, made.values, made.body) == (template.id, (("invoice_number", "7"),), "")


async def test_words_that_were_changed_go_as_they_are_each_time(world: World) -> None:
    await world.add_client()
    await keep(world, "Hello", HELLO)
    await opened(world)
    await take(world, "Hello")
    await write(world, "Hello Jane, as ever.")
    await at(world, MONDAY)
    await repeat(world, "monthly")
    assert "as they are then" not in words(world)
    assert await submit(world) == {}
    [made] = await series(world)
    assert (made.template_id, made.body) == ("", "Hello Jane, as ever.")


async def test_what_would_be_refused_is_not_set_up_and_nobody_is_sent_in_circles(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills", "/whatsapp")
    await at(world, MONDAY)
    await repeat(world, "daily")
    assert "*It would not be sent then:*" in words(world)
    assert set(await submit(world)) == {"channel"}
    assert LOOK not in words(world)
    assert await series(world) == []


async def test_the_same_submission_twice_is_one(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    await at(world, MONDAY)
    await repeat(world, "daily")
    view = window(world)
    assert await submit(world) == {}
    world.slack.workspace.modals.setdefault(MAYA, []).append(view)
    assert await submit(world) == {}
    assert len(await series(world)) == 1


async def test_on_weekdays_it_need_not_go_when_it_was_asked_to_go_first(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Your pills")
    # A Saturday.
    await at(world, MONDAY + timedelta(days=5))
    await repeat(world, "weekdays")
    assert "• Monday, Nov 30, 2026, 10:00 AM New York time" in words(world)
    assert "For the client it will then be Monday, Nov 30, 10:00 AM (New York time)." in words(world)
    assert "*Goes:*" not in words(world)
    assert await submit(world) == {}
    assert [each.next_at for each in await series(world)] == [MONDAY + timedelta(days=7)]
