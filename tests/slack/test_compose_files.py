"""Files that go along with what is written in the form."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from bot.flows.desk import MediaDesk
from bot.media.folder import MediaFolder
from bot.media.links import MediaLinks
from bot.media.sources import BucketFiles
from bot.sandbox.slack.models import Upload
from bot.slack.threads import SlackThreads
from bot.storage.tables import outbox
from tests.media import buckets
from tests.slack.compose_form import command, preview, write
from tests.slack.conftest import MAYA, World
from tests.slack.windows import window


async def _choose_file(world: World, upload: Upload) -> None:
    world.slack.people.attach(MAYA, window(world).id, "files", "compose_files", [upload])


async def test_chosen_files_are_kept_with_the_text_until_they_are_ready(world: World) -> None:
    desk = MediaDesk(MediaFolder(Path("unused")), MediaLinks("https://texts.example", b"key"))
    object.__setattr__(world.deps, "ctx", replace(world.deps.ctx, media=desk))
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    await _choose_file(world, Upload("room.jpg", b"\xff\xd8\xff", "image/jpeg"))
    await write(world, "Hello there")
    assert "1 file goes along, as one MMS." in preview(window(world))
    result = await world.slack.people.submit(MAYA, view.id)
    assert (result.ok, world.slack.people.open_view(MAYA)) == (True, None)
    assert await world.count("messages") == 0
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        rows = (await uow.connection.execute(select(outbox).where(outbox.c.kind == "compose_files"))).all()
    [[name, kind, size, url]] = rows[0].data["files"]
    assert (name, kind, size) == ("room.jpg", "image/jpeg", 3)
    assert await SlackThreads(world.client).fetch_file(url, 100) == b"\xff\xd8\xff"


async def test_an_address_of_a_file_is_kept_with_the_text_and_a_wrong_one_told_at_its_field(
    world: World,
) -> None:
    desk = MediaDesk(MediaFolder(Path("unused")), MediaLinks("https://texts.example", b"key"))
    object.__setattr__(world.deps, "ctx", replace(world.deps.ctx, media=desk))
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    field = ("file_url", "compose_file_url")
    await world.slack.people.type_text(MAYA, view.id, *field, "http://example.com/list.pdf")
    refused = await world.slack.people.submit(MAYA, view.id)
    assert "Only https is fetched" in refused.errors["file_url"]
    await world.slack.people.type_text(MAYA, view.id, *field, " https://example.com/list.pdf ")
    await write(world, "Hello there")
    assert "1 file goes along, as one MMS." in preview(window(world))
    # What was typed survives that the form is drawn anew.
    [shown] = [block for block in window(world).blocks if block["block_id"] == "file_url"]
    assert shown["element"]["initial_value"] == "https://example.com/list.pdf"
    assert (await world.slack.people.submit(MAYA, view.id)).ok
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        rows = (await uow.connection.execute(select(outbox).where(outbox.c.kind == "compose_files"))).all()
    assert rows[0].data["files"] == [["list.pdf", "", 0, "https://example.com/list.pdf", True]]


async def test_the_team_s_own_buckets_are_named_below_the_field_of_the_address(world: World) -> None:
    def hint() -> str:
        [shown] = [block for block in window(world).blocks if block["block_id"] == "file_url"]
        return str(shown["hint"]["text"])

    await command(world, "/sms")
    assert hint().endswith("It must be open to everybody.")
    async with buckets.running("gs"):
        links, own = MediaLinks("https://texts.example", b"key"), BucketFiles(["gs://documents/out"])
        desk = MediaDesk(MediaFolder(Path("unused")), links, buckets=own)
        object.__setattr__(world.deps, "ctx", replace(world.deps.ctx, media=desk))
        await command(world, "/sms")
        assert hint().endswith("It must be open to everybody, or lie in gs://documents/out.")


async def test_files_that_cannot_go_are_told_at_their_field(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    await _choose_file(world, Upload("room.jpg", b"\xff\xd8\xff", "image/jpeg"))
    result = await world.slack.people.submit(MAYA, view.id)
    assert "PUBLIC_URL" in result.errors["files"]
    assert await world.count("outbox") == 0
