"""What columns are called."""

import pytest

from bot.domain.sheets.columns import TITLES, Column, find_columns, understood
from bot.domain.sheets.table import NotATable


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Phone number", Column.NUMBERS),
        ("MOBILE", Column.NUMBERS),
        ("Phone 2", Column.NUMBERS),
        ("cell-phone", Column.NUMBERS),
        ("Phone number(s)", None),
        ("E-mail", None),
        ("WhatsApp", Column.NUMBERS),
        ("whatsapp_id", Column.WHATSAPP),
        ("First Name", Column.FIRST_NAME),
        ("Surname:", Column.LAST_NAME),
        ("  time-zone ", Column.TIME_ZONE),
        ("Organisation", Column.COMPANY),
        ("Labels", Column.TAGS),
        ("Client ID", Column.CLIENT_ID),
        ("Next Appointment", Column.NEXT_APPOINTMENT),
        ("", None),
        ("2", None),
    ],
)
def test_names_are_understood_whatever_their_case(name: str, column: Column | None) -> None:
    assert understood(name) is column


def test_what_we_write_is_understood() -> None:
    assert {understood(title): title for title in TITLES.values()} == TITLES


def test_columns_that_are_not_understood_are_named_and_our_own_problems_are_not() -> None:
    columns = find_columns(["Problem", "Name", "Phone", "Shoe size", "Mobile", ""])
    assert columns.ignored == ("Shoe size",)
    assert columns.places[Column.NUMBERS] == (2, 4)
    assert columns.title(Column.NUMBERS) == "Phone"
    assert columns.title(Column.TAGS) == "Tags"
    assert find_columns(["Last name", "Phone"]).title(Column.NAME) == "Last name"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (["Name", "Client name", "Phone"], "“Name” and “Client name” mean the same"),
        (["Name", "Company"], "No column with phone numbers"),
        (["Jane Doe", "+12025550123"], "The first row must name the columns"),
    ],
)
def test_a_header_that_cannot_be_used_is_said(header: list[str], words: str) -> None:
    with pytest.raises(NotATable, match=words):
        find_columns(header)
