"""Clients written as rows of a CSV file, in the columns that an import understands.

A phone number is written in E.164 with an apostrophe before its plus, as every cell is that a spreadsheet
would take for a formula: it stays text, keeps its plus and all of its digits, and is read again as it was.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.client import Client
from bot.domain.client_record import record_of, tidy
from bot.domain.sheets.cells import guarded, joined, moment_cell
from bot.domain.sheets.columns import PROBLEM, TITLES, Column
from bot.domain.sheets.rows import Problem, Row

HEADER = tuple(TITLES.values())
# Without this mark spreadsheets read accents wrongly.
_MARK = "\ufeff"


def written(header: Sequence[str], rows: Iterable[Sequence[str]], *, begins: bool = True) -> bytes:
    """The rows as a CSV file in UTF-8, or as a part of one that has begun before."""
    text = io.StringIO(newline="")
    text.write(_MARK if begins else "")
    writer = csv.writer(text)
    if begins:
        writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def client_row(client: Client, next_appointment: datetime | None = None) -> list[str]:
    """A client as a row below ``HEADER``, with the time (UTC) of the next appointment."""
    record = tidy(record_of(client, next_appointment))
    cells = {
        Column.NAME: record.name,
        Column.NUMBERS: "; ".join(address.value for address in client.numbers),
        Column.WHATSAPP: "; ".join(each.value for each in client.addresses if not each.is_phone),
        Column.COMPANY: record.company,
        Column.KIND: record.kind,
        Column.LANGUAGE: record.language,
        Column.TIME_ZONE: record.time_zone or "",
        Column.TAGS: joined(record.tags),
        Column.OWNER: record.owner or "",
        Column.NOTES: record.notes,
        Column.NEXT_APPOINTMENT: moment_cell(record.next_appointment),
        Column.LAST_ORDER: record.last_order,
        Column.SPAM: "yes" if client.is_spam else "",
        Column.CLIENT_ID: client.id,
    }
    return [guarded(cells[column]) for column in TITLES]


def rejected_rows(
    header: Sequence[str], rows: Iterable[Row], problems: Mapping[int, Sequence[Problem]]
) -> bytes:
    """Rows that were not imported as they stood in the file, with what is wrong in a column of its own.

    A column of problems that stood there before is written anew.
    """
    kept = [place for place, name in enumerate(header) if name.casefold() != PROBLEM.casefold()]
    lines = []
    for row in rows:
        told = " ".join(f"{each.column}: {each.sentence}" for each in problems.get(row.number, ()))
        cells = [row.cells[place] if place < len(row.cells) else "" for place in kept]
        extra = row.cells[len(header) :]
        lines.append([guarded(told), *(_once(cell) for cell in (*cells, *extra))])
    return written([PROBLEM, *(_once(header[place]) for place in kept)], lines)


def _once(cell: str) -> str:
    """Guarded, unless it came guarded: what was written by us and comes back stays as it is."""
    return cell if cell.startswith("'") else guarded(cell)
