"""The rows of a file of clients, read cell by cell, with a sentence for each cell that cannot be read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain import phone, whatsapp_id
from bot.domain.languages import code_of
from bot.domain.sheets.cells import parts_of, read_moment, unguarded
from bot.domain.sheets.columns import Column, Columns, find_columns, score
from bot.domain.sheets.table import Line, read_table
from bot.domain.zone_search import exactly

_OWNER = re.compile(r"(?:<@)?([UW][A-Z0-9]{1,30})(?:\|[^>]*)?>?")
_PHONE_PARTS = re.compile(r"[;,|\r\n]+")
# A spreadsheet that takes a number for a figure: shortened past mending, or only with its digits dotted.
_SHORTENED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_FLOAT = re.compile(r"(\+?\d{7,})[.,]0")
_YES = {"yes", "y", "true", "1", "x", "spam"}


@dataclass(frozen=True)
class Reading:
    """What the cells are read by: the region of local phone numbers (ISO 3166), the time zone of moments that
    name none (IANA), and our own senders, who are nobody's clients."""

    region: str
    time_zone: str = "UTC"
    ours: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row: the row's number, the column as the file calls it, and a sentence."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Row:
    """One row. ``values`` are the record's fields that are not empty, ``cells`` what stands in the file."""

    number: int
    cells: tuple[str, ...]
    values: Mapping[str, Any]
    addresses: tuple[str, ...] = ()
    client_id: str = ""
    is_spam: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A file of clients. ``rows`` are in the file's order; those with problems are among them."""

    columns: Columns
    rows: tuple[Row, ...]


class _Wrong(ValueError):
    """A cell that cannot be read; the message is the sentence."""


def read_sheet(content: bytes, reading: Reading) -> Sheet:
    """The clients in a CSV file. Raises NotATable when it cannot be read as one at all."""
    table = read_table(content, score)
    columns = find_columns(table.header)
    rows = [_RowReader(columns, reading, line).row() for line in table.lines]
    return Sheet(columns, tuple(_without_repeats(columns, rows)))


def _without_repeats(columns: Columns, rows: list[Row]) -> list[Row]:
    """The same, those that name somebody whom an earlier row names with a problem."""
    first: dict[str, int] = {}
    told = []
    for row in rows:
        keys = [*row.addresses, *([row.client_id] if row.client_id else [])]
        before = next((first[key] for key in keys if key in first), None)
        if before is not None:
            column = Column.NUMBERS if any(key in first for key in row.addresses) else Column.CLIENT_ID
            sentence = f"Row {before} is about the same client. Keep one of the two rows."
            problem = Problem(row.number, columns.title(column), sentence)
            row = replace(row, problems=(*row.problems, problem))  # noqa: PLW2901 - the same row, told.
        for key in keys:
            first.setdefault(key, row.number)
        told.append(row)
    return told


class _RowReader:
    """Reads one row, collecting what is wrong with it."""

    def __init__(self, columns: Columns, reading: Reading, line: Line) -> None:
        self._columns = columns
        self._reading = reading
        self._line = line
        self._problems: list[Problem] = []

    def row(self) -> Row:
        """The row as it is read."""
        values = {field: value for field, value in self._values().items() if value}
        addresses = tuple(dict.fromkeys([*self._numbers(), *self._identities()]))
        extra = self._line.cells[len(self._columns.header) :]
        if any(cell.strip() for cell in extra):
            self._tell(self._columns.header[-1], "This row has more cells than there are columns.")
        return Row(
            number=self._line.number,
            cells=self._line.cells,
            values=values,
            addresses=addresses,
            client_id=self._text(Column.CLIENT_ID),
            is_spam=self._text(Column.SPAM).casefold() in _YES,
            problems=tuple(self._problems),
        )

    def _values(self) -> dict[str, Any]:
        """Each field of the record under the record's own name for it."""
        return {
            "name": self._name(),
            "company": self._text(Column.COMPANY),
            "kind": self._text(Column.KIND),
            "language": self._read(Column.LANGUAGE, _language),
            "time_zone": self._read(Column.TIME_ZONE, _time_zone),
            "tags": tuple(parts_of(self._text(Column.TAGS))),
            "owner": self._read(Column.OWNER, _owner),
            "notes": self._text(Column.NOTES),
            "next_appointment": self._read(
                Column.NEXT_APPOINTMENT, lambda cell: read_moment(cell, self._reading.time_zone)
            ),
            "last_order": self._text(Column.LAST_ORDER),
        }

    def _name(self) -> str:
        parts = (self._text(Column.FIRST_NAME), self._text(Column.LAST_NAME))
        return self._text(Column.NAME) or " ".join(part for part in parts if part)

    def _numbers(self) -> list[str]:
        typed = [part for cell in self._texts(Column.NUMBERS) for part in _PHONE_PARTS.split(cell)]
        return [value for part in typed if (value := self._one(Column.NUMBERS, part, self._number))]

    def _identities(self) -> list[str]:
        typed = [part for cell in self._texts(Column.WHATSAPP) for part in parts_of(cell)]
        return [value for part in typed if (value := self._one(Column.WHATSAPP, part, whatsapp_id.parse))]

    def _number(self, part: str) -> str:
        if _SHORTENED.fullmatch(part):
            raise _Wrong(
                f"The spreadsheet has shortened “{part}”, so its digits are lost. Format the column as text."
            )
        dotted = _FLOAT.fullmatch(part)
        value = phone.parse(dotted.group(1) if dotted else part, self._reading.region).e164
        if value in self._reading.ours:
            raise _Wrong("That is one of your own senders. Put the client's number here.")
        return value

    def _read(self, column: Column, read: Callable[[str], Any]) -> Any:
        return self._one(column, self._text(column), read)

    def _one(self, column: Column, text: str, read: Callable[[str], Any]) -> Any:
        """What the text says; nothing for an empty one, or for one that cannot be read, which is told."""
        if not (typed := unguarded(text.strip())):
            return None
        try:
            return read(typed)
        except ValueError as wrong:
            self._tell(self._columns.title(column), str(wrong))
            return None

    def _tell(self, column: str, sentence: str) -> None:
        self._problems.append(Problem(self._line.number, column, sentence))

    def _text(self, column: Column) -> str:
        return next(iter(self._texts(column)), "")

    def _texts(self, column: Column) -> list[str]:
        """What stands in the columns of this meaning, without the guard against spreadsheets."""
        cells = self._line.cells
        places = [place for place in self._columns.places.get(column, ()) if place < len(cells)]
        return [unguarded(cells[place].strip(" ")).strip() for place in places]


def _language(cell: str) -> str:
    code = code_of(cell)
    if code is None:
        raise _Wrong("This language is not known. Write its two letters, such as es, or its English name.")
    return code


def _time_zone(cell: str) -> str:
    found = exactly(cell)
    if found is None:
        raise _Wrong("This time zone is not known. Write one such as America/New_York.")
    return found


def _owner(cell: str) -> str:
    found = _OWNER.fullmatch(cell)
    if found is None:
        raise _Wrong("This is no Slack member id. Copy it from the teammate's profile: it begins with U.")
    return found.group(1)
