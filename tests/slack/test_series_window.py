"""The window in which a text that goes again and again is changed, as a person works with it in Slack."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.domain.channel import Channel
from bot.domain.consent import DncEntry, DncSource
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.recurrence import Every, Recurrence, Series
from bot.domain.roles import Role
from bot.flows.outbound.compose import ComposeRequest
from bot.flows.series import words as series_words
from bot.flows.series.change import MOVED_ON, pause, skip_next
from bot.flows.series.start import Started, start
from bot.slack.blocks.series_form import LOOK, WORDS_TOO_LONG
from tests.slack.conftest import MAYA, NOW, SAM, SMS, World
from tests.slack.test_coming import choose, labels, opened, rows, said
from tests.slack.windows import (
    appoint,
    deeds,
    fill,
    pick,
    set_field,
    submit,
    title,
    window,
    words,
)

# NOW is a Sunday, ten in the morning in New York, where Jane is.
MONDAYS = Recurrence(Every.WEEK, date(2026, 11, 23), time(11), "America/New_York", weekdays=(0,))
NEXT = datetime(2026, 11, 23, 16, tzinfo=UTC)
FORM = "Edit repeating text"


async def begun(world: World, recurrence: Recurrence = MONDAYS, **changes: Any) -> Series:
    """A text of Maya's to Jane that goes every Monday."""
    template = changes.pop("template_id", "")
    wish = ComposeRequest(
        "view:s", MAYA, SMS.channel, SMS.address, "Your pills", new_number="+12025550123", new_name="Jane Doe"
    )
    wish = replace(wish, **changes)
    started = await start(world.ctx, world.deps.workspace_id, wish, recurrence, template_id=template)
    assert isinstance(started, Started), started
    return await kept(world, started.series_id)


async def kept(world: World, series_id: str) -> Series:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        found = await uow.series.get(series_id)
    assert found
    return found


async def edited(world: World, recurrence: Recurrence = MONDAYS, **changes: Any) -> Series:
    """The window, opened from the list of the client's card."""
    series = await begun(world, recurrence, **changes)
    await opened(world)
    await choose(world, "Edit…")
    assert title(world) == FORM
    return series


def held(world: World, block: str) -> dict[str, Any]:
    """What stands in a field."""
    return dict(window(world).state[block][block])


async def test_it_shows_when_it_goes_now(world: World) -> None:
    await edited(world, replace(MONDAYS, interval=2, until=date(2027, 3, 1), count=7))
    assert held(world, "series_every")["selected_option"]["value"] == "week"
    assert held(world, "series_interval")["value"] == "2"
    assert [each["value"] for each in held(world, "series_on")["selected_options"]] == ["0"]
    assert held(world, "series_starts")["selected_date"] == "2026-11-23"
    assert held(world, "series_at")["selected_time"] == "11:00"
    assert held(world, "series_until")["selected_date"] == "2027-03-01"
    assert held(world, "series_count")["value"] == "7"
    assert held(world, "body")["value"] == "Your pills"
    assert "The next one stays: it goes on Mon, Nov 23, 2026 at 11:00 AM (New York time)." in words(world)


async def test_its_next_three_times_are_shown_on_both_clocks_before_anything_is_kept(world: World) -> None:
    series = await edited(world)
    await pick(world, "series_on", "1", "3")
    await set_field(world, "series_at", selected_time="14:30")
    shown = words(world)
    assert "*Every Tuesday and Thursday at 2:30 PM (New York time).*" in shown
    for day, number in (("Tuesday", 24), ("Thursday", 26)):
        at = int(datetime(2026, 11, number, 19, 30, tzinfo=UTC).timestamp())
        assert f"• {day}, Nov {number}, 2026, 2:30 PM New York time; for you <!date^{at}^" in shown
    assert shown.count("New York time; for you") == 3
    assert (
        "The next one does not go on Mon, Nov 23, 2026 at 11:00 AM (New York time): "
        "it goes on Tue, Nov 24, 2026 at 2:30 PM (New York time) instead."
    ) in shown
    assert await kept(world, series.id) == series
    assert await submit(world) == {}
    assert title(world) == "Coming up"
    assert said(world).startswith("Changed. Every Tuesday and Thursday at 2:30 PM (New York time).")
    assert "Every Tuesday and Thursday at 2:30 PM" in rows(world)[0]
    changed = await kept(world, series.id)
    assert (changed.recurrence.weekdays, changed.recurrence.at) == ((1, 3), time(14, 30))
    assert changed.next_at == datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    assert (await deeds(world))[0].action == "series_changed"


async def test_a_place_in_the_month_is_chosen_and_what_is_left_out_is_said(world: World) -> None:
    series = await edited(world)
    await pick(world, "series_every", "month")
    assert "The 23rd: the day of its first time" in words(world)
    assert "series_on" not in window(world).state
    assert "*Every month on the 23rd at 11:00 AM (New York time).*" in words(world)
    await pick(world, "series_place", "5:0")
    assert "*Every month on the fifth Monday at 11:00 AM (New York time).*" in words(world)
    assert ":warning: Months without a fifth Monday are left out." in words(world)
    await pick(world, "series_place", "-1:")
    assert "*Every month on the last day at 11:00 AM (New York time).*" in words(world)
    assert await submit(world) == {}
    changed = await kept(world, series.id)
    assert (changed.recurrence.nth, changed.recurrence.weekdays) == (-1, ())
    assert changed.next_at == datetime(2026, 11, 30, 16, tzinfo=UTC)


