"""An occasion from options or from the row of a file."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.occasion import OccasionKind
from bot.domain.occasion_row import OccasionRow, read_row

ZONE = "America/New_York"


def test_a_time_without_a_zone_is_on_the_clock_that_is_given() -> None:
    row = read_row(
        {"kind": "Appointment", "number": " +1 202 ", "at": "2026-12-01 10:00", "title": "Check-up"},
        ZONE,
        "USD",
    )
    assert isinstance(row, OccasionRow)
    assert (row.kind, row.number) == (OccasionKind.APPOINTMENT, "+1 202")
    assert row.at == datetime(2026, 12, 1, 15, tzinfo=UTC)
    assert row.details.name == "Check-up"
    there = read_row({"kind": "appointment", "at": "2026-12-01 10:00", "zone": "Europe/Rome"}, ZONE, "EUR")
    assert isinstance(there, OccasionRow)
    assert there.at == datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_a_payment_has_its_day_and_its_money() -> None:
    row = read_row(
        {"kind": "payment", "day": "2026-12-01", "amount": "12.50", "currency": "eur"}, ZONE, "USD"
    )
    assert isinstance(row, OccasionRow)
    assert row.day == date(2026, 12, 1)
    assert row.details.amount is not None
    assert row.details.amount.shown == "€12.50"


def test_money_without_a_currency_is_in_the_team_s() -> None:
    row = read_row({"kind": "payment", "day": "2026-12-01", "amount": "12.50"}, ZONE, "EUR")
    assert isinstance(row, OccasionRow)
    assert row.details.amount is not None
    assert row.details.amount.shown == "€12.50"


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ({}, {"kind"}),
        ({"kind": "party", "at": "soon", "day": "x", "amount": "x"}, {"kind", "at", "day", "amount"}),
        ({"kind": "payment", "amount": "5", "currency": "EURO"}, {"amount"}),
        ({"kind": "appointment", "at": "2026-03-08 02:30"}, {"at"}),
    ],
)
def test_all_mistakes_are_told_at_once(written: dict[str, str], wrong: set[str]) -> None:
    row = read_row(written, ZONE, "EUR")
    assert isinstance(row, dict)
    assert set(row) == wrong
