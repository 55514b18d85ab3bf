"""chat.*: posting, updating, deleting, ephemerals, and what each refuses."""

from typing import Any

import pytest

from tests.sandbox.slack.conftest import (
    BOT,
    CLIENTS,
    GENERAL,
    MAYA,
    PRIYA,
    QUIET,
    SECRET_ROOM,
    Build,
    World,
)

SECTION = [{"type": "section", "text": {"type": "mrkdwn", "text": "Words"}}]


async def test_a_post_is_kept_and_answered_as_slack_does(world: World) -> None:
    answer = await world.client.chat_postMessage(channel=GENERAL, text="Hello", blocks=SECTION)
    message = world.slack.workspace.message(GENERAL, answer["ts"])
    assert (message.text, message.user, message.bot_id) == ("Hello", BOT, "B0THREAD")
    assert answer["message"]["blocks"][0]["block_id"]
    assert answer["message"]["bot_profile"]["name"] == "Threadline"


async def test_a_post_may_name_the_channel_or_a_person(world: World) -> None:
    named = await world.client.chat_postMessage(channel="#clients", text="Hello")
    direct = await world.client.chat_postMessage(channel=MAYA, text="Hello")
    assert named["channel"] == CLIENTS
    assert direct["channel"].startswith("D")


async def test_replies_carry_their_thread(world: World) -> None:
    root = await world.post("Root")
    answer = await world.client.chat_postMessage(channel=GENERAL, text="Reply", thread_ts=root)
    assert answer["message"]["thread_ts"] == root
    assert [one.text for one in world.slack.workspace.thread(GENERAL, root)] == ["Root", "Reply"]


@pytest.mark.parametrize("with_replies", [False, True])
async def test_a_reply_to_a_deleted_root_is_posted_unthreaded(world: World, with_replies: bool) -> None:
    root = await world.post("Root")
    if with_replies:
        await world.post("Reply", thread_ts=root)
    world.slack.faults.delete_message(GENERAL, root)
    answer = await world.client.chat_postMessage(channel=GENERAL, text="Late", thread_ts=root)
    assert "thread_ts" not in answer["message"]


async def test_text_over_forty_thousand_characters_is_cut(world: World) -> None:
    ts = await world.post("x" * 40_001)
    assert len(world.slack.workspace.message(GENERAL, ts).text) == 40_000


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "Hi"}, "channel_not_found"),
        ({"channel": SECRET_ROOM, "text": "Hi"}, "channel_not_found"),
        ({"channel": BOT, "text": "Hi"}, "channel_not_found"),
        ({"channel": QUIET, "text": "Hi"}, "not_in_channel"),
        ({"channel": GENERAL, "text": "  "}, "no_text"),
        ({"channel": "", "text": "Hi"}, "invalid_arguments"),
        ({"channel": GENERAL, "text": "Hi", "thread_ts": "yesterday"}, "invalid_thread_ts"),
        ({"channel": GENERAL, "text": "Hi", "blocks": "{not json"}, "invalid_blocks_format"),
        ({"channel": GENERAL, "text": "Hi", "blocks": '{"type": "divider"}'}, "invalid_blocks_format"),
        ({"channel": GENERAL, "text": "Hi", "blocks": [{"type": "divder"}]}, "invalid_blocks"),
        ({"channel": GENERAL, "attachments": ["word"]}, "invalid_attachments"),
        ({"channel": GENERAL, "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": GENERAL, "text": "Hi", "metadata": {"event_type": ""}}, "invalid_metadata_format"),
        (
            {
                "channel": GENERAL,
                "text": "Hi",
                "metadata": {"event_type": "a", "event_payload": {"b": "x" * 16_000}},
            },
            "metadata_too_large",
        ),
        ({"channel": GENERAL, "text": "Hi", "markdown_text": "Hi"}, "markdown_text_conflict"),
        ({"channel": GENERAL, "markdown_text": "x" * 12_001}, "msg_too_long"),
    ],
)
async def test_what_a_post_is_refused_for(world: World, arguments: dict[str, Any], error: str) -> None:
    assert await world.refused(world.client.api_call("chat.postMessage", json=arguments)) == error
    assert world.slack.workspace.messages(GENERAL) == []


async def test_an_archived_channel_takes_no_posts(world: World) -> None:
    world.slack.faults.archive(GENERAL)
    assert await world.refused(world.client.chat_postMessage(channel=GENERAL, text="Hi")) == "is_archived"
    world.slack.faults.unarchive(GENERAL)
    assert await world.post()


async def test_replies_do_not_nest(world: World) -> None:
    root = await world.post()
    reply = await world.post(thread_ts=root)
    call = world.client.chat_postMessage(channel=GENERAL, text="Hi", thread_ts=reply)
    assert await world.refused(call) == "cannot_reply_to_message"


async def test_another_name_needs_its_scope(world: World, build: Build) -> None:
    ts = await world.post(username="Jane Doe", icon_emoji=":phone:")
    message = world.slack.workspace.message(GENERAL, ts)
    assert (message.username, message.subtype, message.user) == ("Jane Doe", "bot_message", None)
    poor = await build(without=("chat:write.customize",))
    call = poor.client.chat_postMessage(channel=GENERAL, text="Hi", username="Jane Doe")
    assert await poor.refused(call) == "missing_scope"


