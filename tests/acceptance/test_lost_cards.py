"""A client's card is deleted: a new one takes its place, and the conversation goes on there, whole."""

import aiohttp
import pytest

from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk, PhoneUser
from tests.acceptance.private import BotLog
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

GONE_ON = "The card of this conversation was deleted, so it goes on here."


async def new_card(desk: Desk, shared: Program, phone: PhoneUser, old: str) -> str:
    """The ts of the card that stands in the old one's place."""

    def find() -> str:
        cards = [
            m.ts
            for m in shared.slack.workspace.messages(desk.inbox)
            if not m.is_reply and m.bot_id and phone.shown in m.text and m.ts != old
        ]
        assert len(cards) <= 1, cards
        return cards[0] if cards else ""

    found: str = await eventually(find, "a new card stands")
    await desk.in_thread(found, GONE_ON)
    return found


async def test_an_admin_deletes_a_card_with_answers_under_it(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.slack.faults.delete_message(desk.inbox, root)
    fresh = await new_card(desk, shared, client, root)
    client.write("Are you still there for me?", WHATSAPP)
    await desk.in_thread(fresh, "Are you still there for me?")
    await desk.marked(desk.reply(MAYA, fresh, "Yes, we are still here"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Yes, we are still here"]


async def test_the_apps_own_token_deletes_it(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    headers = {"Authorization": f"Bearer {shared.sandbox.bot_token}"}
    url = f"{shared.sandbox.url}/slack/api/chat.delete"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(url, data={"channel": desk.inbox, "ts": root}) as answer,
    ):
        assert (await answer.json())["ok"]
    fresh = await new_card(desk, shared, client, root)
    await desk.marked(desk.reply(SAM, fresh, "It goes on in here"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["It goes on in here"]


async def test_a_card_with_nothing_under_it_is_deleted(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    for message in desk.thread(root):
        shared.slack.faults.delete_message(desk.inbox, message.ts)
    shared.slack.faults.delete_message(desk.inbox, root)
    fresh = await new_card(desk, shared, client, root)
    client.write("Hello once more from me", WHATSAPP)
    await desk.in_thread(fresh, "Hello once more from me")


async def test_deleted_unheard_the_next_text_finds_out(shared: Program, desk: Desk, log: BotLog) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    # Slack's event about it never comes: the workspace is changed behind everybody's back.
    channel = shared.slack.workspace.channels[desk.inbox]
    for message in [*desk.thread(root), shared.slack.workspace.message(desk.inbox, root)]:
        channel.drop(message)
    client.write("Nobody told you that it is gone", WHATSAPP)
    fresh = await new_card(desk, shared, client, root)
    await desk.in_thread(fresh, "Nobody told you that it is gone")
    outside = [
        m
        for m in shared.slack.workspace.messages(desk.inbox)
        if not m.is_reply and "Nobody told you" in m.text
    ]
    assert outside == []
    await log.names("Slack did not take an outbox item")


async def test_deleting_a_clients_text_changes_nothing_else(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.slack.faults.delete_message(desk.inbox, desk.thread(root)[0].ts)
    await desk.marked(desk.reply(SAM, root, "Still in the same thread"), "white_check_mark")
    assert "Deleted here only" not in desk.told(MAYA)
