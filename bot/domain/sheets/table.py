"""The bytes of a CSV file as rows of cells, however the spreadsheet that wrote it likes to write."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# Room for an export of as many clients as there may be rows.
MAX_BYTES = 8_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200
_DELIMITERS = (",", ";", "\t")
# Excel names the separator on a line of its own, where somebody asked it to.
_SEP = "sep="
_ZIP = b"PK\x03\x04"
_SNIFFED = 4_000


class NotATable(ValueError):
    """The bytes are no CSV file that can be read; the message says why and what to do."""


@dataclass(frozen=True)
class Line:
    """The cells of one row. ``number`` is the row's number as a spreadsheet shows it: the header's is 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The names of the columns, and the rows that are not blank."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(content: bytes, score: Callable[[Sequence[str]], int]) -> Table:
    """The table in ``content``: UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons or tabs.

    ``score`` tells how good a row of column names is: of the separators the best one is taken. Raises
    NotATable.
    """
    if len(content) > MAX_BYTES:
        raise NotATable(f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it into several files.")
    text, offset = _without_sep(_decoded(content).removeprefix("\ufeff"))
    if not text.strip():
        raise NotATable("The file is empty.")
    lines = _lines(text, _delimiter(text, score), offset)
    header = next(iter(lines), None)
    if header is None:
        raise NotATable("The file is empty.")
    if len(header.cells) > MAX_COLUMNS:
        raise NotATable(f"The file has more than {MAX_COLUMNS} columns.")
    return Table(tuple(name.strip() for name in header.cells), tuple(lines[1:]))


def _decoded(content: bytes) -> str:
    if content.startswith(_ZIP):
        raise NotATable("This is a workbook, not a CSV file. Save it as CSV UTF-8 in your spreadsheet.")
    for encoding in (_utf16(content), "utf-8", "cp1252"):
        try:
            text = content.decode(encoding) if encoding else None
        except UnicodeDecodeError:
            continue
        if text is not None and "\x00" not in text:
            return text
    raise NotATable("The file's characters cannot be read. Save it as CSV UTF-8 in your spreadsheet.")


def _utf16(content: bytes) -> str:
    """Which UTF-16 it is, by its mark or by where the halves of plain letters are zero; empty for none."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    begin = content[:_SNIFFED]
    for encoding, zeros in (("utf-16-le", begin[1::2]), ("utf-16-be", begin[::2])):
        if zeros and zeros.count(0) * 2 > len(zeros):
            return encoding
    return ""


def _without_sep(text: str) -> tuple[str, int]:
    """The text without Excel's own first line, and how many rows were taken off."""
    first, _, rest = text.partition("\n")
    is_sep = first.lower().startswith(_SEP) and len(first.strip("\r")) <= len(_SEP) + 1
    return (rest, 1) if is_sep else (text, 0)


def _delimiter(text: str, score: Callable[[Sequence[str]], int]) -> str:
    def of(delimiter: str) -> tuple[int, int]:
        try:
            cells = next((row for row in _reader(text, delimiter) if row), [])
        except csv.Error:
            return (-1, 0)
        return (score(cells), len(cells))

    return max(_DELIMITERS, key=of)


def _lines(text: str, delimiter: str, offset: int) -> list[Line]:
    lines: list[Line] = []
    number = offset
    try:
        for cells in _reader(text, delimiter):
            number += 1
            if any(cell.strip() for cell in cells):
                lines.append(Line(number, tuple(cells)))
            if len(lines) > MAX_ROWS + 1:
                raise NotATable(f"The file has more than {MAX_ROWS:,} rows. Split it into several files.")
    except csv.Error:
        raise NotATable(
            f"Row {number + 1} cannot be read: a quotation mark is not closed, or stands in a wrong place."
        ) from None
    return lines


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    # Strict: a quotation mark that is never closed would else swallow the rest of the file without a word.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
