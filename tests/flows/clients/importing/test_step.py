"""An import asked for in Slack: read, asked about, carried out step by step, and forgotten."""

import csv as csv_module
import io
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.client_import import ImportState
from bot.domain.roles import Role
from bot.flows.clients.importing import request as asking
from bot.flows.clients.importing.batch import SIZE
from bot.flows.clients.importing.request import cancel, confirm, expire, request
from bot.flows.clients.importing.step import Importer
from bot.flows.team.permissions import NotAllowed
from bot.ports import DownloadFailed, HandedOver, PostFailed, PostProblem
from bot.storage.repositories.new_clients import NewClients
from bot.storage.tables import client_imports, import_problems
from tests.flows.clients.importing.files import MAYA, Files, csv, everybody
from tests.flows.harness import JANE, Team

SAM = "U0SAM"
TWO = csv("Name,Phone", f"Jane,{JANE}", "John,12", "Joan,+12125550125")


class Desk:
    """A manager who imports, and the worker that does it."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.files = Files(TWO)
        self.importer = Importer(self.files)

    async def ask(self, user: str = MAYA, name: str = "clients.csv", size: int = 100) -> str:
        team = self.team
        file = HandedOver(name, "https://files.test/1", size)
        return await request(team.ctx, team.workspace_id, user, file)

    async def steps(self, most: int = 1_000) -> int:
        """Do what is due; how many steps it took."""
        for count in range(most):
            if not await self.importer.step(self.team.ctx, self.team.workspace_id):
                return count
        return most

    async def last(self) -> Any:
        """The newest import as it is stored."""
        return (await self.team.rows(client_imports))[-1]

    async def press(self, flow: Any, user: str = MAYA) -> str:
        row = await self.last()
        said: str = await flow(self.team.ctx, self.team.workspace_id, row.id, user)
        return said

    async def told(self) -> list[str]:
        """What the direct messages say."""
        await self.team.work()
        return [text for _, text in self.team.slack.directs]


@pytest.fixture
async def desk(team: Team) -> Desk:
    """Maya and Sam are managers."""
    for user in (MAYA, SAM):
        await team.promote(user, Role.MANAGER)
    return Desk(team)


async def problems_kept(team: Team) -> int:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return len((await uow.connection.execute(import_problems.select())).all())


async def test_a_file_is_read_asked_about_and_imported(desk: Desk) -> None:
    assert await desk.ask() == ""
    assert await desk.steps() == 1
    [found] = await desk.told()
    assert found.splitlines() == [
        "I have read clients.csv: 3 rows. An import would",
        "• create 2 clients",
        "• skip 1 row in which something is wrong",
        "Row 3, Phone: “12” is too short for a phone number. Check it, with the country code first.",
    ]
    [asked] = [row for row in await desk.team.outbox(kind="direct") if "offers" in row.data]
    row = await desk.last()
    assert asked.data["offers"] == [["import", row.id, "Import 2 clients"], ["cancel_import", row.id]]
    assert (row.state, row.content, row.url) == ("ready", TWO, "")
    assert await everybody(desk.team) == []

    assert await desk.press(confirm) == asking.BEGUN
    assert await desk.steps() == 1
    assert [client.name for client in await everybody(desk.team)] == ["Jane", "Joan"]
    assert (await desk.told())[1:] == [
        "The import of clients.csv is done: 2 clients created, 0 changed, 0 left as they were. 1 row could "
        "not be imported and comes as a file that says why. Mend it there and import that file."
    ]
    [(user, file)] = desk.team.slack.files
    assert (user, file.name) == (MAYA, "clients-not-imported.csv")
    header, row_ = csv_module.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""))
    assert header == ["Problem", "Name", "Phone"]
    assert row_[1:] == ["John", "12"]
    [deed] = await desk.team.audit("clients_imported")
    assert (deed.actor, deed.detail) == (
        MAYA,
        {"created": 2, "changed": 0, "unchanged": 0, "skipped": 1},
    )
    done = await desk.last()
    assert (done.state, done.content) == ("done", None)
    assert await problems_kept(desk.team) == 0


async def test_a_file_of_nothing_new_is_done_at_once(desk: Desk) -> None:
    desk.files.content = csv("Name,Phone,Shoe size", "John,12,8")
    await desk.ask()
    await desk.steps()
    [said] = await desk.told()
    assert "These columns are not understood and are left out: Shoe size." in said
    assert said.endswith("So there is nothing to import.")
    assert [row for row in await desk.team.outbox(kind="direct") if "offers" in row.data] == []
    assert len(desk.team.slack.files) == 1
    assert (await desk.last()).state == "done"
    assert await desk.ask() == ""


async def test_who_may_not_is_told_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="import or export clients"):
        await desk.ask("U0PRIYA")
    assert await desk.team.rows(client_imports) == []
    await desk.ask()
    await desk.steps()
    await desk.team.promote(MAYA, Role.SENDER)
    for flow in (confirm, cancel):
        with pytest.raises(NotAllowed):
            await desk.press(flow)
    assert (await desk.last()).state == "ready"


async def test_one_import_at_a_time(desk: Desk) -> None:
    await desk.ask()
    assert await desk.ask() == asking.MINE.format(name="clients.csv")
    assert await desk.ask(SAM) == asking.SOMEBODYS
    await desk.steps()
    assert await desk.ask(SAM) == asking.SOMEBODYS
    # What only waits for her word gives way to her own next one.
    first = (await desk.last()).id
    assert await desk.ask(name="better.csv") == ""
    states = {row.id: row.state for row in await desk.team.rows(client_imports)}
    assert states.pop(first) == "cancelled"
    assert list(states.values()) == ["fetching"]
    await desk.steps()
    await desk.press(confirm)
    assert await desk.ask() == asking.MINE.format(name="better.csv")
    await desk.steps()
    assert await desk.ask(SAM) == ""


async def test_a_word_that_was_given_is_given_once(desk: Desk) -> None:
    await desk.ask()
    await desk.steps()
    assert await desk.press(cancel) == asking.CANCELLED
    assert await desk.press(cancel) == asking.OVER
    assert await desk.press(confirm) == asking.OVER
    row = await desk.last()
    assert (row.state, row.content) == ("cancelled", None)
    assert await desk.steps() == 0
    assert await everybody(desk.team) == []


async def test_a_large_file_is_refused_at_once(desk: Desk) -> None:
    assert await desk.ask(size=8_000_001) == asking.TOO_LARGE
    assert await desk.team.rows(client_imports) == []


@pytest.mark.parametrize(
    ("content", "refused", "words"),
    [
        (b"PK\x03\x04", None, "Save it as CSV UTF-8"),
        (b"Jane,John\n", None, "No column with phone numbers"),
        (TWO, "Slack does not have the file any more.", "Slack does not have the file any more."),
    ],
)
async def test_a_file_that_cannot_be_had_or_read_is_told(
    desk: Desk, content: bytes, refused: str | None, words: str
) -> None:
    desk.files.content = content
    desk.files.refuse = [DownloadFailed(refused)] if refused else []
    await desk.ask()
    await desk.steps()
    [said] = await desk.told()
    assert said.startswith(("clients.csv cannot be imported.", "I could not get clients.csv"))
    assert words in said
    assert (await desk.last()).state == "failed"
    assert await desk.ask() == ""


async def test_slack_s_trouble_is_waited_out_and_then_told(desk: Desk) -> None:
    slow = "Slack took too long to give the file."
    desk.files.refuse = [DownloadFailed(slow, again=True)]
    await desk.ask()
    assert await desk.steps() == 1
    assert await desk.told() == []
    desk.team.clock.advance(minutes=15)
    await desk.steps()
    assert (await desk.last()).state == "ready"
    await desk.press(cancel)
    desk.files.refuse = [DownloadFailed(slow, again=True) for _ in range(5)]
    await desk.ask()
    for _ in range(5):
        await desk.steps()
        desk.team.clock.advance(minutes=15)
    assert slow in (await desk.told())[-1]
    assert (await desk.last()).state == "failed"


async def test_a_killed_worker_s_import_goes_on_where_it_stood(desk: Desk) -> None:
    numbers = [f"+1212555{n}" for n in range(1000, 1000 + 2 * SIZE + 50)]
    lines = [f"Client {n},{n}" for n in numbers]
    # The same client by another number than in an earlier batch: told, although another worker found it.
    await desk.team.meet("Two numbers", numbers[0])
    async with desk.team.ctx.store.write(desk.team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([numbers[0]]))[numbers[0]]
        await uow.addresses.add(owner.client_id, JANE, desk.team.clock.now())
    desk.files.content = csv("Name,Phone", *lines, f"Again,{JANE}")
    await desk.ask()
    await desk.steps()
    await desk.press(confirm)
    assert await desk.steps(most=1) == 1
    assert len(await everybody(desk.team)) == SIZE
    assert (await desk.last()).done == SIZE
    desk.importer = Importer(desk.files)
    await desk.steps()
    row = await desk.last()
    assert (row.state, row.created, row.changed, row.unchanged, row.skipped) == (
        "done",
        len(numbers) - 1,
        1,
        0,
        1,
    )
    assert len(await everybody(desk.team)) == len(numbers)
    [deed] = await desk.team.audit("clients_imported")
    assert deed.detail["created"] == len(numbers) - 1


async def test_a_worker_killed_while_reading_is_followed_by_another(desk: Desk) -> None:
    await desk.ask()
    claimed = await desk.importer._claim(desk.team.ctx, desk.team.workspace_id)
    assert claimed is not None
    assert await desk.steps() == 0
    desk.team.clock.advance(minutes=3)
    assert await desk.steps() == 1
    assert (await desk.last()).state == "ready"


async def test_a_fault_of_ours_is_tried_again_then_told_and_keeps_nobody_waiting(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError

    await desk.ask()
    await desk.steps()
    await desk.press(confirm)
    monkeypatch.setattr(NewClients, "add", broken)
    for _ in range(5):
        assert await desk.steps() == 1
        desk.team.clock.advance(minutes=15)
    assert "Something went wrong on our side with clients.csv" in (await desk.told())[-1]
    assert await everybody(desk.team) == []
    row = await desk.last()
    assert (row.state, row.content) == ("failed", None)
    monkeypatch.undo()
    assert await desk.ask() == ""


async def test_progress_of_a_long_file_is_told(desk: Desk) -> None:
    numbers = [f"+1212{n}" for n in range(5550000, 5550000 + 2_000)]
    desk.files.content = csv("Name,Phone", *(f"C,{number}" for number in numbers))
    await desk.ask()
    await desk.steps()
    await desk.press(confirm)
    assert await desk.steps() == 10
    said = await desk.told()
    assert said[1:4] == [
        f"The import of clients.csv is at row {row} of 2,000." for row in ("600", "1,000", "1,600")
    ]
    assert said[4].startswith("The import of clients.csv is done: 2,000 clients created")


async def test_what_nobody_confirms_is_deleted_after_a_day(desk: Desk) -> None:
    await desk.ask()
    await desk.steps()
    desk.team.clock.advance(hours=23)
    await expire(desk.team.ctx, desk.team.workspace_id)
    assert (await desk.last()).state == "ready"
    desk.team.clock.advance(hours=2)
    await expire(desk.team.ctx, desk.team.workspace_id)
    row = await desk.last()
    assert (row.state, row.content) == ("cancelled", None)
    assert "within a day, so the file was deleted" in (await desk.told())[-1]
    assert await desk.press(confirm) == asking.OVER
    desk.team.clock.advance(days=7)
    await expire(desk.team.ctx, desk.team.workspace_id)
    assert await desk.team.rows(client_imports) == []


async def test_an_import_that_cannot_be_finished_is_ended_and_told(desk: Desk) -> None:
    await desk.ask()
    await desk.steps()
    await desk.press(confirm)
    desk.team.clock.advance(hours=25)
    await expire(desk.team.ctx, desk.team.workspace_id)
    assert "could not be finished within a day" in (await desk.told())[-1]
    assert await desk.steps() == 0


async def test_rows_that_slack_does_not_take_are_not_kept_for_ever(desk: Desk) -> None:
    await desk.ask()
    await desk.steps()
    await desk.press(confirm)
    await desk.steps()
    assert (await desk.last()).content is not None
    desk.team.clock.advance(hours=25)
    await expire(desk.team.ctx, desk.team.workspace_id)
    row = await desk.last()
    assert (row.state, row.content) == (ImportState.DONE.value, None)
    await desk.told()
    assert desk.team.slack.files == []


async def test_rows_that_may_not_be_handed_over_are_told_of(desk: Desk) -> None:
    await desk.ask()
    await desk.steps()
    await desk.press(cancel)
    await desk.told()
    desk.files.content = csv("Name,Phone", "John,12")
    await desk.ask()
    await desk.steps()
    await desk.team.write()
    desk.team.slack.refuse = [PostFailed(PostProblem.TOKEN, "missing_scope")]
    desk.team.clock.advance(seconds=5)
    assert "files:write" in (await desk.told())[-1]
    assert desk.team.clock.now() - (await desk.last()).created_at < timedelta(minutes=1)
