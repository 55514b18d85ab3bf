"""Business days, counted in the workspace's own zone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.business_days import TO_HONOUR_AN_OPT_OUT, end_of_business_day, morning_before
from bot.domain.zones import zone_of

NEW_YORK = "America/New_York"
NEW_YEAR = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "zone", "end"),
    [
        # A Monday: two weeks later.
        ("2026-11-02T15:00", "UTC", "2026-11-16T23:59:59"),
        # A Friday, a Saturday and a Sunday begin to count on the same Monday.
        ("2026-11-06T15:00", "UTC", "2026-11-20T23:59:59"),
        ("2026-11-07T15:00", "UTC", "2026-11-20T23:59:59"),
        ("2026-11-08T15:00", "UTC", "2026-11-20T23:59:59"),
        # Monday early in London is still Sunday evening in New York.
        ("2026-11-09T02:00", "UTC", "2026-11-23T23:59:59"),
        ("2026-11-09T02:00", NEW_YORK, "2026-11-21T04:59:59"),
        # Across the end of summer time: the day still ends at midnight there.
        ("2026-10-23T15:00", NEW_YORK, "2026-11-07T04:59:59"),
    ],
)
def test_ten_business_days_end_with_the_tenth(start: str, zone: str, end: str) -> None:
    began = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert end_of_business_day(began, TO_HONOUR_AN_OPT_OUT, zone).isoformat() == f"{end}+00:00"


@pytest.mark.parametrize(
    ("end", "morning"),
    [("2026-11-21T04:59:59", "2026-11-18T14:00:00"), ("2026-11-24T04:59:59", "2026-11-19T14:00:00")],
)
def test_two_business_days_before_is_a_morning_there(end: str, morning: str) -> None:
    ends = datetime.fromisoformat(end).replace(tzinfo=UTC)
    assert morning_before(ends, 2, NEW_YORK).isoformat() == f"{morning}+00:00"


@given(
    st.integers(0, 20 * 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes)),
    st.sampled_from(["UTC", NEW_YORK, "Asia/Kolkata", "Pacific/Auckland", "America/Phoenix"]),
)
def test_the_day_is_a_working_one_ten_of_them_later_and_the_reminder_before_it(
    start: datetime, zone: str
) -> None:
    end = end_of_business_day(start, TO_HONOUR_AN_OPT_OUT, zone)
    assert end.astimezone(zone_of(zone)).weekday() < 5
    assert timedelta(days=11) < end - start <= timedelta(days=15)
    assert timedelta(days=2) < end - morning_before(end, 2, zone) <= timedelta(days=5)
