"""Files shown in a client's thread, and looked for there by their names."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.thread import InboundPost, SharedFile
from bot.ports import PostFailed, PostProblem
from bot.slack.threads import SlackThreads
from tests.slack.conftest import CLIENTS, Build, World
from tests.slack.test_threads import card, failed

SINCE = datetime.now(UTC) - timedelta(minutes=5)
PHOTO = SharedFile("picture-1.jpg", b"\xff\xd8\xff", "", "Picture from Jane <Doe>", "Picture from Jane <Doe>")


async def _thread(world: World) -> tuple[SlackThreads, str]:
    ours = SlackThreads(world.client)
    return ours, await ours.post_root(CLIENTS, card(), "card:1")


async def test_a_file_stands_in_the_thread_with_its_title_and_what_it_shows(world: World) -> None:
    ours, root = await _thread(world)
    await ours.share_file(CLIENTS, root, PHOTO)
    [shown] = [m for m in world.slack.workspace.thread(CLIENTS, root) if m.files]
    [file] = shown.files
    assert (shown.thread_ts, shown.text) == (root, "")
    assert (file.name, file.title, file.alt_text, file.content) == (
        "picture-1.jpg",
        "Picture from Jane <Doe>",
        "Picture from Jane <Doe>",
        b"\xff\xd8\xff",
    )


async def test_what_a_picture_was_made_from_stands_in_the_same_message(world: World) -> None:
    ours, root = await _thread(world)
    came = SharedFile("picture-1.heic", b"ftypheic", "", "Picture from Jane, as it came", PHOTO.alt)
    await ours.share_file(CLIENTS, root, replace(PHOTO, original=came))
    [shown] = [m for m in world.slack.workspace.thread(CLIENTS, root) if m.files]
    assert [(file.name, file.title, file.content) for file in shown.files] == [
        ("picture-1.jpg", "Picture from Jane <Doe>", b"\xff\xd8\xff"),
        ("picture-1.heic", "Picture from Jane, as it came", b"ftypheic"),
    ]
    assert await ours.has_file(CLIENTS, root, PHOTO.name, SINCE)


async def test_words_beside_a_file_ping_nobody(world: World) -> None:
    ours, root = await _thread(world)
    await ours.share_file(CLIENTS, root, SharedFile("a.bin", b"x", "It came as a <!channel> and is none."))
    [shown] = [m for m in world.slack.workspace.thread(CLIENTS, root) if m.files]
    assert shown.pings == []
    assert shown.text == "It came as a &lt;!channel&gt; and is none."


async def test_a_file_is_found_by_its_name(world: World) -> None:
    ours, root = await _thread(world)
    assert not await ours.has_file(CLIENTS, root, PHOTO.name, SINCE)
    await ours.share_file(CLIENTS, root, PHOTO)
    await ours.post(CLIENTS, root, InboundPost("Jane", Channel.SMS, "picture-2.jpg"), "in:1")
    assert await ours.has_file(CLIENTS, root, PHOTO.name, SINCE)
    assert not await ours.has_file(CLIENTS, root, "picture-2.jpg", SINCE)


async def test_a_thread_that_is_gone_is_told(world: World) -> None:
    ours, root = await _thread(world)
    world.slack.faults.delete_message(CLIENTS, root)
    assert (await failed(ours.has_file(CLIENTS, root, PHOTO.name, SINCE))).problem is PostProblem.THREAD_GONE


async def test_without_the_scope_an_admin_must_mend_it(build: Build) -> None:
    world = await build(without=("files:write",))
    ours, root = await _thread(world)
    with pytest.raises(PostFailed) as caught:
        await ours.share_file(CLIENTS, root, PHOTO)
    assert caught.value.problem is PostProblem.TOKEN
