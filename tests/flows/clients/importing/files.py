"""Short words for files of clients and what comes of them."""

from dataclasses import dataclass, field

from bot.domain.client import Client
from bot.domain.client_import import Counts
from bot.domain.sheets.rows import read_sheet
from bot.domain.sheets.table import MAX_BYTES
from bot.flows.clients.importing.whole import Result, dry_run, reading_of, run
from bot.ports import DownloadFailed
from tests.flows.harness import Team

MAYA = "U0MAYA"


@dataclass
class Files:
    """Where the file lies that a teammate has handed over; refuses on demand."""

    content: bytes = b""
    refuse: list[DownloadFailed] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, url: str, most_bytes: int) -> bytes:
        """The file."""
        self.asked.append(url)
        assert most_bytes == MAX_BYTES
        if self.refuse:
            raise self.refuse.pop(0)
        return self.content


def csv(*lines: str) -> bytes:
    """A file with these lines."""
    return ("\n".join(lines) + "\n").encode()


async def looked_at(team: Team, content: bytes) -> Result:
    """What an import would do."""
    sheet = read_sheet(content, await reading_of(team.ctx, team.workspace_id))
    return await dry_run(team.ctx, team.workspace_id, sheet)


async def imported(team: Team, content: bytes) -> Result:
    """What an import has done."""
    sheet = read_sheet(content, await reading_of(team.ctx, team.workspace_id))
    return await run(team.ctx, team.workspace_id, MAYA, sheet)


async def everybody(team: Team) -> list[Client]:
    """All clients, in the order in which they were added."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        return await uow.client_list.after("", 100_000)


def figures(counts: Counts) -> tuple[int, int, int, int]:
    """Created, changed, unchanged, skipped."""
    return counts.created, counts.changed, counts.unchanged, counts.skipped


def told(result: Result) -> dict[int, list[str]]:
    """What is wrong, by row: the column and the sentence."""
    return {
        row: [f"{each.column}: {each.sentence}" for each in problems]
        for row, problems in result.problems.items()
    }
