"""At night: the form schedules, a reply waits, and who may sends anyway, with a reason."""

from collections.abc import AsyncIterator
from datetime import time
from typing import Any

import pytest
import pytest_asyncio

from bot.domain.roles import Role
from bot.sandbox.slack.models import Message
from tests.acceptance.people import MAYA, PRIYA, SAM, SMS, WHATSAPP, Desk, PhoneUser
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def managers(shared: Program) -> AsyncIterator[None]:
    """Maya is a manager; Sam and Priya are what everybody is."""
    await shared.promote(MAYA, Role.MANAGER)
    yield


async def in_touch_by_day(program: Program, desk: Desk) -> tuple[PhoneUser, str]:
    """A client who wrote by day; then it is ten in the evening."""
    program.fast_forward_to(time(10))
    client = desk.newcomer()
    root = await desk.in_touch(client)
    program.fast_forward_to(time(22))
    return client, root


def submit_label(view: Any) -> str:
    return str(view.submit["text"])


def said_in(view: Any) -> str:
    return str(view.blocks)


async def told_of_hold(desk: Desk, user: str, root: str, text: str) -> tuple[Message, Message]:
    """A reply at night, and what its author is told."""
    reply = desk.reply(user, root, text)
    await desk.marked(reply, "hourglass_flowing_sand")
    return reply, await desk.notice(user, "Held until 8:00 AM")


async def test_the_form_schedules_and_thread_and_card_say_until_when(shared: Program, desk: Desk) -> None:
    client, root = await in_touch_by_day(shared, desk)
    view = await desk.open_form(SAM, "/whatsapp", f"{client.number} Your results are in")
    assert submit_label(view) == "Schedule for 8:00 AM"
    assert "*Held until 8:00 AM the client's time (New York, tomorrow)*, <!date^" in said_in(view)
    assert "A manager can send it anyway." in said_in(view)
    assert "Send anyway" not in said_in(view)
    assert (await desk.submit(SAM, view)).ok
    assert "is scheduled: it is held until 8:00 AM" in await desk.hears(SAM, "is scheduled")
    post = await desk.in_thread(root, "Your results are in")
    assert "scheduled this by WhatsApp" in str(post.blocks)
    assert "*When it goes:* <!date^" in str(post.blocks)
    await eventually(lambda: "*Next text:* <!date^" in desk.said(root), "the card says what is next")
    assert client.texts(WHATSAPP) == []
    shared.fast_forward_to(time(8))
    assert await desk.delivered(client, 1) == ["Your results are in"]
    await eventually(lambda: "Next text" not in desk.said(root), "nothing is next any more")


async def test_a_held_reply_is_taken_back_by_its_button(shared: Program, desk: Desk) -> None:
    client, root = await in_touch_by_day(shared, desk)
    reply, notice = await told_of_hold(desk, SAM, root, "You owe us five hundred")
    assert desk.buttons(notice) == ["Cancel it"]
    assert notice.thread_ts == root
    await desk.press(SAM, notice, "cancel_held")
    taken_back = await desk.notice(SAM, "Taken back: the client gets nothing.")
    assert (taken_back.ts, desk.buttons(taken_back)) == (notice.ts, [])
    await desk.marked(reply, "wastebasket")
    shared.fast_forward_to(time(8))
    await desk.marked(desk.reply(SAM, root, "Good morning"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Good morning"]


async def test_a_manager_sends_a_held_reply_now_with_a_reason(shared: Program, desk: Desk) -> None:
    client, root = await in_touch_by_day(shared, desk)
    reply, notice = await told_of_hold(desk, MAYA, root, "The door code is on your card")
    assert desk.buttons(notice) == ["Cancel it", "Send now anyway"]
    await desk.press(MAYA, notice, "send_now_anyway")
    assert (await desk.give_reason(MAYA, "They stand before the door")).ok
    gone = await desk.notice(MAYA, "It goes now. Your reason is kept in the audit.")
    assert (gone.ts, desk.buttons(gone)) == (notice.ts, [])
    await desk.marked(reply, "white_check_mark")
    assert client.texts(WHATSAPP) == ["The door code is on your card"]
    deeds = [deed for deed in await shared.audit("overridden") if deed.actor == MAYA]
    assert deeds[-1].detail == {"codes": ["quiet_hours"], "why": "They stand before the door"}


async def test_a_manager_sends_at_night_from_the_form(shared: Program, desk: Desk) -> None:
    client, _ = await in_touch_by_day(shared, desk)
    view = await desk.open_form(MAYA, "/whatsapp", f"{client.number} Come in by the back door")
    tick = {"selected_options": [{"value": "anyway"}]}
    await desk.people.choose(MAYA, view.id, "override:quiet_hours", "compose_override", tick)
    ticked = await eventually(lambda: "It goes anyway" in said_in(desk.people.open_view(MAYA)), "drawn anew")
    assert ticked
    view = desk.people.open_view(MAYA)
    assert submit_label(view) == "Send"
    desk.typed.append("The front door is broken")
    await desk.people.type_text(MAYA, view.id, "why", "compose_why", "The front door is broken")
    assert (await desk.people.submit(MAYA, view.id)).ok
    assert await desk.delivered(client, 1) == ["Come in by the back door"]


async def test_a_sender_who_becomes_a_viewer_meanwhile_is_not_believed(shared: Program, desk: Desk) -> None:
    client, root = await in_touch_by_day(shared, desk)
    await shared.promote(PRIYA, Role.MANAGER)
    _, notice = await told_of_hold(desk, PRIYA, root, "Open up, please")
    await desk.press(PRIYA, notice, "send_now_anyway")
    await shared.promote(PRIYA, Role.SENDER)
    assert (await desk.give_reason(PRIYA, "I was a manager a moment ago")).ok
    assert "your role does not let you" in await desk.hears(PRIYA, "Nothing was changed")
    assert client.texts(WHATSAPP) == []


async def test_a_new_client_by_sms_is_scheduled_too(shared: Program, desk: Desk) -> None:
    shared.fast_forward_to(time(22))
    client = desk.newcomer()
    await desk.text(SAM, "/sms", f"{client.number} Welcome to the clinic", name="Nora Night")
    assert "8:00 AM Nora Night's time (New York, tomorrow)" in await desk.hears(SAM, "Nora Night")
    shared.fast_forward_to(time(8))
    assert len(await desk.delivered(client, 1, SMS)) == 1
