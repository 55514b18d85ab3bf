"""What the stored events of Slack mean."""

from typing import Any

import pytest

from bot.domain.replies import RootDeleted, TeammateDeleted, TeammateEdited, TeammateWrote
from bot.ports import PostFailed, PostProblem
from bot.sandbox.slack.people.posting import Upload
from bot.slack.messages import concerns_us, order_root
from bot.slack.names import UserNames
from bot.slack.reader import SlackEventReader
from tests.slack.conftest import CLIENTS, MAYA, SAM, World

ROOT, TS = "1700000000.000001", "1700000001.000002"


def written(**changes: Any) -> dict[str, Any]:
    event = {"type": "message", "channel": CLIENTS, "user": MAYA, "text": "Hi", "ts": TS, "thread_ts": ROOT}
    return event | changes


def changed(message: dict[str, Any], previous: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": CLIENTS,
        "ts": "1700000009.000009",
        "message": message,
        "previous_message": previous,
    }


def deleted(previous: dict[str, Any] | None, ts: str = TS) -> dict[str, Any]:
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": CLIENTS,
        "deleted_ts": ts,
    }
    return event | {"ts": "1700000009.000009"} | ({"previous_message": previous} if previous else {})


def reader(world: World, **options: Any) -> SlackEventReader:
    return SlackEventReader(UserNames(world.client), **options)


async def read(world: World, event: dict[str, Any], **options: Any) -> object:
    return await reader(world, **options).read({"type": "event_callback", "event": event})


async def test_reply(world: World) -> None:
    assert await read(world, written(text="*Hi* &amp; <@U0SAM> :wave:")) == TeammateWrote(
        CLIENTS, TS, ROOT, MAYA, "Hi & Sam & Co 👋"
    )


async def test_marks_are_kept_when_wanted(world: World) -> None:
    event = await read(world, written(text="*Hi*"), keep_marks=True)
    assert isinstance(event, TeammateWrote)
    assert event.text == "*Hi*"


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
async def test_every_way_of_writing(world: World, subtype: str) -> None:
    files = [{"id": "F1", "name": "map.png"}, {"id": "F2", "title": "Plan"}, {"id": "F3"}]
    event = await read(world, written(subtype=subtype, files=files))
    assert isinstance(event, TeammateWrote)
    assert (event.text, [file.name for file in event.files]) == ("Hi", ["map.png", "Plan", "a file"])


@pytest.mark.parametrize(
    "changes",
    [
        {"thread_ts": None},
        {"thread_ts": TS},
        {"bot_id": "B0THREAD"},
        {"subtype": "bot_message", "bot_id": "B9", "user": None},
        {"bot_profile": {"id": "B9"}},
        {"subtype": "channel_join"},
        {"subtype": "thread_unheard_of"},
        {"hidden": True},
        {"user": "USLACKBOT"},
        {"user": None},
        {"channel": None},
        {"channel_type": "im"},
        {"type": "reaction_added"},
    ],
)
async def test_what_is_not_ours(world: World, changes: dict[str, Any]) -> None:
    assert await read(world, written(**changes)) is None


@pytest.mark.parametrize("payload", [{}, {"event": None}, {"event": "x"}, {"event": {"type": "message"}}])
async def test_strange_payload_is_nothing(world: World, payload: dict[str, object]) -> None:
    assert await reader(world).read(payload) is None


async def test_edit(world: World) -> None:
    event = changed(written(text="New &lt;3", edited={"user": MAYA}), written())
    assert await read(world, event) == TeammateEdited(CLIENTS, TS, ROOT, MAYA, "New <3")


async def test_unfurl_is_no_edit(world: World) -> None:
    assert await read(world, changed(written(attachments=[{}]), written())) is None


async def test_our_own_update_is_no_edit(world: World) -> None:
    assert await read(world, changed(written(text="New", bot_id="B0"), written(bot_id="B0"))) is None


async def test_edit_outside_of_threads(world: World) -> None:
    assert await read(world, changed(written(text="New", thread_ts=None), written(thread_ts=None))) is None


async def test_deleted_reply(world: World) -> None:
    assert await read(world, deleted(written())) == TeammateDeleted(CLIENTS, TS, ROOT, MAYA)


async def test_deleted_post_of_ours_in_a_thread_is_nothing(world: World) -> None:
    assert await read(world, deleted(written(bot_id="B0THREAD"))) is None


