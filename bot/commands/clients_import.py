"""``bot clients import``: clients from a CSV file, looked at or written down."""

import sys
from collections.abc import Iterable
from pathlib import Path

from bot.cannot_start import CannotStart
from bot.commands.own_files import read_file, write_own
from bot.commands.prepare import run_async, settings_of
from bot.config import ClientsSettings
from bot.config_values import region as checked_region
from bot.domain.client_import import Counts
from bot.domain.sheets.rows import Sheet, read_sheet
from bot.domain.sheets.table import MAX_BYTES, NotATable
from bot.flows.clients.importing.rejects import rejects_file
from bot.flows.clients.importing.whole import Result, dry_run, reading_of, run
from bot.flows.context import Context
from bot.flows.team.roles import OPERATOR

_PROGRESS_EVERY = 5_000


def execute(file: Path, *, dry_run: bool, region: str, errors: Path | None) -> bool:
    """Import ``file`` or say what that would do; whether no row was skipped. Raises CannotStart.

    Rows that are skipped are told on standard error, and written to ``errors`` if it is given.
    """
    settings = settings_of(ClientsSettings)
    if errors and errors.absolute() == file.absolute():
        raise CannotStart("--errors names the file itself, which would be lost. Name another file.")
    content, where = read_file(file, MAX_BYTES), _region(region) or settings.default_region
    from bot import wiring  # noqa: PLC0415 - a wrong setting is told before everything is loaded.

    results: list[Result] = []

    async def main() -> None:
        async with wiring.workspace(settings) as (ctx, workspace_id):
            sheet = await _sheet(ctx, workspace_id, file, content, where)
            results.append(await _done(ctx, workspace_id, sheet, only_look=dry_run))
        _tell(sheet, results[0], dry_run=dry_run)
        if errors and results[0].problems:
            write_own(errors, rejects_file(sheet, results[0].problems))
            _say(f"The rows that were skipped are in {errors}. Mend them there and import that file.")

    run_async(main())
    return not results[0].problems


def _region(typed: str) -> str:
    try:
        return checked_region(typed) if typed else ""
    except ValueError:
        raise CannotStart(
            f"--region {typed[:20]} is no country. Write its two letters, such as US."
        ) from None


async def _sheet(ctx: Context, workspace_id: str, file: Path, content: bytes, region: str) -> Sheet:
    try:
        return read_sheet(content, await reading_of(ctx, workspace_id, region))
    except NotATable as wrong:
        raise CannotStart(f"{file} cannot be imported. {wrong}") from None


async def _done(ctx: Context, workspace_id: str, sheet: Sheet, *, only_look: bool) -> Result:
    if only_look:
        return await dry_run(ctx, workspace_id, sheet)
    told = [0]

    def progress(counts: Counts) -> None:
        if counts.rows - told[0] >= _PROGRESS_EVERY:
            told[0] = counts.rows
            _say(f"{counts.rows:,} of {len(sheet.rows):,} rows.")

    return await run(ctx, workspace_id, OPERATOR, sheet, progress)


def _tell(sheet: Sheet, result: Result, *, dry_run: bool) -> None:
    for line in _problem_lines(result):
        _say(line)
    if sheet.columns.ignored:
        _say(f"Left out, because they are not understood: {', '.join(sheet.columns.ignored)}.")
    counts = result.counts
    said = (
        f"{counts.created:,} created, {counts.changed:,} changed, {counts.unchanged:,} unchanged, "
        f"{counts.skipped:,} skipped."
    )
    print(f"An import would have done this: {said} Nothing was written." if dry_run else said)  # noqa: T201


def _problem_lines(result: Result) -> Iterable[str]:
    for row in sorted(result.problems):
        yield from (f"Row {row}, {each.column}: {each.sentence}" for each in result.problems[row])


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 - beside the answer, which may go into a pipe.
