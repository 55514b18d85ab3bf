"""The time that a person chooses for a text."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.scheduling import MOST_AHEAD, PAST, TOO_FAR, next_full_hour, trouble_with

NOW = datetime(2026, 11, 20, 15, 0, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (-SECOND, PAST),
        (timedelta(0), PAST),
        (SECOND, ""),
        (MOST_AHEAD, ""),
        (MOST_AHEAD + SECOND, TOO_FAR),
    ],
)
def test_only_a_time_to_come_within_a_year(ahead: timedelta, said: str) -> None:
    assert trouble_with(NOW + ahead, NOW) == said


@pytest.mark.parametrize(
    ("zone", "now", "hour"),
    [
        ("America/New_York", "2026-11-20T15:00:00", "2026-11-20T16:00:00"),
        ("America/New_York", "2026-11-20T15:49:59", "2026-11-20T16:00:00"),
        ("America/New_York", "2026-11-20T15:50:00", "2026-11-20T16:00:00"),
        ("America/New_York", "2026-11-20T15:50:01", "2026-11-20T17:00:00"),
        ("Asia/Kolkata", "2026-11-20T15:00:00", "2026-11-20T15:30:00"),
        # An hour that comes twice, and one that is left out.
        ("America/New_York", "2026-11-01T05:20:00", "2026-11-01T06:00:00"),
        ("America/New_York", "2026-03-08T06:20:00", "2026-03-08T07:00:00"),
    ],
)
def test_the_next_full_hour_leaves_time_to_write(zone: str, now: str, hour: str) -> None:
    at = datetime.fromisoformat(f"{now}+00:00")
    assert next_full_hour(at, zone) == datetime.fromisoformat(f"{hour}+00:00")
