"""What a teammate is told of an import: what it would do, how far it is, and what it has done."""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.client_import import Counts
from bot.domain.sheets.rows import Problem, Sheet

SHOWN_PROBLEMS = 8


def found(file_name: str, sheet: Sheet, counts: Counts, problems: Mapping[int, Sequence[Problem]]) -> str:
    """What an import would do."""
    lines = [f"I have read {file_name}: {_rows(counts.rows)}. An import would"]
    lines += [f"• {line}" for line in _would(counts)]
    if sheet.columns.ignored:
        lines.append(f"These columns are not understood and are left out: {_some(sheet.columns.ignored)}.")
    lines += _problem_lines(problems)
    if not counts.written:
        lines.append("So there is nothing to import.")
    return "\n".join(lines)


def import_label(counts: Counts) -> str:
    """What the button says that begins it."""
    return f"Import {_clients(counts.written)}"


def not_fetched(file_name: str, reason: str) -> str:
    """That the file could not be had."""
    return f"I could not get {file_name}, so nothing was imported. {reason} Type /client import to try again."


def unreadable(file_name: str, reason: str) -> str:
    """That it is no file of clients."""
    return f"{file_name} cannot be imported. {reason}"


def broken(file_name: str) -> str:
    """That something is wrong with us."""
    return (
        f"Something went wrong on our side with {file_name}, and I have given up. What was imported stays. "
        "Import the file again: what is there already is left as it is. Tell an admin if it stays so."
    )


def on_the_way(file_name: str, done: int, of: int) -> str:
    """How far it is."""
    return f"The import of {file_name} is at row {done:,} of {of:,}."


def done(file_name: str, counts: Counts) -> str:
    """What it has done."""
    parts = [f"{_clients(counts.created)} created", f"{counts.changed:,} changed"]
    parts.append(f"{counts.unchanged:,} left as they were")
    said = f"The import of {file_name} is done: {', '.join(parts)}."
    if counts.skipped:
        come, them = ("comes", "it") if counts.skipped == 1 else ("come", "them")
        said += f" {_rows(counts.skipped)} could not be imported and {come} as a file that says why."
        said += f" Mend {them} there and import that file."
    return said


def expired(file_name: str, *, begun: bool) -> str:
    """That it was ended after a day."""
    if begun:
        return (
            f"The import of {file_name} could not be finished within a day, so it was ended. What was "
            "imported stays. Import the file again: what is there already is left as it is."
        )
    return f"Nobody confirmed the import of {file_name} within a day, so the file was deleted here."


def rejected(skipped: int) -> str:
    """Beside the file of those rows."""
    return (
        f"{_rows(skipped)} not imported: the first column says why. Mend what is wrong and import this file."
    )


def _would(counts: Counts) -> list[str]:
    lines = [
        (counts.created, f"create {_clients(counts.created)}"),
        (counts.changed, f"change {_clients(counts.changed)}"),
        (counts.unchanged, f"leave {_clients(counts.unchanged)} as they are"),
        (counts.skipped, f"skip {_rows(counts.skipped)} in which something is wrong"),
    ]
    return [line for count, line in lines if count] or ["do nothing: the file has no rows"]


def _problem_lines(problems: Mapping[int, Sequence[Problem]]) -> list[str]:
    told = [each for row in sorted(problems) for each in problems[row]]
    lines = [f"Row {each.row}, {each.column}: {each.sentence}" for each in told[:SHOWN_PROBLEMS]]
    if len(told) > SHOWN_PROBLEMS:
        lines.append(f"… and {len(told) - SHOWN_PROBLEMS:,} more. The rows come as a file when this is over.")
    return lines


def _some(names: Iterable[str]) -> str:
    listed = [name[:40] for name in names]
    more = len(listed) - SHOWN_PROBLEMS
    return ", ".join(listed[:SHOWN_PROBLEMS]) + (f" and {more} more" if more > 0 else "")


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"


def _clients(count: int) -> str:
    return f"{count:,} {'client' if count == 1 else 'clients'}"