async def test_deleted_root_of_a_teammates_own_is_nothing(world: World) -> None:
    assert await read(world, deleted(written(ts=ROOT, thread_ts=None), ROOT)) is None


async def test_deleted_root_with_and_without_replies(world: World) -> None:
    root = written(ts=ROOT, thread_ts=None, bot_id="B0THREAD")
    assert await read(world, deleted(root, ROOT)) == RootDeleted(CLIENTS, ROOT)
    tombstone = {"subtype": "tombstone", "user": "USLACKBOT", "ts": ROOT, "thread_ts": ROOT, "hidden": True}
    assert await read(world, changed(tombstone, root | {"thread_ts": ROOT})) == RootDeleted(CLIENTS, ROOT)
    assert await read(world, deleted(None, ROOT)) == RootDeleted(CLIENTS, ROOT)


def test_all_that_happens_in_a_thread_has_one_order() -> None:
    tombstone = {"subtype": "tombstone", "user": "USLACKBOT", "ts": ROOT, "thread_ts": ROOT}
    events = [
        written(),
        changed(written(text="New"), written()),
        deleted(written()),
        changed(tombstone, written(ts=ROOT, thread_ts=ROOT, bot_id="B0")),
        deleted(written(ts=ROOT, thread_ts=None, bot_id="B0"), ROOT),
        deleted(None, ROOT),
    ]
    assert [order_root(event) for event in events] == [ROOT] * len(events)
    assert all(concerns_us(event) for event in events)


async def test_slack_that_gives_no_name_is_told_for_later(world: World) -> None:
    world.slack.faults.fail_next("users.info", rate_limited=5)
    with pytest.raises(PostFailed) as caught:
        await read(world, written(text="Ask <@U0SAM>"))
    assert caught.value.problem is PostProblem.RETRY


async def test_a_file_that_is_taken_out_is_read_back(world: World) -> None:
    people = world.slack.people
    root = str((await world.client.chat_postMessage(channel=CLIENTS, text="a card"))["ts"])
    uploads = [Upload(name, b"\x89PNG", "image/png") for name in ("one.png", "two.png")]
    ts = people.post(MAYA, CLIENTS, "Two", root, uploads)
    wrong = world.slack.workspace.message(CLIENTS, ts).files[0].id
    people.take_file_out(MAYA, CLIENTS, ts, wrong)
    people.edit(MAYA, CLIENTS, ts, "One")
    await world.slack.settle()
    read_back = [await reader(world).read(kept.payload) for kept in world.events.kept]
    assert [getattr(event, "lost_files", None) for event in read_back] == [None, True, False]


async def test_what_a_person_does_is_read_back(world: World) -> None:
    people, slack = world.slack.people, world.slack
    root = str((await world.client.chat_postMessage(channel=CLIENTS, text="a card"))["ts"])
    ts = people.post(MAYA, CLIENTS, "Hello & <b> @Sam & Co https://a.example/?x=1&y=2", root)
    people.edit(MAYA, CLIENTS, ts, "Hello again")
    people.post(MAYA, CLIENTS, "", root, [Upload("map.png", b"\x89PNG", "image/png")])
    people.react(MAYA, CLIENTS, ts, "eyes")
    people.delete(MAYA, CLIENTS, ts)
    slack.faults.delete_message(CLIENTS, root)
    await slack.settle()
    read_back = [await reader(world).read(kept.payload) for kept in world.events.kept]
    assert [type(event) for event in read_back] == [
        TeammateWrote,
        TeammateEdited,
        TeammateWrote,
        TeammateDeleted,
        RootDeleted,
    ]
    first, picture = read_back[0], read_back[2]
    assert isinstance(first, TeammateWrote)
    assert first.text.startswith("Hello & <b>")
    assert first.text.endswith("https://a.example/?x=1&y=2")
    assert isinstance(picture, TeammateWrote)
    [file] = picture.files
    assert (file.name, file.content_type, file.size) == ("map.png", "image/png", 4)
    assert file.url.startswith("http")
    assert {kept.order_key for kept in world.events.kept} == {f"{CLIENTS}:{root}"}


async def test_bots_own_posts_are_not_kept(world: World) -> None:
    root = world.slack.people.post(SAM, "C0GENERAL", "root")
    await world.client.chat_postMessage(channel="C0GENERAL", thread_ts=root, text="ours")
    world.slack.people.post_as_other_app("C0GENERAL", "theirs", root)
    await world.slack.settle()
    assert world.events.kept == []
