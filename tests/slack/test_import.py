"""``/client import`` and ``/client export``: the form, the file, the question, and what comes back."""

import csv
import io

from bot.domain.roles import Role
from bot.flows.clients.importing import request as asking
from bot.flows.clients.importing.step import Importer
from bot.flows.reports.backlog import backlog
from bot.sandbox.slack import Message, Upload
from bot.slack.blocks import client_import, offers
from bot.slack.blocks.client_import import FILE, READING
from bot.slack.downloads import SlackFiles
from bot.slack.listeners.commands.client import COMES
from bot.slack.threads import SlackThreads
from bot.storage.tables import client_imports
from tests.slack.conftest import MAYA, SAM, Build, World
from tests.slack.windows import appoint, attach, command, deeds, submit, title, window, words
from tests.support.journeys import post_due

SHEET = Upload("clients.csv", "Name,Phone\nZoë Müller,+12025550123\nJohn,12\n".encode(), "text/csv")


async def hand_over(world: World, file: Upload = SHEET, user: str = MAYA) -> dict[str, str]:
    """Choose a file in the form and submit it."""
    assert await command(world, user, "/client", "import") == ""
    attach(world, FILE, file, user=user)
    return await submit(world, user)


async def work(world: World) -> None:
    """Do what the worker does."""
    importer = Importer(SlackFiles(world.client))
    while await importer.step(world.ctx, world.deps.workspace_id):
        pass
    while (await backlog(world.ctx, world.deps.workspace_id)).outbox:
        await post_due(world.ctx, world.deps.workspace_id, SlackThreads(world.client))  # type: ignore[arg-type]
        world.later(seconds=1)


def directs(world: World, user: str = MAYA) -> list[Message]:
    """What stands in somebody's direct messages with the app."""
    return world.slack.workspace.messages(world.slack.people.direct_channel(user))


async def press(world: World, message: Message, action: str, user: str = MAYA) -> None:
    assert await world.slack.people.click(user, (message.channel, message.ts), "offers", action)


async def test_a_file_is_read_asked_about_and_imported(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)
    assert await hand_over(world) == {}
    assert title(world) == "Import clients"
    assert READING in words(world)
    assert world.calls("conversations.open") == []
    await work(world)
    [asked] = directs(world)
    assert "create 1 client" in asked.text
    assert "Row 3, Phone: “12” is too short" in asked.text
    labels = [each["text"]["text"] for block in asked.blocks for each in block.get("elements", [])]
    assert labels == ["Import 1 client", "Cancel"]
    assert await world.count("clients") == 0

    await press(world, asked, offers.IMPORT)
    [asked] = directs(world)
    assert "chose *Import*" in str(asked.blocks)
    assert [block for block in asked.blocks if block["type"] == "actions"] == []
    await work(world)
    _, done, rejects = directs(world)
    assert "is done: 1 client created" in done.text
    [file] = rejects.files
    assert file.name == "clients-not-imported.csv"
    assert file.content is not None
    header, row = csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""))
    assert (header, row[1:]) == (["Problem", "Name", "Phone"], ["John", "12"])
    assert await command(world, MAYA, "/client", "zoe") == ""
    assert "Zoë Müller" in words(world)
    assert [deed.action for deed in await deeds(world)][:2] == ["clients_imported", "client_created"]


async def test_cancel_forgets_the_file(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)
    await hand_over(world)
    await work(world)
    [asked] = directs(world)
    await press(world, asked, offers.CANCEL_IMPORT)
    await work(world)
    assert asking.CANCELLED in str(directs(world)[0].blocks)
    assert await world.count("clients") == 0
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        [row] = await uow.connection.execute(client_imports.select())
    assert (row.state, row.content, row.url) == ("cancelled", None, "")


async def test_a_sender_neither_imports_nor_exports(world: World) -> None:
    for verb in ("import", "EXPORT"):
        said = await command(world, SAM, "/client", verb)
        assert said.startswith("You cannot import or export clients: you are a sender here")
    assert world.slack.people.open_view(SAM) is None
    # A form that was open when the role was taken away is of no use either.
    await appoint(world, MAYA, Role.MANAGER)
    assert await command(world, MAYA, "/client", "import") == ""
    attach(world, FILE, SHEET)
    await appoint(world, SAM, Role.ADMIN)
    await appoint(world, MAYA, Role.SENDER)
    assert "You cannot import or export clients" in (await submit(world))[FILE]
    assert await world.count("client_imports") == 0


async def test_what_stands_against_a_file_is_said_at_the_field(world: World) -> None:
    for user in (MAYA, SAM):
        await appoint(world, user, Role.MANAGER)
    huge = Upload("huge.csv", b"x" * 8_000_001, "text/csv")
    assert await hand_over(world, huge) == {FILE: asking.TOO_LARGE}
    attach(world, FILE, SHEET)
    assert await submit(world) == {}
    assert await hand_over(world, SHEET, SAM) == {FILE: asking.SOMEBODYS}


async def test_a_form_without_a_file_is_not_taken(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)
    await command(world, MAYA, "/client", "import")
    assert await submit(world) == {FILE: "Please complete this required field."}
    assert window(world).callback_id == client_import.CALLBACK


async def test_without_the_scope_the_way_out_is_told(build: Build) -> None:
    world = await build(without=("files:read",))
    await appoint(world, MAYA, Role.MANAGER)
    await hand_over(world)
    await work(world)
    [told] = directs(world)
    assert told.text.startswith("I could not get clients.csv, so nothing was imported.")
    assert "files:read" in told.text


async def test_export_comes_as_a_file_that_can_be_imported(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)
    await world.add_client("=Jane", "+12025550123")
    assert await command(world, MAYA, "/client", "export") == COMES
    await work(world)
    [message] = directs(world)
    [file] = message.files
    assert file.content is not None
    assert "'=Jane,'+12025550123," in file.content.decode("utf-8")
    await hand_over(world, Upload(file.name, file.content, "text/csv"))
    await work(world)
    assert "leave 1 client as they are" in directs(world)[-1].text
    assert "nothing to import" in directs(world)[-1].text
