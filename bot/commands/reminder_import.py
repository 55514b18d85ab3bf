"""``bot reminder import``: appointments, payments and documents from a CSV file, each row by itself."""

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.cannot_start import CannotStart
from bot.commands.own_files import read_file
from bot.commands.reminder_setting import OPTIONS, wanted_of
from bot.commands.reminders import run
from bot.domain.occasion_row import FIELDS, read_row
from bot.domain.settings import WorkspaceSettings
from bot.domain.sheets.table import MAX_BYTES, Line, NotATable, Table, read_table
from bot.flows.context import Context
from bot.flows.occasions.set import set_occasion
from bot.flows.occasions.wanted import NotSet

MAX_ROWS = 5_000
SOURCE = "import"


@dataclass
class _Counts:
    set: int = 0
    changed: int = 0
    skipped: int = 0
    told: list[str] = field(default_factory=list)


def import_file(file: Path, *, announces: bool) -> bool:
    """Set what the rows tell; whether none was skipped. Rows with mistakes are told on standard error.

    Safe to run again: a row is known by its ref, or else by its words. Raises CannotStart.
    """
    table = _table(file)
    counts = _Counts()

    async def work(ctx: Context, workspace_id: str) -> list[str]:
        async with ctx.store.read(workspace_id) as uow:
            settings = (await uow.settings.load()).settings
        for line in table.lines:
            await _row(ctx, workspace_id, _written(table, line), line.number, settings, announces, counts)
        for problem in counts.told:
            print(problem, file=sys.stderr)  # noqa: T201 - beside the answer, which may go into a pipe.
        return [f"{counts.set:,} set, {counts.changed:,} known already, {counts.skipped:,} skipped."]

    run(work)
    return not counts.skipped


async def _row(
    ctx: Context,
    workspace_id: str,
    written: dict[str, str],
    number: int,
    settings: WorkspaceSettings,
    announces: bool,
    counts: _Counts,
) -> None:
    row = read_row(written, settings.time_zone, settings.currency)
    if isinstance(row, dict):
        _skip(counts, number, row)
        return
    wish = hashlib.sha256("\x1f".join(written.get(name, "") for name in FIELDS).encode()).hexdigest()
    wanted = wanted_of(row, SOURCE, announces=announces, intent_key=f"import:{wish}")
    found = await set_occasion(ctx, workspace_id, wanted)
    if isinstance(found, NotSet):
        _skip(counts, number, {OPTIONS.get(name, name): why for name, why in found.errors.items()})
        return
    counts.set += found.is_new
    counts.changed += not found.is_new


def _skip(counts: _Counts, number: int, errors: dict[str, str]) -> None:
    counts.skipped += 1
    counts.told += [f"Row {number}, {name}: {why}" for name, why in errors.items()]


def _table(file: Path) -> Table:
    try:
        table = read_table(read_file(file, MAX_BYTES), _score)
    except NotATable as wrong:
        raise CannotStart(f"{file} cannot be imported. {wrong}") from None
    names = [name.lower() for name in table.header]
    if unknown := [name for name in names if name not in FIELDS]:
        raise CannotStart(
            f"The column “{unknown[0][:40]}” is not known. The columns are: {', '.join(FIELDS)}."
        )
    if "kind" not in names or len(set(names)) < len(names):
        raise CannotStart("The first row must name the columns, each once, and kind among them.")
    if len(table.lines) > MAX_ROWS:
        raise CannotStart(f"The file has more than {MAX_ROWS:,} rows. Split it into several files.")
    return table


def _score(cells: Sequence[str]) -> int:
    return sum(cell.strip().lower() in FIELDS for cell in cells)


def _written(table: Table, line: Line) -> dict[str, str]:
    return dict(zip((name.lower() for name in table.header), line.cells, strict=False))
