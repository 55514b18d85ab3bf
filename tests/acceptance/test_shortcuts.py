"""The shortcuts in the menu of every message, over the whole program."""

import pytest

from bot.sandbox.slack.modals.view import View
from tests.acceptance.people import MAYA, PRIYA, SAM, SMS, WHATSAPP, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def bot_env() -> dict[str, str]:
    # Longer than any wait in the tests: what goes goes because the clock was moved.
    return {"UNDO_SECONDS": "60"}


async def use(desk: Desk, user: str, ts: str, name: str, channel: str = "") -> None:
    assert await desk.people.message_shortcut(user, channel or desk.inbox, ts, name)


async def opened(desk: Desk, user: str) -> View:
    view: View = await eventually(lambda: desk.people.open_view(user), "a window opens")
    return view


async def close(desk: Desk, user: str) -> None:
    view = desk.people.open_view(user)
    assert view
    await desk.people.close_view(user, view.id)


async def test_reply_with_goes_to_the_thread_s_client_by_its_channel(desk: Desk) -> None:
    phone = desk.newcomer()
    root = await desk.in_touch(phone)
    question = await desk.in_thread(root, "I have a question")
    await use(desk, SAM, question.ts, "reply_with")
    view = await opened(desk, SAM)
    assert view.state["channel"]["compose_channel"]["selected_option"]["value"] == "whatsapp"
    assert "I have a question" in str(next(b for b in view.blocks if b["block_id"] == "quote"))
    await desk.people.type_text(SAM, view.id, "body", "compose_body", "What is it about?")
    assert (await desk.submit(SAM, view)).ok
    assert await desk.delivered(phone, 1, WHATSAPP) == ["What is it about?"]
    await desk.in_thread(root, "What is it about?")


async def test_a_message_in_its_undo_window_becomes_a_note(shared: Program, desk: Desk) -> None:
    phone = desk.newcomer()
    root = await desk.in_touch(phone)
    rash = desk.reply(MAYA, root, "She asks that every single time")
    await use(desk, MAYA, rash.ts, "make_note")
    await desk.hears(MAYA, "It is a note now")
    await desk.marked(rash, "lock")
    kept = desk.reply(MAYA, root, "Of course, come by any time")
    await desk.marked(kept, "hourglass_flowing_sand")
    shared.fast_forward(minutes=2)
    assert await desk.delivered(phone, 1) == ["Of course, come by any time"]
    await desk.marked(kept, "white_check_mark")
    await use(desk, MAYA, kept.ts, "make_note")
    await desk.hears(MAYA, "Too late: the client has this already")
    assert "lock" not in desk.reactions(kept)


async def test_what_its_author_is_asked_about_becomes_a_note(shared: Program, desk: Desk) -> None:
    phone = desk.newcomer()
    root = await desk.in_touch(phone)
    asked = desk.reply(MAYA, root, "@Sam Whitfield can you look at her file?")
    await desk.marked(asked, "raised_hand")
    await use(desk, MAYA, asked.ts, "make_note")
    await desk.marked(asked, "lock")
    shared.fast_forward(minutes=2)
    await eventually(lambda: shared.twilio.idle, "all is sent")
    assert phone.texts(WHATSAPP) == []


async def test_client_card_opens_from_any_message_in_the_thread(desk: Desk) -> None:
    phone = desk.newcomer()
    root = await desk.in_touch(phone)
    question = await desk.in_thread(root, "I have a question")
    for ts in (root, question.ts):
        await use(desk, PRIYA, ts, "client_card")
        assert phone.shown in str((await opened(desk, PRIYA)).blocks)
        await close(desk, PRIYA)


async def test_retry_on_the_message_and_on_the_post_that_says_that_it_failed(
    shared: Program, desk: Desk
) -> None:
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    shared.twilio.faults.fail_next("create", code=21408)
    reply = desk.reply(MAYA, root, "Your order is here")
    await desk.marked(reply, "hourglass_flowing_sand")
    shared.fast_forward(minutes=2)
    failure = await desk.in_thread(root, "did not reach the client")
    await use(desk, MAYA, failure.ts, "retry_text")
    await desk.hears(MAYA, "Sending it again now.")
    assert await desk.delivered(phone, 1, SMS) == ["Your order is here"]
    await use(desk, MAYA, failure.ts, "retry_text")
    await desk.hears(MAYA, "Somebody has sent it again already.")
    await desk.marked(reply, "white_check_mark")
    await use(desk, MAYA, reply.ts, "retry_text")
    await desk.hears(MAYA, "This has not failed")
    assert phone.texts(SMS) == ["Your order is here"]


async def test_outside_of_a_client_s_thread_each_says_so(shared: Program, desk: Desk) -> None:
    general = shared.slack.workspace.channel_named("#general").id
    ts = desk.people.post(MAYA, general, "Lunch?")
    for name in ("reply_with", "schedule_reply", "make_note", "client_card", "retry_text"):
        await use(desk, MAYA, ts, name, general)
        assert "does not stand in a client's thread" in str((await opened(desk, MAYA)).blocks)
        await close(desk, MAYA)
