"""Changing one's mind: within the time to undo it changes what goes, afterwards one is told that it went."""

import pytest

from bot.sandbox.slack.models import Upload
from tests.acceptance.people import MAYA, OUR_WHATSAPP, SAM, WHATSAPP, Desk
from tests.support.files import picture
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def bot_env() -> dict[str, str]:
    """Time enough for a test to change its mind on a slow machine, and short enough to wait for."""
    return {"UNDO_SECONDS": "3"}


async def test_deleted_in_time_it_does_not_go(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    message = desk.reply(MAYA, root, "You owe us five hundred")
    desk.people.delete(MAYA, desk.inbox, message.ts)
    await eventually(lambda: "taken back" in desk.said(root), "the card says so")
    desk.reply(MAYA, root, "Hello, how can we help you?")
    assert await desk.delivered(client, 1) == ["Hello, how can we help you?"]


async def test_a_picture_deleted_in_time_does_not_go(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    message = desk.reply(MAYA, root, "The wrong one", Upload("wrong.jpg", picture(), "image/jpeg"))
    await desk.marked(message, "hourglass_flowing_sand")
    desk.people.delete(MAYA, desk.inbox, message.ts)
    desk.reply(MAYA, root, "The right one comes tomorrow")
    assert await desk.delivered(client, 1) == ["The right one comes tomorrow"]


async def _show_that_we_write(desk: Desk) -> None:
    """What an admin does in the settings."""
    assert (await desk.people.command(MAYA, desk.inbox, "/messaging", "settings")).ok
    menu = await eventually(lambda: desk.people.open_view(MAYA), "the settings open")
    assert await desk.people.click(MAYA, menu.id, "page:presence", "settings_open")
    page = desk.people.open_view(MAYA)
    assert page
    chosen = {"selected_options": [{"value": "show"}]}
    assert await desk.people.choose(MAYA, page.id, "rules", "rules", chosen)
    assert (await desk.people.submit(MAYA, page.id)).ok
    back = desk.people.open_view(MAYA)
    assert back
    await desk.people.close_view(MAYA, back.id)


async def test_meanwhile_the_client_sees_that_somebody_is_writing(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    phone = shared.twilio.phones.book.find(client.number)
    theirs = phone.conversations["whatsapp", OUR_WHATSAPP][-1]
    await _show_that_we_write(desk)
    message = desk.reply(MAYA, root, "We are open until six")
    await eventually(lambda: phone.typing_until, "the phone shows that somebody is writing")
    assert (theirs.direction, theirs.ticks) == ("out", "read")
    await desk.marked(message, "white_check_mark")
    assert phone.typing_until == {}
    assert client.texts(WHATSAPP) == ["We are open until six"]
    calls = [call for call in shared.twilio.calls if call.op == "typing"]
    assert len(calls) == 1


async def test_edited_in_time_the_new_words_go_and_only_those(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    message = desk.reply(MAYA, root, "Your glases are reddy")
    await desk.marked(message, "hourglass_flowing_sand")
    desk.people.edit(MAYA, desk.inbox, message.ts, "Your glasses are ready")
    await desk.marked(message, "white_check_mark")
    assert client.texts(WHATSAPP) == ["Your glasses are ready"]


async def test_edited_into_a_note_in_time_it_stays_inside(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    message = desk.reply(MAYA, root, "She still owes us for March")
    await desk.marked(message, "hourglass_flowing_sand")
    desk.people.edit(MAYA, desk.inbox, message.ts, "note: She still owes us for March")
    await desk.marked(message, "lock")
    await desk.marked(desk.reply(MAYA, root, "See you on Monday then"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["See you on Monday then"]


async def test_edited_after_it_went_the_author_is_told(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    message = desk.reply(MAYA, root, "Come at five in the morning")
    await desk.marked(message, "white_check_mark")
    desk.people.edit(MAYA, desk.inbox, message.ts, "Come at five in the afternoon")
    said = await desk.hears(MAYA, "The client still has the original")
    assert "You can send a correction." in said
    assert client.texts(WHATSAPP) == ["Come at five in the morning"]


async def test_deleted_after_it_went_the_author_is_told(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    message = desk.reply(SAM, root, "Please bring all your old glasses")
    await desk.marked(message, "white_check_mark")
    desk.people.delete(SAM, desk.inbox, message.ts)
    said = await desk.hears(SAM, "Deleted here only")
    assert "had gone to the client" in said
    assert client.texts(WHATSAPP) == ["Please bring all your old glasses"]


async def test_a_link_preview_and_a_repeated_edit_change_nothing(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    message = desk.reply(SAM, root, "Our map: https://example.com/map")
    shared.slack.faults.unfurl(desk.inbox, message.ts)
    await desk.marked(message, "white_check_mark")
    shared.slack.faults.unfurl(desk.inbox, message.ts)
    await shared.slack.settle()
    await desk.marked(desk.reply(SAM, root, "See you there on Friday"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Our map: https://example.com/map", "See you there on Friday"]
    assert "original" not in desk.told(SAM)
