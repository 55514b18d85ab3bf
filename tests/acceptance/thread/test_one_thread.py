"""One permanent thread per client: its card, and where it goes on after a long silence or when it is gone."""

import pytest

from bot.sandbox.slack.models import Channel
from tests.acceptance.people import MAYA, OUR_SMS, SAM, SMS, WHATSAPP, Desk
from tests.acceptance.thread import card
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


def link_to(root: str) -> str:
    """What the address of a message ends with."""
    return f"p{root.replace('.', '')}"


async def fresh_card(desk: Desk, shown: str, *old: str) -> str:
    """The ts of a client's card that is none of the old ones."""

    def find() -> str:
        found = [m.ts for m in desk.all_messages() if not m.is_reply and shown in m.text and m.ts not in old]
        assert len(found) <= 1, found
        return found[0] if found else ""

    ts: str = await eventually(find, "a fresh card stands")
    return ts


async def test_there_is_one_thread_whatever_the_channel(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    client.write("And now by WhatsApp", WHATSAPP)
    await desk.in_thread(root, "And now by WhatsApp")
    await desk.text(MAYA, "/sms", f"{client.number} From the form")
    await desk.in_thread(root, "From the form")
    cards = [m for m in desk.all_messages() if not m.is_reply and client.shown in m.text]
    assert [m.ts for m in cards] == [root]


async def test_the_card_says_who_it_is_and_where_things_stand(desk: Desk) -> None:
    client, root = await card.known(desk, MAYA, "Cara Card")
    desk.reply(MAYA, root, "Hello Cara")
    await card.says(desk, root, holds="*delivered*")
    said = desk.said(root)
    for fact in ("Cara Card", client.shown, f"*Owner:* <@{MAYA}>", "*Consent*", "*WhatsApp:* your own words"):
        assert fact in said, fact
    assert card.buttons(desk, root) == [
        "Message",
        "Template",
        "Schedule",
        "Remind",
        "Release",
        "Close",
        "Pause relay",
    ]


async def test_after_a_long_silence_it_goes_on_under_a_fresh_card_linked_both_ways(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer("Silas Silent")
    old = await desk.in_touch(client)
    desk.reply(MAYA, old, "Come by any time")
    await desk.delivered(client, 1)
    client.write("My card is 4111 1111 1111 1111", WHATSAPP)
    await desk.in_thread(old, "My card is")
    await card.says(desk, old, holds="*delivered*")
    shared.fast_forward(days=20)
    client.write("It has been a while", WHATSAPP)

    new = await fresh_card(desk, "Silas Silent", old)
    await desk.in_thread(new, "It has been a while")
    here, text, *_ = desk.thread(new)
    assert "This conversation goes on here after 20 days of silence." in here.text
    assert link_to(old) in str(here.blocks)
    assert "I have a question" in str(here.blocks)
    assert "Come by any time" in str(here.blocks)
    assert f"<@{MAYA}> by WhatsApp" in str(here.blocks)
    assert "4111" not in str(here.blocks)
    assert "It has been a while" not in str(here.blocks)
    assert text.username == "Silas Silent"

    left = await desk.in_thread(old, "goes on in a new thread")
    assert link_to(new) in str(left.blocks)
    await card.says(desk, old, holds="goes on under a newer card", lacks="Message")
    assert link_to(new) in desk.said(old)
    assert card.buttons(desk, old) == []


async def test_a_reply_under_the_old_card_goes_and_the_new_thread_tells_of_it(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer("Otto Older")
    old = await desk.in_touch(client)
    shared.fast_forward(days=15)
    client.write("Me again", WHATSAPP)
    new = await fresh_card(desk, "Otto Older", old)
    await desk.in_thread(old, "goes on in a new thread")
    reply = desk.reply(SAM, old, "Still typing over here")
    assert await desk.delivered(client, 1) == ["Still typing over here"]
    await desk.marked(reply, "white_check_mark")
    told = await desk.notice(SAM, "goes on in a newer thread")
    assert link_to(new) in str(told.blocks)
    elsewhere = await desk.in_thread(new, "in an older thread of this conversation")
    assert link_to(reply.ts) in str(elsewhere.blocks)
    assert f"<@{SAM}>" in str(elsewhere.blocks)


async def test_a_held_reply_let_go_after_a_fresh_card_is_told_of_in_the_new_thread(
    shared: Program, desk: Desk
) -> None:
    client, old = await card.known(desk, MAYA, "Hedda Held")
    reply = desk.reply(SAM, old, "I can take this one")
    asked = await desk.notice(SAM, "looks after Hedda Held")
    shared.fast_forward(days=15)
    client.write("Me again", WHATSAPP)
    new = await fresh_card(desk, "Hedda Held", old)
    await desk.press(SAM, asked, "send_held")
    assert await desk.delivered(client, 1) == ["I can take this one"]
    elsewhere = await desk.in_thread(new, "in an older thread of this conversation")
    assert link_to(reply.ts) in str(elsewhere.blocks)


async def test_a_text_from_the_form_ends_the_silence_too(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    old = await desk.in_touch(client, SMS)
    shared.fast_forward(days=15)
    await desk.text(MAYA, "/sms", f"{client.number} How have you been?")
    new = await fresh_card(desk, client.shown, old)
    await desk.in_thread(new, "How have you been?")
    await desk.in_thread(old, "goes on in a new thread")


async def test_in_place_of_a_deleted_card_a_fresh_one_tells_what_was_said(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer("Dora Deleted")
    old = await desk.in_touch(client)
    reply = desk.reply(MAYA, old, "We are here for you")
    await desk.marked(reply, "white_check_mark")
    shared.slack.faults.delete_message(desk.inbox, old)
    new = await fresh_card(desk, "Dora Deleted", old)
    here = await desk.in_thread(new, "The card of this conversation was deleted")
    assert "We are here for you" in str(here.blocks)
    # What is left of the old thread is found by a reply that still stands in it.
    assert link_to(reply.ts) in str(here.blocks)


async def test_out_of_an_archived_channel_it_goes_on_in_the_inbox(shared: Program, desk: Desk) -> None:
    workspace = shared.slack.workspace
    members = list(workspace.channels[desk.inbox].members)
    workspace.channels["C0DESK"] = Channel("C0DESK", "desk", "channel", members, created=1)
    answer = await desk.people.command(MAYA, desk.inbox, "/messaging", "settings")
    assert answer.ok
    menu = await card.form(desk, MAYA)
    assert await desk.people.click(MAYA, menu.id, "page:routing", "settings_open")
    page = desk.people.open_view(MAYA)
    assert page
    picked = {"selected_conversation": "C0DESK"}
    assert await desk.people.choose(MAYA, page.id, "channel", "channel", picked)
    sender = {"selected_option": {"value": OUR_SMS}}
    assert await desk.people.choose(MAYA, page.id, "sender", "sender", sender)
    assert (await desk.people.submit(MAYA, page.id)).ok
    await desk.people.close_view(MAYA, menu.id, everything=True)

    client = desk.newcomer()
    client.write("Is the desk there?", SMS)
    at_desk = Desk(shared)
    at_desk.inbox = "C0DESK"
    old = await at_desk.thread_of(client.shown)
    await at_desk.in_thread(old, "Is the desk there?")
    shared.slack.faults.archive("C0DESK")
    client.write("Where have you gone?", SMS)
    new = await desk.thread_of(client.shown)
    await desk.in_thread(new, "Where have you gone?")
    here = await desk.in_thread(new, "its channel cannot be used any more")
    assert "Until now it stood in <#C0DESK>" in str(here.blocks)
    assert "<#C0DESK> cannot be used any more" in await desk.hears_directly(MAYA, "cannot be used any more")
    desk.reply(SAM, new, "We moved over here")
    assert await desk.delivered(client, 1, SMS) == ["We moved over here"]
