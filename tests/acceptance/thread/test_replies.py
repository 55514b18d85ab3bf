"""What is written in a thread: a reply can be undone, a note stays inside, and when in doubt one is asked."""

import pytest

from tests.acceptance.people import MAYA, PRIYA, SAM, WHATSAPP, Desk
from tests.acceptance.thread import card
from tests.support.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_of_a_text_that_has_gone_a_correction_can_be_sent(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    reply = desk.reply(MAYA, root, "Come at five in the morning")
    await desk.marked(reply, "white_check_mark")
    desk.people.edit(MAYA, desk.inbox, reply.ts, "Come at five in the afternoon")
    told = await desk.notice(MAYA, "The client still has the original")
    assert desk.buttons(told) == ["Send correction"]
    await desk.press(MAYA, told, "send_correction")
    assert "Come at five in the afternoon" in str((await card.form(desk, MAYA)).blocks)
    await card.submit(desk, MAYA)
    got = await desk.delivered(client, 2)
    assert got == ["Come at five in the morning", "Come at five in the afternoon"]


async def test_while_the_relay_is_paused_everything_stays_inside(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    await desk.press(MAYA, desk.root(root), "card_pause")
    await card.says(desk, root, holds="*Relay paused*")
    note = desk.reply(SAM, root, "What do we tell her?")
    await desk.marked(note, "lock")
    told = await desk.notice(SAM, "somebody has paused the relay")
    assert desk.buttons(told) == ["Resume relay"]
    await desk.press(SAM, told, "resume_relay")
    await card.says(desk, root, lacks="*Relay paused*")
    await desk.marked(desk.reply(SAM, root, "Your glasses are ready"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Your glasses are ready"]
    assert desk.reactions(note) == ["lock"]


async def test_what_begins_with_a_mention_is_held_until_its_author_says(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    inside = desk.reply(MAYA, root, "@Sam Whitfield can you take this one?")
    await desk.marked(inside, "raised_hand")
    asked = await desk.notice(MAYA, "begins with a teammate's name")
    assert desk.buttons(asked) == ["Send to the client", "Keep as note"]
    await desk.press(MAYA, asked, "keep_as_note")
    await desk.marked(inside, "lock")
    outside = desk.reply(SAM, root, "@Maya Ortiz will call you at five")
    await desk.marked(outside, "raised_hand")
    assert client.texts(WHATSAPP) == []
    await desk.press(SAM, await desk.notice(SAM, "begins with a teammate's name"), "send_held")
    assert await desk.delivered(client, 1) == ["Maya Ortiz will call you at five"]
    await desk.marked(outside, "white_check_mark")


async def test_who_may_not_send_is_told_so_and_nothing_goes(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    await appoint_viewer(desk)
    reply = desk.reply(PRIYA, root, "I only look on")
    assert "A viewer cannot write to clients" in await desk.hears(PRIYA, "Not sent.")
    await desk.marked(reply, "x")
    await desk.marked(desk.reply(SAM, root, "Somebody who may"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Somebody who may"]


async def test_marks_are_added_as_a_reply_goes_its_way(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    reply = desk.reply(MAYA, root, "Watch the marks")
    await desk.marked(reply, "white_check_mark")
    # The newest of several states is what is written; what stands there is never taken away.
    before = desk.reactions(reply)
    shared.twilio.phones.read(client.number)
    await desk.marked(reply, "eyes")
    assert set(before) <= set(desk.reactions(reply))
    await card.says(desk, root, holds="*read*")
    assert [m.text for m in desk.thread(root) if m.bot_id] == [desk.thread(root)[0].text], (
        "Only a failure posts."
    )


async def appoint_viewer(desk: Desk) -> None:
    """Maya, who is an admin of the Slack workspace, makes Priya a viewer."""
    answer = await desk.people.command(MAYA, desk.inbox, "/messaging", "roles")
    assert answer.ok
    window = await card.form(desk, MAYA)
    assert await desk.people.click(MAYA, window.id, "give", "roles_give_person")
    ask = await card.form(desk, MAYA)
    assert await desk.people.choose(MAYA, ask.id, "who", "who", {"selected_user": PRIYA})
    role = {"selected_option": {"value": "viewer"}}
    assert await desk.people.choose(MAYA, ask.id, "role", "role", role)
    await card.submit(desk, MAYA)
    await desk.people.close_view(MAYA, window.id, everything=True)
