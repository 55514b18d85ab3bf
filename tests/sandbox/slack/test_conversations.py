"""conversations.*, reactions.*, users.*, pins.*."""

from typing import Any

import pytest

from bot.sandbox.slack.emoji import BY_CODE
from tests.sandbox.slack.conftest import BOT, CLIENTS, GENERAL, MAYA, PRIVATE, QUIET, SAM, SECRET_ROOM, World


async def test_channels_are_listed_by_kind(world: World) -> None:
    async def names(**arguments: Any) -> set[str]:
        answer = await world.client.conversations_list(**arguments)
        return {channel.get("name", "direct") for channel in answer["channels"]}

    assert await names() == {"general", "clients", "quiet"}
    assert await names(types="private_channel") == {"ours"}
    world.slack.faults.archive(QUIET)
    assert await names(exclude_archived=True) == {"general", "clients"}
    await world.client.conversations_open(users=MAYA)
    assert await names(types="im") == {"direct"}


async def test_lists_are_paged(world: World) -> None:
    first = await world.client.conversations_list(limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await world.client.conversations_list(limit=2, cursor=cursor)
    assert (len(first["channels"]), len(second["channels"])) == (2, 1)
    assert second["response_metadata"]["next_cursor"] == ""


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.list", {"limit": 0}, "invalid_limit"),
        ("conversations.list", {"limit": "many"}, "invalid_limit"),
        ("conversations.list", {"cursor": "?"}, "invalid_cursor"),
        ("conversations.list", {"cursor": "bm9uc2Vuc2U="}, "invalid_cursor"),
        ("conversations.list", {"types": "public"}, "invalid_types"),
        ("conversations.info", {"channel": SECRET_ROOM}, "channel_not_found"),
        ("conversations.info", {}, "invalid_arguments"),
        ("conversations.history", {"channel": QUIET}, "not_in_channel"),
        ("conversations.history", {"channel": GENERAL, "oldest": "then"}, "invalid_ts_oldest"),
        ("conversations.history", {"channel": GENERAL, "latest": "then"}, "invalid_ts_latest"),
        ("conversations.replies", {"channel": GENERAL, "ts": "1.000000"}, "thread_not_found"),
        ("conversations.join", {"channel": PRIVATE}, "method_not_supported_for_channel_type"),
        ("conversations.join", {"channel": "C0NOWHERE"}, "channel_not_found"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
        ("conversations.open", {"users": f"{MAYA},{SAM}"}, "too_many_users"),
        ("conversations.open", {"users": BOT}, "invalid_user_combination"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("reactions.add", {"name": "x"}, "no_item_specified"),
        ("reactions.add", {"channel": GENERAL, "timestamp": "then", "name": "x"}, "bad_timestamp"),
        ("reactions.add", {"channel": GENERAL, "timestamp": "1.000000", "name": "x"}, "message_not_found"),
        ("reactions.add", {"channel": QUIET, "timestamp": "1.000000", "name": "x"}, "not_in_channel"),
        ("pins.add", {"channel": GENERAL}, "no_item_specified"),
        ("pins.add", {"channel": GENERAL, "timestamp": "1.000000"}, "message_not_found"),
    ],
)
async def test_refusals(world: World, method: str, arguments: dict[str, Any], error: str) -> None:
    assert await world.refused(world.client.api_call(method, params=arguments)) == error


async def test_joining_and_joining_again(world: World) -> None:
    first = await world.client.conversations_join(channel=QUIET)
    again = await world.client.conversations_join(channel=QUIET)
    assert first["channel"]["is_member"]
    assert again["warning"] == "already_in_channel"
    world.slack.faults.archive(QUIET)
    assert await world.refused(world.client.conversations_join(channel=QUIET)) == "is_archived"
    members = await world.client.conversations_members(channel=QUIET)
    assert BOT in members["members"]


async def test_history_is_newest_first_without_replies_and_between_moments(world: World) -> None:
    people = world.slack.people
    stamps = [people.post(MAYA, GENERAL, text) for text in ("One", "Two", "Three")]
    people.post(MAYA, GENERAL, "Reply", stamps[0])

    async def texts(**arguments: Any) -> list[str]:
        answer = await world.client.conversations_history(channel=GENERAL, **arguments)
        return [message["text"] for message in answer["messages"]]

    assert await texts() == ["Three", "Two", "One"]
    assert await texts(oldest=stamps[1]) == ["Three"]
    assert await texts(oldest=stamps[1], latest=stamps[1], inclusive=True) == ["Two"]
    assert await texts(latest=stamps[1]) == ["One"]
    thread = await world.client.conversations_replies(channel=GENERAL, ts=stamps[0])
    assert [message["text"] for message in thread["messages"]] == ["One", "Reply"]
    assert thread["messages"][0]["reply_count"] == 1


async def test_reactions_are_added_once_and_removed_once(world: World) -> None:
    ts = world.slack.people.post(MAYA, GENERAL, "Hi")
    world.slack.people.react(SAM, GENERAL, ts, "eyes")

    async def refused(name: str, *, add: bool = True) -> str:
        method = world.client.reactions_add if add else world.client.reactions_remove
        return await world.refused(method(channel=GENERAL, timestamp=ts, name=name))

    assert await refused("eyes", add=False) == "no_reaction"
    await world.client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes")
    assert await refused("eyes") == "already_reacted"
    assert await refused("no_such_emoji") == "invalid_name"
    assert await refused(":eyes:") == "invalid_name"
    assert world.slack.workspace.message(GENERAL, ts).reactions == {"eyes": [SAM, BOT]}
    await world.client.reactions_remove(channel=GENERAL, timestamp=ts, name="eyes")
    got = await world.client.reactions_get(channel=GENERAL, timestamp=ts)
    assert got["message"]["reactions"] == [{"name": "eyes", "users": [SAM], "count": 1}]


async def test_one_can_add_23_reactions_and_a_message_holds_50_emoji(world: World) -> None:
    ts = world.slack.people.post(MAYA, GENERAL, "Hi")
    message = world.slack.workspace.message(GENERAL, ts)
    codes = list(BY_CODE)
    for code in codes[:23]:
        await world.client.reactions_add(channel=GENERAL, timestamp=ts, name=code)
    call = world.client.reactions_add(channel=GENERAL, timestamp=ts, name=codes[23])
    assert await world.refused(call) == "too_many_reactions"
    for code in codes[23:50]:
        world.slack.workspace.react(message, MAYA, code)
    call = world.client.reactions_add(channel=GENERAL, timestamp=ts, name=codes[50])
    assert await world.refused(call) == "too_many_emoji"


async def test_an_archived_channel_takes_no_reactions(world: World) -> None:
    ts = world.slack.people.post(MAYA, GENERAL, "Hi")
    world.slack.faults.archive(GENERAL)
    call = world.client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes")
    assert await world.refused(call) == "is_archived"


async def test_users(world: World) -> None:
    one = await world.client.users_info(user=MAYA)
    everybody = await world.client.users_list()
    assert one["user"]["real_name"] == "Maya Ortiz"
    assert "email" not in one["user"]["profile"]
    assert [user["id"] for user in everybody["members"] if user["is_bot"]] == [BOT]
    assert (await world.client.team_info())["team"]["name"] == "Harbor Clinic"


async def test_pins(world: World) -> None:
    ts = await world.post(channel=CLIENTS)
    arguments = {"channel": CLIENTS, "timestamp": ts}
    await world.client.pins_add(**arguments)
    assert world.slack.workspace.channels[CLIENTS].pins == [ts]
    assert await world.refused(world.client.pins_add(**arguments)) == "already_pinned"
    await world.client.pins_remove(**arguments)
    assert await world.refused(world.client.pins_remove(**arguments)) == "no_pin"
