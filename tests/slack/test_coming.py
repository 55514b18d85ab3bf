"""The list of what is to come, as a person works with it in Slack."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.conversation import Card
from bot.domain.recurrence import Every, Recurrence
from bot.domain.scheduling import PAST
from bot.domain.upcoming import NextUp, Which
from bot.domain.waiting import Waiting
from bot.flows.coming.listing import PAGE
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.reschedule import NOT_YOURS
from bot.flows.series.start import Started, start
from bot.sandbox.slack.blocks.check import checked_view
from bot.slack.blocks import card_actions, coming
from bot.slack.blocks.coming import coming_view
from bot.slack.listeners.actions.coming.row import read_value
from bot.slack.threads import SlackThreads
from tests.slack.coming_windows import LONGEST_PAGE, TURNED
from tests.slack.conftest import GENERAL, MAYA, NOW, SAM, SMS, World
from tests.slack.windows import command, fill, press, submit, title, window, words

TOMORROW = NOW + timedelta(days=1)
NUMBER = "+12025550123"


async def scheduled(world: World, body: str = "See you", at: datetime = TOMORROW, user: str = MAYA) -> str:
    """A text for later; its id."""
    wish = ComposeRequest(
        f"view:{body}", user, SMS.channel, SMS.address, body, new_number=NUMBER, new_name="Jane Doe"
    )
    composed = await compose(world.ctx, world.deps.workspace_id, replace(wish, send_at=at))
    assert isinstance(composed, Composed), composed
    return composed.message_id


async def daily(world: World) -> None:
    """A text that goes every day."""
    wish = ComposeRequest("view:d", MAYA, SMS.channel, SMS.address, "Your pills", new_number=NUMBER)
    recurrence = Recurrence(Every.DAY, date(2026, 11, 22), time(11), "America/New_York")
    assert isinstance(await start(world.ctx, world.deps.workspace_id, wish, recurrence), Started)


async def opened(world: World, user: str = MAYA) -> None:
    """The list, from the button on Jane's card."""
    client = await world.add_client()
    shown = Card("V1", client, next_text=Waiting(TOMORROW))
    root = await SlackThreads(world.client).post_root(GENERAL, shown, "card")
    assert await world.slack.people.click(user, (GENERAL, root), "card", card_actions.COMING_UP)
    assert title(world, user) == "Coming up"


def rows(world: World, user: str = MAYA) -> list[str]:
    """The texts of the rows."""
    return [block["text"]["text"] for block in window(world, user).blocks if block.get("accessory")]


def labels(world: World, place: int = 0, user: str = MAYA) -> list[str]:
    """What the menu of a row offers."""
    menu = [block for block in window(world, user).blocks if block.get("accessory")][place]["accessory"]
    return [each["text"]["text"] for each in menu["options"]]


async def choose(world: World, label: str, place: int = 0, user: str = MAYA) -> None:
    """Choose in the menu of a row."""
    view = window(world, user)
    row = [block for block in view.blocks if block.get("accessory")][place]
    option = next(each for each in row["accessory"]["options"] if each["text"]["text"].startswith(label))
    chosen = {"selected_option": option}
    assert await world.slack.people.choose(user, view.id, row["block_id"], coming.ROW, chosen)


def said(world: World, user: str = MAYA) -> str:
    """What stands at the top."""
    first = window(world, user).blocks[0]
    return str(first["text"]["text"]) if first["block_id"] == "said" else ""


async def test_the_card_opens_the_list_of_its_client(world: World) -> None:
    await scheduled(world)
    await daily(world)
    await opened(world)
    series, text = rows(world)
    assert "<!date^" in text
    assert "*Jane Doe*" in text
    assert "> See you" in text
    assert f"SMS · by <@{MAYA}>" in text
    assert "Every day at 11:00 AM" in series
    assert labels(world, 1) == ["Edit words…", "Move…", "Pause", "Send now", "Cancel: it does not go"]
    assert labels(world, 0)[-1] == "End: it goes no more"


async def test_paused_resumed_and_cancelled_in_the_menu_and_said_at_the_top(world: World) -> None:
    await scheduled(world)
    await opened(world)
    await choose(world, "Pause")
    assert said(world).startswith("Paused")
    assert f"*Paused* by <@{MAYA}>" in rows(world)[0]
    assert "Resume" in labels(world)
    await choose(world, "Resume")
    assert said(world).startswith("Resumed")
    await choose(world, "Cancel")
    assert said(world).startswith("Taken back")
    assert rows(world) == []
    assert "Nothing is to come for this client" in words(world)


async def test_sent_now_from_the_menu(world: World) -> None:
    await scheduled(world)
    await opened(world)
    await choose(world, "Send now")
    assert said(world) == "It goes now."


