"""Dates as people of the workspace read them."""

from datetime import UTC, datetime

import pytest

from bot.domain.zones import day_in, moment_in, zone_of

LATE = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        ("UTC", "Nov 21, 2026", "Nov 21, 2026 at 2:30 AM UTC"),
        ("America/New_York", "Nov 20, 2026", "Nov 20, 2026 at 9:30 PM EST"),
        ("Europe/Berlin", "Nov 21, 2026", "Nov 21, 2026 at 3:30 AM CET"),
    ],
)
def test_a_moment_is_told_in_the_workspace_s_zone(zone: str, day: str, moment: str) -> None:
    assert (day_in(LATE, zone), moment_in(LATE, zone)) == (day, moment)


@pytest.mark.parametrize("wrong", ["", "Mars/Olympus", "../etc/passwd", "New York"])
def test_a_zone_that_does_not_exist_counts_as_utc(wrong: str) -> None:
    assert zone_of(wrong).key == "UTC"