async def test_what_cannot_be_is_said_at_its_field(world: World) -> None:
    series = await edited(world)
    await set_field(world, "series_until", selected_date="2026-11-01")
    sentence = "The last day is before the first one. Choose a later one."
    assert sentence in words(world)
    assert await submit(world) == {"series_until": sentence}
    await set_field(world, "series_until", selected_date=None)
    await fill(world, series_interval="0")
    assert "Choose a number from 1 to 99." in words(world)
    assert set(await submit(world)) == {"series_interval"}
    await fill(world, series_interval="1")
    await fill(world, series_count="1000")
    assert set(await submit(world)) == {"series_count"}
    await fill(world, series_count="")
    await pick(world, "series_on")
    assert "Choose at least one day of the week." in words(world)
    assert set(await submit(world)) == {"series_on"}
    await pick(world, "series_on", "0")
    for past_or_far in ("2026-11-21", "2028-12-01"):
        await set_field(world, "series_starts", selected_date=past_or_far)
        assert set(await submit(world)) == {"series_starts"}
    assert await kept(world, series.id) == series


async def test_what_the_gate_refuses_is_said_in_the_form_and_changes_nothing(world: World) -> None:
    series = await edited(world)
    await set_field(world, "series_at", selected_time="12:00")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.dnc.add([DncEntry("+12025550123", Channel.SMS, DncSource.STOP, "", None, NOW)])
    assert set(await submit(world)) == {"body"}
    assert await kept(world, series.id) == series


async def test_words_and_times_are_changed_together(world: World) -> None:
    series = await edited(world)
    await fill(world, body="Your drops")
    await set_field(world, "series_at", selected_time="12:00")
    assert held(world, "body")["value"] == "Your drops"
    assert await submit(world) == {}
    assert "Its words are new." in said(world)
    assert (await kept(world, series.id)).body == "Your drops"


async def test_saved_as_it_is_nothing_is_changed(world: World) -> None:
    series = await edited(world)
    assert await submit(world) == {}
    assert said(world) == series_words.UNCHANGED
    assert await kept(world, series.id) == series
    assert "series_changed" not in [deed.action for deed in await deeds(world)]


async def test_what_was_not_shown_yet_is_shown_before_it_is_kept(world: World) -> None:
    """Somebody presses Save before the form was drawn anew."""
    series = await edited(world)
    window(world).state["series_at"]["series_at"]["selected_time"] = "15:00"
    assert await submit(world) == {}
    assert title(world) == FORM
    assert LOOK in words(world)
    assert "at 3:00 PM (New York time)" in words(world)
    assert await kept(world, series.id) == series
    assert await submit(world) == {}
    assert (await kept(world, series.id)).recurrence.at == time(15)


async def test_once_the_next_time_has_gone_it_is_looked_at_again(world: World) -> None:
    series = await edited(world)
    await skip_next(world.ctx, world.deps.workspace_id, series.id, MAYA)
    await set_field(world, "series_at", selected_time="15:00")
    assert MOVED_ON in words(world)
    assert await submit(world) == {"body": MOVED_ON}
    assert (await kept(world, series.id)).recurrence == MONDAYS


async def test_what_is_paused_stays_so(world: World) -> None:
    series = await begun(world)
    await pause(world.ctx, world.deps.workspace_id, series.id, MAYA)
    await opened(world)
    assert labels(world)[0] == "Edit…"
    await choose(world, "Edit…")
    await set_field(world, "series_at", selected_time="15:00")
    assert series_words.STAYS_PAUSED in words(world)
    assert await submit(world) == {}
    assert series_words.STAYS_PAUSED in said(world)


async def test_of_a_template_only_the_times_are_changed(world: World) -> None:
    template = MessageTemplate("T" * 26, "Hello", Reach.ALL, (Variant("", "Hello {{ first_name }}"),), 1, NOW)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.message_templates.add(template)
    series = await edited(world, body="", template_id=template.id)
    assert "body" not in window(world).state
    await set_field(world, "series_at", selected_time="15:00")
    assert await submit(world) == {}
    assert (await kept(world, series.id)).recurrence.at == time(15)


async def test_words_that_no_field_holds_stay_as_they_are(world: World) -> None:
    series = await begun(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.series.change(replace(series, body="x" * 3500))
    await opened(world)
    await choose(world, "Edit…")
    assert WORDS_TOO_LONG in words(world)
    assert "body" not in window(world).state


async def test_who_may_not_change_it_is_told_so(world: World) -> None:
    await begun(world)
    await opened(world, SAM)
    await choose(world, "Edit…", user=SAM)
    assert title(world, SAM) == "Coming up"
    assert said(world, SAM) == series_words.NOT_YOURS


async def test_who_may_not_any_more_when_they_save_is_told_so(world: World) -> None:
    series = await begun(world)
    await appoint(world, SAM, Role.MANAGER)
    await opened(world, SAM)
    await choose(world, "Edit…", user=SAM)
    await appoint(world, SAM, Role.SENDER)
    assert await submit(world, SAM) == {"body": series_words.NOT_YOURS}
    assert await kept(world, series.id) == series