async def test_other_words_are_typed_in_a_form_on_top(world: World) -> None:
    await scheduled(world)
    await opened(world)
    await choose(world, "Edit words")
    assert title(world) == "Edit words"
    await fill(world, body="x" * 1600)
    await fill(world, body="See you at 10")
    assert await submit(world) == {}
    assert title(world) == "Coming up"
    assert said(world) == "Its words are changed."
    assert "> See you at 10" in rows(world)[0]


async def test_another_time_is_chosen_in_a_form_on_top(world: World) -> None:
    await scheduled(world)
    await opened(world)
    await choose(world, "Move")
    held = window(world).state["at"]["at"]["selected_date_time"]
    assert held == int(TOMORROW.timestamp())

    async def at(moment: datetime | None) -> None:
        value = {"selected_date_time": int(moment.timestamp()) if moment else None}
        assert await world.slack.people.choose(MAYA, window(world).id, "at", "at", value)

    await at(NOW - timedelta(hours=1))
    assert await submit(world) == {"at": PAST}
    await at(None)
    assert (await submit(world))["at"].startswith("Choose a day and a time")
    await at(TOMORROW + timedelta(days=1))
    assert await submit(world) == {}
    assert said(world) == "It goes at the new time."


async def test_resumed_too_late_it_asks_for_a_new_time(world: World) -> None:
    await scheduled(world)
    await opened(world)
    await choose(world, "Pause")
    world.later(days=2)
    await choose(world, "Resume")
    assert title(world) == "Move"
    assert "Its time is past by now" in words(world)


async def test_who_may_not_is_told_at_the_top_and_cannot_read_it(world: World) -> None:
    await scheduled(world)
    await opened(world, SAM)
    assert "See you" not in rows(world, SAM)[0]
    await choose(world, "Pause", user=SAM)
    assert said(world, SAM) == NOT_YOURS
    for label in ("Edit", "Move"):
        await choose(world, label, user=SAM)
        assert title(world, SAM) == "Coming up"
        assert said(world, SAM).startswith("Nothing was changed")


async def test_pages_are_turned_there_and_back(world: World) -> None:
    for place in range(PAGE + 2):
        await scheduled(world, f"Text {place}", TOMORROW + timedelta(minutes=place))
    await opened(world)
    assert len(rows(world)) == PAGE
    await press(world, "pages", coming.NEXT)
    assert ["Text 8" in rows(world)[0], len(rows(world))] == [True, 2]
    assert coming.NEXT not in words(world)
    await choose(world, "Pause", 1)
    assert said(world).startswith("Paused")
    await press(world, "pages", coming.PREVIOUS)
    assert "Text 0" in rows(world)[0]
    assert coming.PREVIOUS not in words(world)


async def test_the_command_lists_mine_everybody_s_and_one_client_s(world: World) -> None:
    await scheduled(world, user=SAM)
    await command(world, MAYA, "/schedule", "list")
    assert "Nothing of yours is to come" in words(world)
    everyone = {"selected_option": {"value": "all"}}
    assert await world.slack.people.choose(
        MAYA, window(world).id, f"which:{Which.MINE.value}", coming.WHICH, everyone
    )
    assert len(rows(world)) == 1
    await command(world, SAM, "/schedule", "all")
    assert len(rows(world, SAM)) == 1


async def test_the_command_lists_one_client_s(world: World) -> None:
    await scheduled(world)
    await command(world, MAYA, "/schedule", "Jane Doe list")
    assert title(world) == "Coming up"
    assert len(rows(world)) == 1


async def test_a_list_for_nobody_is_a_text_to_schedule(world: World) -> None:
    await command(world, MAYA, "/schedule", "Nobody At All list")
    assert title(world) != "Coming up"


def test_the_longest_rows_and_pages_call_nobody() -> None:
    shown = str(checked_view(coming_view(LONGEST_PAGE, TURNED, "Done. " * 100), "modal"))
    assert "<!channel>" not in shown
    assert "<!here>" not in shown


def test_what_is_no_option_of_ours_is_none() -> None:
    assert read_value("") is None
    assert read_value("burn:text:1:") is None
    assert read_value("pause:text::") is None


def test_the_card_tells_what_comes_next_by_itself() -> None:
    from bot.slack.blocks.card import card
    from tests.slack.blocks.test_card import client

    shown = str(card(Card("V1", client(), next_up=NextUp(NOW, "Appointment reminder", 3))).blocks)
    assert ":bell: *Next:* <!date^" in shown
    assert ", Appointment reminder (+3 more)" in shown
    assert card_actions.COMING_UP in shown
    assert card_actions.COMING_UP not in str(card(Card("V1", client())).blocks)
