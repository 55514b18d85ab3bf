"""What stands in the rows of a file of clients."""

from datetime import UTC, datetime

import pytest

from bot.domain.sheets.rows import Reading, Row, Sheet, read_sheet

READING = Reading("US", "America/New_York", frozenset({"+12025550100"}))


def sheet(*lines: str, reading: Reading = READING) -> Sheet:
    return read_sheet("\n".join(lines).encode(), reading)


def only(*lines: str) -> Row:
    [row] = sheet(*lines).rows
    return row


def told(row: Row) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.sentence) for each in row.problems]


def test_a_row_with_everything() -> None:
    row = only(
        "Name,Phone,Mobile,WhatsApp id,Company,Kind,Language,Time zone,Tags,Owner,Notes,Next appointment,"
        "Last order,Client id",
        '"Doe, Jane",(202) 555-0123,+44 20 7946 0018,us.AB1,Acme,Vendor,Spanish,america/new york,'
        '"VIP; late","<@U0SAM|sam>","Two\nlines",2026-12-01 10:00,Order 7,01CLIENT',
    )
    assert row.addresses == ("+12025550123", "+442079460018", "US.AB1")
    assert row.problems == ()
    assert row.values == {
        "name": "Doe, Jane",
        "company": "Acme",
        "kind": "Vendor",
        "language": "es",
        "time_zone": "America/New_York",
        "tags": ("VIP", "late"),
        "owner": "U0SAM",
        "notes": "Two\nlines",
        "next_appointment": datetime(2026, 12, 1, 15, tzinfo=UTC),
        "last_order": "Order 7",
    }
    assert row.client_id == "01CLIENT"


def test_empty_cells_say_nothing() -> None:
    row = only("Name,Phone,Tags,Owner,Language", " ,2025550123,,,")
    assert (row.values, row.addresses, row.problems) == ({}, ("+12025550123",), ())
    assert only("Name,Phone,Tags", "Jane,2025550123").values == {"name": "Jane"}


def test_first_and_last_name_are_a_name() -> None:
    assert only("First name,Last name,Phone", "Jane,Doe,2025550123").values == {"name": "Jane Doe"}
    assert only("First name,Last name,Phone", ",Doe,2025550123").values == {"name": "Doe"}
    both = only("Name,First name,Phone", "Dr. Doe,Jane,2025550123")
    assert both.values == {"name": "Dr. Doe"}


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("'+12025550123", ["+12025550123"]),
        ("'+12025550123; +12025550124", ["+12025550123", "+12025550124"]),
        ("12025550123", ["+12025550123"]),
        ("2025550123.0", ["+12025550123"]),
        ("202.555.0123", ["+12025550123"]),
        ("2025550123; 2025550123", ["+12025550123"]),
        ("+44 20 7946 0018", ["+442079460018"]),
    ],
)
def test_numbers_as_spreadsheets_leave_them(cell: str, numbers: list[str]) -> None:
    row = only("Name;Phone", f'Jane;"{cell}"')
    assert (list(row.addresses), row.problems) == (numbers, ())


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("Phone", "1.20256E+10", "its digits are lost"),
        ("Phone", "12", "too short"),
        ("Phone", "call me", "not a phone number"),
        ("Phone", "+1 202 555 0100", "one of your own senders"),
        ("WhatsApp id", "jane", "not a WhatsApp identity"),
        ("Language", "Klingon", "language is not known"),
        ("Time zone", "Atlantis/Capital", "time zone is not known"),
        ("Owner", "@sam", "no Slack member id"),
        ("Next appointment", "soon", "no day and time"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_row_column_and_sentence(
    column: str, cell: str, words: str
) -> None:
    rows = sheet(f"Name,Number,{column}", "Jane,2025550123,", f'John,2025550124,"{cell}"').rows
    assert rows[0].problems == ()
    [(row, title, sentence)] = told(rows[1])
    assert (row, title) == (3, "Number" if column == "Phone" else column)
    assert words in sentence


def test_more_cells_than_columns_are_told() -> None:
    unquoted = told(only("Name,Phone", "Doe, Jane,2025550123"))
    assert [column for _, column, _ in unquoted] == ["Phone", "Phone"]
    assert "not a phone number" in unquoted[0][2]
    extra = told(only("Name,Phone", "Jane,2025550123,x"))
    assert extra == [(2, "Phone", "This row has more cells than there are columns.")]


def test_two_rows_about_the_same_client_are_told() -> None:
    rows = sheet(
        "Name,Phone,Client id",
        "Jane,2025550123,",
        "John,2025550124,C1",
        "Jane again,2025550199; 2025550123,",
        "Joan,,C1",
    ).rows
    assert [told(row) for row in rows] == [
        [],
        [],
        [(4, "Phone", "Row 2 is about the same client. Keep one of the two rows.")],
        [(5, "Client id", "Row 3 is about the same client. Keep one of the two rows.")],
    ]


def test_spam_is_read_in_several_words() -> None:
    rows = sheet("Phone,Spam", "2025550123,YES", "2025550124,", "2025550125,no").rows
    assert [row.is_spam for row in rows] == [True, False, False]
