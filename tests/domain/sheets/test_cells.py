"""Cells: no spreadsheet carries one out, and none is read otherwise than it was written."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sheets.cells import guarded, joined, moment_cell, parts_of, read_moment, unguarded

TRICKY = st.text(alphabet="'=+-@\t\r\n\\;, aé", max_size=12)


@given(st.text() | TRICKY)
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert unguarded(cell) == text


@pytest.mark.parametrize("cell", ["'t Hooft", "'", "Jane", "O'Neil", "''quoted''"])
def test_an_apostrophe_that_guards_nothing_stays(cell: str) -> None:
    assert unguarded(cell) == cell
    assert guarded(cell) == cell


@given(st.lists((st.text() | TRICKY).map(str.strip).filter(bool)))
def test_a_list_comes_back_whatever_its_parts_hold(parts: list[str]) -> None:
    assert parts_of(joined(parts)) == parts


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("VIP; Late payer", ["VIP", "Late payer"]),
        ("VIP,Late payer,", ["VIP", "Late payer"]),
        (" ; , ", []),
        ("a\\,b", ["a,b"]),
        ("C:\\x", ["C:\\x"]),
        ("open\\", ["open\\"]),
    ],
)
def test_lists_that_people_write(cell: str, parts: list[str]) -> None:
    assert parts_of(cell) == parts


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2999, 1, 1)))  # noqa: DTZ001
def test_a_moment_comes_back_to_the_minute(naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC)
    back = read_moment(moment_cell(moment), "Asia/Tokyo")
    assert timedelta(0) <= moment - back < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2026-12-01 15:30", "2026-12-01T20:30:00+00:00"),
        ("2026-07-01T15:30:59", "2026-07-01T19:30:00+00:00"),
        ("2026-12-01 15:30 utc", "2026-12-01T15:30:00+00:00"),
        ("2026-12-01T15:30:00Z", "2026-12-01T15:30:00+00:00"),
        ("2026-12-01 15:30+02:00", "2026-12-01T13:30:00+00:00"),
    ],
)
def test_moments_that_people_write(cell: str, read: str) -> None:
    assert read_moment(cell, "America/New_York").isoformat() == read


@pytest.mark.parametrize(
    "cell", ["12/01/2026 3:30 PM", "2026-12-01", "tomorrow", "2026-13-01 10:00", "0001-01-01 00:00+14:00"]
)
def test_what_is_no_moment_is_said(cell: str) -> None:
    with pytest.raises(ValueError, match="is no day and time"):
        read_moment(cell, "UTC")
