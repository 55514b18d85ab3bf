"""The bytes of a CSV file, from whichever spreadsheet they come."""

import codecs

import pytest

from bot.domain.sheets.columns import score
from bot.domain.sheets.table import MAX_BYTES, MAX_ROWS, NotATable, read_table

PLAIN = "Name,Phone\nZoë Müller,+12025550123\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
        b'"Name","Phone"\n' + "Zoë Müller,+12025550123".encode(),
    ],
)
def test_every_spreadsheet_s_way_of_writing_is_read(content: bytes) -> None:
    table = read_table(content, score)
    assert table.header == ("Name", "Phone")
    assert [line.cells for line in table.lines] == [("Zoë Müller", "+12025550123")]


def test_the_separator_is_the_one_that_makes_the_names_be_understood() -> None:
    table = read_table(b"Name;Phone;Tags, if any\nJane, John;1;a,b,c\n", score)
    assert table.header == ("Name", "Phone", "Tags, if any")
    assert table.lines[0].cells == ("Jane, John", "1", "a,b,c")


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    table = read_table(b'Name,Notes\nJane,"one\ntwo"\n\n,\nJohn,"say ""hi"""\n', score)
    assert [(line.number, line.cells) for line in table.lines] == [
        (2, ("Jane", "one\ntwo")),
        (5, ("John", 'say "hi"')),
    ]
    with_sep = read_table(b"sep=,\nName,Notes\nJane,x\n", score)
    assert [line.number for line in with_sep.lines] == [3]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n\n , \n", "is empty"),
        (b"PK\x03\x04 and so on", "Save it as CSV UTF-8"),
        (b"\x00\x01\x02\x00\xff\xd8", "Save it as CSV UTF-8"),
        (b"Name\n\x81\x8d", "Save it as CSV UTF-8"),
        (b'Name,Notes\nJane,x\nJohn,"never closed\nJoan,y\n', "Row 3 cannot be read"),
        (b'Name,Notes\nJane,"a"b\n', "Row 2 cannot be read"),
        (b"Name," + b"x," * 200 + b"\n", "more than 200 columns"),
        (b"x" * (MAX_BYTES + 1), "larger than 8 MB"),
        (b"Name\n" + b"x\n" * (MAX_ROWS + 1), "more than 50,000 rows"),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes, words: str) -> None:
    with pytest.raises(NotATable, match=words):
        read_table(content, score)


def test_the_largest_table_is_read() -> None:
    assert len(read_table(b"Name\n" + b"x\n" * MAX_ROWS, score).lines) == MAX_ROWS
