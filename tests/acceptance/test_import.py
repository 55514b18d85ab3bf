"""Clients come in by a file dropped into a window, and go out as one, over the whole program."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.roles import Role
from bot.sandbox.slack import Message, Upload
from bot.storage.tables import client_imports
from tests.acceptance.people import MAYA, SAM, Desk
from tests.support.program import Program, eventually, running_program


async def manager(program: Program, user: str) -> None:
    await program.promote(user, Role.MANAGER)


async def hand_over(desk: Desk, user: str, name: str, content: str) -> None:
    """Drop a file into the window and submit it."""
    desk.typed.append(content)
    view = await desk.open_form(user, "/client", "import")
    desk.people.attach(user, view.id, "file", "file", [Upload(name, content.encode(), "text/csv")])
    result = await desk.people.submit(user, view.id)
    assert result.ok, result
    assert result.view is not None
    assert "I am reading your file" in json.dumps(result.view.blocks)
    await desk.people.close_view(user, result.view.id)


async def direct(desk: Desk, program: Program, user: str, said: str) -> Message:
    """The newest direct message of the app that holds these words, once it stands."""

    def find() -> Message | None:
        place = desk.people.direct_channel(user)
        messages = program.slack.workspace.messages(place)
        return next((each for each in reversed(messages) if said in each.text), None)

    found: Message = await eventually(find, f"{user} is told {said!r} directly")
    return found


@pytest.mark.asyncio(loop_scope="module")
async def test_a_file_becomes_clients_that_can_be_found_and_texted(desk: Desk, shared: Program) -> None:
    await manager(shared, MAYA)
    phone = desk.newcomer()
    rows = ["Full name;Mobile;Firm;Labels", f"Zoë Import-Müller;{phone.number};Café;VIP, Late", "Nobody;12;;"]
    await hand_over(desk, MAYA, "clinic.csv", "\r\n".join(rows))
    asked = await direct(desk, shared, MAYA, "I have read clinic.csv: 2 rows.")
    assert desk.buttons(asked) == ["Import 1 client", "Cancel"]
    assert "Row 3, Mobile:" in asked.text
    await desk.press(MAYA, asked, "clients_import")
    await direct(desk, shared, MAYA, "The import of clinic.csv is done: 1 client created")
    rejects = await direct(desk, shared, MAYA, "1 row not imported")
    assert [file.name for file in rejects.files] == ["clinic-not-imported.csv"]

    view = await desk.open_form(MAYA, "/client", "import-muller")
    shown = json.dumps(view.blocks, ensure_ascii=False)
    for words in ("Zoë Import-Müller", phone.shown, "Café", "VIP"):
        assert words in shown
    await desk.people.close_view(MAYA, view.id, everything=True)
    # When she writes, it is her thread and not a stranger's.
    phone.write("Is my table free?")
    root = await desk.thread_of("Import-Müller")
    await desk.in_thread(root, "Is my table free?")
    assert "Unknown number" not in desk.said(root)


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_exported_comes_back_unchanged(desk: Desk, shared: Program) -> None:
    await manager(shared, SAM)
    answer = await desk.people.command(SAM, desk.inbox, "/client", "export")
    assert answer.ok
    sent = await direct(desk, shared, SAM, "Your clients, as you asked")
    [file] = sent.files
    assert file.content is not None
    await hand_over(desk, SAM, "back.csv", file.content.decode("utf-8"))
    found = await direct(desk, shared, SAM, "I have read back.csv")
    assert "So there is nothing to import." in found.text
    assert "skip" not in found.text


@pytest.fixture
async def idle(database_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """The program on each database, with no process of the bot running yet."""
    async with running_program(database_url, tmp_path) as running:
        yield running


@pytest.mark.crash
async def test_an_import_goes_on_after_a_kill_and_does_no_row_twice(idle: Program) -> None:
    desk, count = Desk(idle), 6_000
    process = await idle.start()
    await manager(idle, MAYA)
    numbers = [f"+1212{number}" for number in range(5_550_000, 5_550_000 + count)]
    await hand_over(desk, MAYA, "many.csv", "\n".join(["Name,Phone", *(f"C {n},{n}" for n in numbers)]))
    asked = await direct(desk, idle, MAYA, "create 6,000 clients")
    await desk.press(MAYA, asked, "clients_import")
    await eventually(lambda: done(idle), "the first rows are imported")
    await idle.kill(process)
    assert 0 < await done(idle) < count
    await idle.start()
    await direct(desk, idle, MAYA, "is done: 6,000 clients created, 0 changed, 0 left as they were.")
    assert len(await idle.audit("client_created")) == count
    assert len(await idle.audit("clients_imported")) == 1


async def done(program: Program) -> int:
    """How many rows of the import have had their outcome."""
    store = program._store()
    try:
        async with store.reader.connect() as connection:
            found: Any = await connection.execute(select(client_imports.c.done))
            return int(found.scalar_one())
    finally:
        await store.close()
