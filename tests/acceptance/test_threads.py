"""What teammates write in threads: what goes to the client, what stays inside, and what they are told."""

import json

import pytest

from tests.acceptance.people import MAYA, PRIYA, SAM, SMS, WHATSAPP, Desk
from tests.acceptance.private import BotLog
from tests.support.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    "note",
    [
        "note: she still owes us for May",
        "NOTE: never tell the client this",
        "private: call her lawyer first",
        "internal : margin is thirty percent",
        "! do not offer a discount",
        ";; ask Priya before you answer",
        "// he is in a bad mood today",
        "*note:* written in bold letters",
        "> note: quoted from above",
    ],
)
async def test_a_note_stays_inside(desk: Desk, note: str) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    message = desk.reply(MAYA, root, note)
    await desk.marked(message, "lock")
    after = desk.reply(SAM, root, "This one is for the client")
    await desk.marked(after, "white_check_mark")
    assert client.texts(WHATSAPP) == ["This one is for the client"]
    assert desk.reactions(message) == ["lock"]


@pytest.mark.parametrize(("channel", "limit"), [(SMS, "SMS takes 1,600"), (WHATSAPP, "WhatsApp takes")])
async def test_five_thousand_characters_are_refused_with_the_number_to_cut(
    desk: Desk, channel: str, limit: str
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, channel)
    message = desk.reply(MAYA, root, "A long explanation of glasses. "[:25] * 200)
    said = await desk.hears(MAYA, limit)
    assert said.startswith(
        ("Not sent. The text has 5,000 characters", "Not sent. The text has 4,999 characters")
    )
    assert "Shorten it by" in said
    await desk.marked(message, "x")
    assert client.texts(channel) == []


async def test_a_thread_that_is_no_clients_is_left_alone(desk: Desk) -> None:
    client = desk.newcomer()
    await desk.in_touch(client)
    root = desk.people.post(MAYA, desk.inbox, "Who has the keys to the store room?")
    answer = desk.reply(SAM, root, "I have them here with me")
    desk.people.post(PRIYA, "C0GENERAL", "A word in another channel altogether")
    in_channel = desk.people.post(PRIYA, desk.inbox, "A word in the channel and no thread")
    after = await desk.in_touch(desk.newcomer())
    await desk.marked(desk.reply(SAM, after, "Hello to the newest client"), "white_check_mark")
    assert client.texts() == client.texts(WHATSAPP) == []
    assert desk.reactions(answer) == []
    assert not any(m.thread_ts == in_channel for m in desk.thread(in_channel))
    assert "another channel" not in desk.told(PRIYA)


async def test_another_bot_in_the_thread_does_not_write_to_the_client(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    desk.people.post_as_other_app(desk.inbox, "Reminder: build number 7 has failed", root)
    await desk.marked(desk.reply(SAM, root, "Sorry for the wait!"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Sorry for the wait!"]


async def test_who_answers_second_is_asked_and_then_both_go_once(desk: Desk) -> None:
    client = desk.newcomer("Thea Second")
    root = await desk.in_touch(client)
    texts = {f"{who} answers with line {line}" for line in range(4) for who in ("Maya", "Sam")}
    desk.reply(MAYA, root, "Maya answers with line 0")
    await desk.delivered(client, 1)
    held = desk.reply(SAM, root, "Sam answers with line 0")
    await desk.marked(held, "raised_hand")
    await desk.press(SAM, await desk.notice(SAM, "looks after Thea Second"), "send_held")
    await desk.delivered(client, 2)
    for line in range(1, 4):
        desk.reply(MAYA, root, f"Maya answers with line {line}")
        desk.reply(SAM, root, f"Sam answers with line {line}")
    got = await desk.delivered(client, 8)
    assert sorted(got) == sorted(texts)
    for who in ("Maya", "Sam"):
        assert [text for text in got if text.startswith(who)] == [
            f"{who} answers with line {line}" for line in range(4)
        ]


async def test_replies_to_one_client_keep_their_order_though_one_is_held_up(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.twilio.faults.fail_next(
        "create", rate_limited=1, times=1, match=lambda form: form.get("Body") == "First of the three"
    )
    for text in ("First of the three", "Second of the three", "Third of the three"):
        desk.reply(MAYA, root, text)
    assert await desk.delivered(client, 3) == [
        "First of the three",
        "Second of the three",
        "Third of the three",
    ]


async def test_an_event_that_slack_delivers_again_is_carried_out_once(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    message = desk.reply(MAYA, root, "Say this once and only once")
    await desk.marked(message, "white_check_mark")
    events = shared.slack.events
    event_id = next(
        key
        for key, each in events.log.items()
        if each.event.get("ts") == message.ts and not each.event.get("subtype")
    )
    shared.slack.faults.redeliver_event(event_id, times=5)
    await shared.slack.settle()
    assert all(attempt.status == 200 for attempt in events.log[event_id].attempts)
    await desk.marked(desk.reply(MAYA, root, "And then the next"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Say this once and only once", "And then the next"]


async def test_a_broadcast_reply_and_emoji_and_links_reach_the_phone_as_words(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    text = "*Ready* :tada: see https://example.com/map & ask @Maya Ortiz <3"
    desk.people.post(SAM, desk.inbox, text, root, broadcast=True)
    assert await desk.delivered(client, 1) == ["Ready 🎉 see https://example.com/map & ask Maya Ortiz <3"]


async def test_an_unknown_button_form_and_menu_are_answered(shared: Program, desk: Desk, log: BotLog) -> None:
    root = await desk.in_touch(desk.newcomer())
    common = {"user": {"id": MAYA}, "team": {"id": "T0HARBOR"}, "api_app_id": "A0THREAD"}

    async def send(**payload: object) -> tuple[int, str]:
        answer = await shared.slack.installation.bot.send_form({"payload": json.dumps(common | payload)})
        return answer.status, answer.body

    status, _ = await send(
        type="block_actions",
        actions=[{"action_id": "of_last_year", "block_id": "b", "type": "button", "value": "x"}],
        channel={"id": desk.inbox},
        message={"ts": root},
        trigger_id="1.2",
    )
    assert status == 200
    await desk.hears(MAYA, "This button is from an older version and does nothing any more.")
    view = {"id": "V1", "type": "modal", "callback_id": "of_last_year", "blocks": [], "state": {"values": {}}}
    status, said = await send(type="view_submission", view=view)
    assert status == 200
    assert "This form is from an older version, so nothing was sent." in said
    status, said = await send(type="block_suggestion", action_id="of_last_year", block_id="b", value="x")
    assert status == 200
    assert "This menu is from an older version." in said
    await log.names("no handler takes")