async def test_a_turned_off_messages_tab_takes_no_direct_messages(build: Build) -> None:
    world = await build(without=("messages",))
    call = world.client.chat_postMessage(channel=MAYA, text="Hi")
    assert await world.refused(call) == "messages_tab_disabled"


@pytest.mark.parametrize(
    ("text", "pings"),
    [
        ("<!channel> look", ["channel"]),
        ("<!here|here> and <@U0MAYA>", ["here", "U0MAYA"]),
        ("&lt;!channel&gt; is only text", []),
        ("@channel is only text too", []),
    ],
)
async def test_pings_are_remembered(world: World, text: str, pings: list[str]) -> None:
    ts = await world.post(text)
    assert world.slack.workspace.message(GENERAL, ts).pings == pings


async def test_pings_hide_in_blocks_and_in_linked_names(world: World) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "<!everyone>"}}]
    quiet = [{"type": "section", "text": {"type": "plain_text", "text": "<!everyone>"}}]
    loud = await world.post(blocks=blocks)
    silent = await world.post(blocks=quiet)
    linked = await world.post("@here", link_names=True)
    found = [world.slack.workspace.message(GENERAL, ts).pings for ts in (loud, silent, linked)]
    assert found == [["everyone"], [], ["here"]]


async def test_an_update_with_text_alone_removes_the_blocks(world: World) -> None:
    ts = await world.post(blocks=SECTION)
    await world.client.chat_update(channel=GENERAL, ts=ts, text="New")
    message = world.slack.workspace.message(GENERAL, ts)
    assert (message.text, message.blocks) == ("New", [])
    assert message.edited is not None


async def test_metadata_stays_through_an_update_and_shows_only_when_asked_for(world: World) -> None:
    metadata = {"event_type": "card", "event_payload": {"id": "c1"}}
    ts = await world.post(metadata=metadata)
    await world.client.chat_update(channel=GENERAL, ts=ts, text="New")
    plain = await world.client.conversations_history(channel=GENERAL)
    full = await world.client.conversations_history(channel=GENERAL, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_what_an_update_is_refused_for(world: World) -> None:
    ts = await world.post()
    theirs = world.slack.people.post(MAYA, GENERAL, "Mine")

    async def refused(**arguments: Any) -> str:
        return await world.refused(
            world.client.api_call("chat.update", json={"channel": GENERAL, **arguments})
        )

    assert await refused(ts=theirs, text="No") == "cant_update_message"
    assert await refused(ts="1.000000", text="No") == "message_not_found"
    assert await refused(ts=ts, text="x" * 4_001) == "msg_too_long"
    assert await refused(ts=ts) == "no_text"
    assert await refused(ts=ts, text="No", channel="C0NOWHERE") == "channel_not_found"


async def test_only_own_messages_can_be_deleted(world: World) -> None:
    own = await world.post()
    theirs = world.slack.people.post(MAYA, GENERAL, "Mine")
    await world.client.chat_delete(channel=GENERAL, ts=own)
    again = world.client.chat_delete(channel=GENERAL, ts=own)
    assert await world.refused(again) == "message_not_found"
    call = world.client.chat_delete(channel=GENERAL, ts=theirs)
    assert await world.refused(call) == "cant_delete_message"


async def test_an_ephemeral_is_seen_by_one_person_and_never_updated(world: World) -> None:
    answer = await world.client.chat_postEphemeral(channel=GENERAL, user=MAYA, text="Only you")
    assert [one.text for one in world.slack.workspace.ephemerals(MAYA)] == ["Only you"]
    assert world.slack.workspace.ephemerals(PRIYA) == []
    history = await world.client.conversations_history(channel=GENERAL)
    assert history["messages"] == []
    call = world.client.chat_update(channel=GENERAL, ts=answer["message_ts"], text="No")
    assert await world.refused(call) == "message_not_found"


async def test_what_an_ephemeral_is_refused_for(world: World) -> None:
    async def refused(channel: str, user: str, text: str = "Hi") -> str:
        arguments = {"channel": channel, "user": user, "text": text}
        call = world.client.api_call("chat.postEphemeral", json=arguments)
        return await world.refused(call)

    assert await refused(CLIENTS, PRIYA) == "user_not_in_channel"
    assert await refused(QUIET, MAYA) == "not_in_channel"
    assert await refused(SECRET_ROOM, MAYA) == "channel_not_found"
    assert await refused(GENERAL, MAYA, "") == "no_text"
    world.slack.faults.archive(GENERAL)
    assert await refused(GENERAL, MAYA) == "is_archived"


async def test_permalinks_name_the_thread(world: World) -> None:
    root = await world.post()
    reply = await world.post(thread_ts=root)
    answer = await world.client.chat_getPermalink(channel=GENERAL, message_ts=reply)
    assert answer["permalink"].endswith(f"/p{reply.replace('.', '')}?thread_ts={root}&cid={GENERAL}")
    call = world.client.chat_getPermalink(channel=GENERAL, message_ts="1.000000")
    assert await world.refused(call) == "message_not_found"
