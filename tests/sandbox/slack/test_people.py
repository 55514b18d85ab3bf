"""People in channels, and what the page is given to draw."""

import json

import pytest

from bot.sandbox.slack import CannotDoError, Upload
from tests.sandbox.slack.conftest import BOT, CLIENTS, GENERAL, MAYA, PRIYA, QUIET, SAM, Build, World


async def test_one_edits_ones_own_words_only(world: World) -> None:
    people = world.slack.people
    ts = people.post(MAYA, GENERAL, "Frist & last")
    people.edit(MAYA, GENERAL, ts, "First & last")
    message = world.slack.workspace.message(GENERAL, ts)
    assert message.text == "First &amp; last"
    assert message.edited is not None
    with pytest.raises(CannotDoError, match="your own"):
        people.edit(SAM, GENERAL, ts, "Mine now")
    with pytest.raises(CannotDoError, match="empty"):
        people.edit(MAYA, GENERAL, ts, "  ")


async def test_an_edit_that_changes_nothing_is_none(world: World) -> None:
    ts = world.slack.people.post(MAYA, GENERAL, "Same")
    world.slack.people.edit(MAYA, GENERAL, ts, "Same")
    await world.slack.settle()
    assert world.double.events("message", "message_changed") == []
    assert world.slack.workspace.message(GENERAL, ts).edited is None


async def test_administrators_delete_anybodys_message_and_others_their_own(world: World) -> None:
    people = world.slack.people
    ts = people.post(SAM, GENERAL, "Sam's")
    with pytest.raises(CannotDoError, match="your own"):
        people.delete(PRIYA, GENERAL, ts)
    people.delete(MAYA, GENERAL, ts)
    with pytest.raises(CannotDoError, match="does not exist"):
        people.delete(MAYA, GENERAL, ts)


async def test_an_ephemeral_can_only_be_dismissed(world: World) -> None:
    answer = await world.client.chat_postEphemeral(channel=GENERAL, user=MAYA, text="Only you")
    people, ts = world.slack.people, answer["message_ts"]
    with pytest.raises(CannotDoError, match="only be dismissed"):
        people.react(MAYA, GENERAL, ts, "eyes")
    people.delete(MAYA, GENERAL, ts)
    assert world.slack.workspace.ephemerals(MAYA) == []


async def test_what_cannot_be_posted(build: Build) -> None:
    world = await build()
    people = world.slack.people
    reply = people.post(MAYA, GENERAL, "Reply", people.post(MAYA, GENERAL, "Root"))
    with pytest.raises(CannotDoError, match="empty"):
        people.post(MAYA, GENERAL, " ")
    with pytest.raises(CannotDoError, match="at most"):
        people.post(MAYA, GENERAL, "x" * 12_001)
    with pytest.raises(CannotDoError, match="thread does not exist"):
        people.post(MAYA, GENERAL, "Nested", reply)
    world.slack.faults.archive(GENERAL)
    with pytest.raises(CannotDoError, match="archived"):
        people.post(MAYA, GENERAL, "Late")


async def test_a_thread_whose_root_is_a_tombstone_still_takes_replies(world: World) -> None:
    people = world.slack.people
    root = people.post(MAYA, GENERAL, "Root")
    people.post(SAM, GENERAL, "One", root)
    people.delete(MAYA, GENERAL, root)
    people.post(SAM, GENERAL, "Two", root)
    replies = world.slack.workspace.channels[GENERAL].replies(root)
    assert [message.text for message in replies] == ["One", "Two"]


async def test_reactions_of_people(world: World) -> None:
    people = world.slack.people
    ts = people.post(MAYA, GENERAL, "Hi")
    people.react(SAM, GENERAL, ts, "eyes")
    for name, words in (("eyes", "already_reacted"), ("nosuch", "no emoji")):
        with pytest.raises(CannotDoError, match=words):
            people.react(SAM, GENERAL, ts, name)
    with pytest.raises(CannotDoError, match="not reacted"):
        people.unreact(MAYA, GENERAL, ts, "eyes")


async def test_inviting_is_done_once(world: World) -> None:
    people = world.slack.people
    people.invite(MAYA, QUIET, BOT)
    with pytest.raises(CannotDoError, match="cannot be invited"):
        people.invite(MAYA, QUIET, BOT)
    with pytest.raises(CannotDoError, match="cannot be invited"):
        people.invite(MAYA, QUIET, "U0NOBODY")


async def test_a_read_only_messages_tab_takes_no_words(build: Build) -> None:
    world = await build(without=("messages",))
    direct = world.slack.people.direct_channel(MAYA)
    with pytest.raises(CannotDoError, match="turned off"):
        world.slack.people.post(MAYA, direct, "Hello?")


async def test_a_snapshot_shows_a_person_only_what_they_see(world: World) -> None:
    people = world.slack.people
    root = people.post(MAYA, CLIENTS, "Root", files=[Upload("a.png", b"1", "image/png")])
    people.post(SAM, CLIENTS, "Reply", root)
    people.react(SAM, CLIENTS, root, "eyes")
    await world.client.chat_postEphemeral(channel=CLIENTS, user=MAYA, text="Only Maya")
    await world.post("As Jane", channel=CLIENTS, username="Jane Doe")
    seen = world.slack.workspace.snapshot(MAYA)
    json.dumps(seen)
    clients = next(channel for channel in seen["channels"] if channel["name"] == "clients")
    assert [message["text"] for message in clients["messages"]] == ["Root", "Reply", "Only Maya", "As Jane"]
    shown = clients["messages"][0]
    assert (shown["reply_count"], shown["files"][0]["name"]) == (1, "a.png")
    assert shown["reactions"] == [{"name": "eyes", "users": [SAM]}]
    assert clients["messages"][3]["bot_name"] == "Jane Doe"
    sams = next(one for one in world.slack.workspace.snapshot(SAM)["channels"] if one["id"] == CLIENTS)
    assert "Only Maya" not in [message["text"] for message in sams["messages"]]
    priyas = {channel["id"] for channel in world.slack.workspace.snapshot(PRIYA)["channels"]}
    assert CLIENTS not in priyas


async def test_the_page_hears_of_every_change(world: World) -> None:
    people = world.slack.people
    with world.bus.subscribe() as changes:
        root = people.post(MAYA, GENERAL, "Root")
        reply = people.post(MAYA, GENERAL, "Reply", root)
        people.react(MAYA, GENERAL, reply, "eyes")
        people.delete(MAYA, GENERAL, reply)
        people.direct_channel(MAYA)
    heard = [changes.get_nowait() for _ in range(changes.qsize())]
    kinds = [change.kind for change in heard]
    assert kinds == ["slack.message"] * 5 + ["slack.message_deleted", "slack.message", "slack.channel"]
    assert heard[-2].data["message"]["reply_count"] == 0


async def test_the_language_of_somebody_is_told_only_to_who_asks_for_it(world: World) -> None:
    told = (await world.client.users_info(user=PRIYA, include_locale=True))["user"]
    assert told["locale"] == "es-ES"
    for asked in ({}, {"include_locale": False}):
        assert "locale" not in (await world.client.users_info(user=PRIYA, **asked))["user"]
    listed = (await world.client.users_list(include_locale=True))["members"]
    assert {each["id"]: each["locale"] for each in listed}[MAYA] == "en-US"
    assert all("locale" not in each for each in (await world.client.users_list())["members"])
