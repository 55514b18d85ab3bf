"""Files: uploaded by the app in three steps, shared by people, fetched with the token."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack import Upload
from tests.sandbox.slack.conftest import GENERAL, MAYA, QUIET, TOKEN, Build, World
from tests.sandbox.slack.test_views import trigger

PNG = b"\x89PNG not really"


async def _upload(world: World, content: bytes = PNG, length: int | None = None) -> tuple[str, int]:
    answer = await world.client.files_getUploadURLExternal(filename="a.png", length=length or len(content))
    async with world.session.post(answer["upload_url"], data=content) as response:
        return answer["file_id"], response.status


async def test_slack_sdks_upload_shares_a_file_in_a_thread(world: World) -> None:
    root = await world.post()
    await world.client.files_upload_v2(
        channel=GENERAL, thread_ts=root, content=PNG, filename="a.png", initial_comment="See"
    )
    [message] = world.slack.workspace.channels[GENERAL].replies(root)
    assert (message.subtype, message.text) == ("file_share", "See")
    assert message.files[0].content == PNG
    await world.slack.settle()
    assert world.double.events("message", "file_share")[0]["bot_id"] == "B0THREAD"


async def test_several_files_share_one_message(world: World) -> None:
    ids = [(await _upload(world))[0] for _ in range(2)]
    answer = await world.client.files_completeUploadExternal(
        files=[{"id": one, "title": "Picture"} for one in ids], channel_id=GENERAL
    )
    assert [file["title"] for file in answer["files"]] == ["Picture", "Picture"]
    [message] = world.slack.workspace.messages(GENERAL)
    assert len(message.files) == 2


async def test_what_uploads_are_refused_for(world: World) -> None:
    async def refused(method: str, **arguments: Any) -> str:
        return await world.refused(world.client.api_call(method, params=arguments))

    assert await refused("files.getUploadURLExternal", filename="a") == "missing_argument"
    assert await refused("files.getUploadURLExternal", filename="a", length=-1) == "invalid_arguments"
    huge = await refused("files.getUploadURLExternal", filename="a", length=2_000_000_000)
    assert huge == "file_upload_size_restricted"
    long = await refused("files.getUploadURLExternal", filename="a", length=1, alt_txt="x" * 1001)
    assert long == "alt_txt_too_large"
    assert await refused("files.completeUploadExternal", files="[]") == "invalid_arguments"
    assert await refused("files.completeUploadExternal", files='[{"id": "F0"}]') == "file_not_found"
    file_id, _ = await _upload(world)
    named = f'[{{"id": "{file_id}"}}]'
    assert await refused("files.completeUploadExternal", files=named, channel_id=QUIET) == "not_in_channel"
    assert await refused("files.info", file="F0") == "file_not_found"


async def test_the_bytes_must_be_as_many_as_announced(world: World) -> None:
    assert (await _upload(world, b"123", length=4))[1] == 400
    assert (await _upload(world, b"12345", length=4))[1] == 400
    assert (await _upload(world, b"1", length=60_000_000))[1] == 413
    async with world.session.post(f"{world.slack.base_url}/slack/upload/F0", data=b"1") as response:
        assert response.status == 404


async def _fetch(world: World, url: str, token: str | None) -> tuple[str, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with world.session.get(url, headers=headers) as response:
        assert response.status == 200
        return response.content_type, await response.read()


async def test_a_persons_file_needs_the_token(world: World) -> None:
    ts = world.slack.people.post(MAYA, GENERAL, "", files=[Upload("a b.png", PNG, "image/png")])
    history = await world.client.conversations_history(channel=GENERAL)
    url = history["messages"][0]["files"][0]["url_private"]
    assert await _fetch(world, url, TOKEN) == ("image/png", PNG)
    assert (await _fetch(world, url, None))[0] == "text/html"
    assert (await _fetch(world, url, "xoxb-other"))[0] == "text/html"
    file_id = world.slack.workspace.message(GENERAL, ts).files[0].id
    assert (await world.client.files_info(file=file_id))["file"]["url_private"] == url


async def test_a_file_needs_the_scope_and_a_shared_channel(build: Build) -> None:
    poor = await build(without=("files:read",))
    poor.slack.people.post(MAYA, GENERAL, "", files=[Upload("a.png", PNG, "image/png")])
    [file] = poor.slack.workspace.files.values()
    assert (await _fetch(poor, f"{poor.slack.base_url}/slack/files/{file.id}/a.png", TOKEN))[0] == "text/html"
    rich = await build()
    rich.slack.people.post(MAYA, QUIET, "", files=[Upload("a.png", PNG, "image/png")])
    [hidden] = rich.slack.workspace.files.values()
    assert (await _fetch(rich, f"{rich.slack.base_url}/slack/files/{hidden.id}/a.png", TOKEN))[
        0
    ] == "text/html"
    assert await rich.refused(rich.client.files_info(file=hidden.id)) == "not_visible"


async def test_an_upload_as_a_form_is_taken_too(world: World) -> None:
    answer = await world.client.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    form = aiohttp.FormData()
    form.add_field("file", PNG, filename="a.png")
    async with world.session.post(answer["upload_url"], data=form) as response:
        assert await response.text() == f"OK - {len(PNG)}"


def picture(**slack_file: str) -> list[dict[str, Any]]:
    return [{"type": "image", "block_id": "p", "alt_text": "A tooth", "slack_file": slack_file}]


async def test_an_uploaded_picture_stands_in_blocks(world: World) -> None:
    file_id, _ = await _upload(world)
    done = await world.client.files_completeUploadExternal(files=[{"id": file_id}])
    url = done["files"][0]["url_private"]
    for blocks in (picture(id=file_id), picture(url=url)):
        ts = await world.post("See", blocks=blocks)
        assert world.slack.workspace.message(GENERAL, ts).blocks == blocks
    context = [{"type": "context", "block_id": "c", "elements": [{**picture(id=file_id)[0]}]}]
    del context[0]["elements"][0]["block_id"]  # type: ignore[index]
    await world.post("See", blocks=context)
    view = {"type": "modal", "title": {"type": "plain_text", "text": "A"}, "blocks": picture(id=file_id)}
    assert (await world.client.views_open(trigger_id=await trigger(world), view=view))["ok"]


async def test_a_picture_must_be_there_and_be_one(world: World) -> None:
    announced = await world.client.files_getUploadURLExternal(filename="a.png", length=3)
    words = await world.client.files_getUploadURLExternal(filename="a.txt", length=3)
    async with world.session.post(words["upload_url"], data=b"abc") as response:
        assert response.status == 200
    hidden = world.slack.people.post(MAYA, QUIET, "", files=[Upload("a.png", PNG, "image/png")])
    theirs = world.slack.workspace.message(QUIET, hidden).files[0].id
    for name in ("F0NOWHERE", announced["file_id"], words["file_id"], theirs):
        with pytest.raises(SlackApiError) as caught:
            await world.post("See", blocks=picture(id=name))
        assert caught.value.response["error"] == "invalid_blocks"
        assert caught.value.response["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    view = {"type": "modal", "title": {"type": "plain_text", "text": "A"}, "blocks": picture(id="F0NOWHERE")}
    refused = world.client.views_open(trigger_id=await trigger(world), view=view)
    assert await world.refused(refused) == "invalid_arguments"


async def test_a_file_goes_to_direct_messages(world: World) -> None:
    direct = (await world.client.conversations_open(users=MAYA))["channel"]["id"]
    file_id, _ = await _upload(world)
    await world.client.files_completeUploadExternal(files=[{"id": file_id}], channel_id=direct)
    [message] = world.slack.workspace.messages(direct)
    assert [file.id for file in message.files] == [file_id]
