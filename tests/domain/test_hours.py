"""Opening hours across zones, and across the nights in which clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.hours import (
    CLOSED,
    Span,
    both,
    clock,
    every_day,
    is_open,
    local_clock,
    next_closing,
    next_opening,
    place_of,
    span,
)
from bot.domain.phone import time_zones

DAY = every_day(time(8), time(21))
NEW_YORK, DENVER, PHOENIX, HONOLULU = (
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "Pacific/Honolulu",
)
INDIANA, LORD_HOWE, BERLIN = "America/Indiana/Indianapolis", "Australia/Lord_Howe", "Europe/Berlin"
ZONES = [NEW_YORK, DENVER, PHOENIX, HONOLULU, INDIANA, LORD_HOWE, BERLIN, "Asia/Kolkata", "America/St_Johns"]


def at(text: str, zone: str) -> datetime:
    """A local time as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "local", "opened"),
    [
        (NEW_YORK, "2026-11-20T07:59:59", False),
        (NEW_YORK, "2026-11-20T08:00", True),
        (NEW_YORK, "2026-11-20T20:59:59", True),
        (NEW_YORK, "2026-11-20T21:00", False),
        # Arizona keeps one time all year: Denver's clocks go with it in winter and ahead of it in summer.
        (PHOENIX, "2026-07-01T08:00", True),
        (PHOENIX, "2026-12-01T07:59", False),
        # The day after and the day of each change of the clocks.
        (NEW_YORK, "2026-03-08T08:00", True),
        (NEW_YORK, "2026-11-01T07:59", False),
        (NEW_YORK, "2026-11-01T08:00", True),
        (INDIANA, "2026-03-08T08:00", True),
        (LORD_HOWE, "2026-10-04T07:59", False),
        (LORD_HOWE, "2026-10-04T08:00", True),
    ],
)
def test_hours_are_local(zone: str, local: str, opened: bool) -> None:
    assert is_open((zone,), DAY, at(local, zone)) is opened


def test_an_instant_is_day_in_one_zone_and_night_in_another() -> None:
    moment = at("2026-11-20T20:30", DENVER)
    assert is_open((DENVER,), DAY, moment)
    assert not is_open((NEW_YORK,), DAY, moment)
    assert not is_open((DENVER, NEW_YORK), DAY, moment)


def test_arizona_is_an_hour_behind_denver_in_summer_and_level_in_winter() -> None:
    summer, winter = at("2026-07-01T08:00", DENVER), at("2026-12-01T08:00", DENVER)
    assert (is_open((PHOENIX,), DAY, summer), is_open((PHOENIX,), DAY, winter)) == (False, True)


@pytest.mark.parametrize(
    ("zones", "now", "opening"),
    [
        ((NEW_YORK,), at("2026-11-20T22:00", NEW_YORK), at("2026-11-21T08:00", NEW_YORK)),
        ((NEW_YORK,), at("2026-11-20T06:00", NEW_YORK), at("2026-11-20T08:00", NEW_YORK)),
        # The night in which an hour is left out is nine hours long, and eleven where one comes twice.
        ((NEW_YORK,), at("2026-03-07T22:00", NEW_YORK), at("2026-03-08T08:00", NEW_YORK)),
        ((NEW_YORK,), at("2026-10-31T22:00", NEW_YORK), at("2026-11-01T08:00", NEW_YORK)),
        # All must be open: the westernmost opens last.
        ((NEW_YORK, HONOLULU), at("2026-11-20T07:00", NEW_YORK), at("2026-11-20T08:00", HONOLULU)),
        # Where it is evening in the east before it is morning in the west, tomorrow.
        ((NEW_YORK, DENVER), at("2026-11-20T21:30", NEW_YORK), at("2026-11-21T08:00", DENVER)),
    ],
)
def test_the_next_opening_is_when_every_zone_is_open(
    zones: tuple[str, ...], now: datetime, opening: datetime
) -> None:
    assert next_opening(zones, DAY, now) == opening
    assert is_open(zones, DAY, opening)


def test_a_toll_free_number_is_open_when_it_is_day_from_coast_to_islands() -> None:
    zones = time_zones("+18005550123")
    assert len(zones) > 30
    night = at("2026-11-20T23:00", NEW_YORK)
    opening = next_opening(zones, DAY, night)
    assert opening is not None
    assert all(is_open((zone,), DAY, opening) for zone in zones)
    assert next_closing(zones, DAY, opening) is not None


def test_sundays_off_are_passed_over() -> None:
    week = (*(span("08:00", "20:00"),) * 6, CLOSED)
    saturday_night = at("2026-11-21T20:30", NEW_YORK)
    assert next_opening((NEW_YORK,), week, saturday_night) == at("2026-11-23T08:00", NEW_YORK)
    assert not is_open((NEW_YORK,), week, at("2026-11-22T12:00", NEW_YORK))


def test_zones_that_are_never_awake_together_have_no_opening() -> None:
    narrow = every_day(time(9), time(10))
    assert next_opening((NEW_YORK, "Asia/Kolkata"), narrow, at("2026-11-20T12:00", NEW_YORK)) is None
    assert next_opening((NEW_YORK,), (CLOSED,) * 7, at("2026-11-20T12:00", NEW_YORK)) is None


@pytest.mark.parametrize(
    ("zones", "now", "closing"),
    [
        ((NEW_YORK,), at("2026-11-20T10:00", NEW_YORK), at("2026-11-20T21:00", NEW_YORK)),
        ((NEW_YORK, DENVER), at("2026-11-20T12:00", NEW_YORK), at("2026-11-20T21:00", NEW_YORK)),
        ((NEW_YORK,), at("2026-11-20T22:00", NEW_YORK), None),
    ],
)
def test_the_first_zone_to_close_closes(
    zones: tuple[str, ...], now: datetime, closing: datetime | None
) -> None:
    assert next_closing(zones, DAY, now) == closing


def test_where_an_hour_comes_twice_it_closes_the_first_time() -> None:
    late = every_day(time(8), time(23, 59))
    early = tuple(Span(time(0), time(1, 30)) for _ in late)
    closing = next_closing((NEW_YORK,), early, at("2026-11-01T00:30", NEW_YORK))
    assert closing == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_what_two_weeks_allow_is_what_both_allow() -> None:
    week = both(DAY, every_day(time(9), time(22)))
    assert set(week) == {span("09:00", "21:00")}
    assert all(each.is_closed for each in both(DAY, (CLOSED,) * 7))


def test_times_are_said_as_people_say_them() -> None:
    moment = at("2026-11-20T08:05", DENVER)
    assert local_clock(moment, DENVER) == "8:05 AM Denver time"
    assert clock(datetime(2026, 1, 1, 0, 30)) == "12:30 AM"  # noqa: DTZ001 - a wall clock.
    assert clock(datetime(2026, 1, 1, 12, 0)) == "12:00 PM"  # noqa: DTZ001
    assert place_of("America/Argentina/Buenos_Aires") == "Buenos Aires"


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
spans = st.tuples(st.integers(0, 23), st.integers(0, 23)).map(lambda two: Span(time(two[0]), time(two[1])))
weeks = st.tuples(*[spans] * 7)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(ZONES), min_size=1, max_size=3), weeks, moments)
def test_nothing_is_open_before_the_opening_and_everything_at_it(
    zones: list[str], week: tuple[Span, ...], now: datetime
) -> None:
    where = tuple(zones)
    opening = next_opening(where, week, now)
    if is_open(where, week, now):
        return
    step = now.replace(second=0, microsecond=0) + timedelta(minutes=30)
    until = opening or now + timedelta(days=7)
    while step < until:
        assert not is_open(where, week, step)
        step += timedelta(minutes=30)
    assert opening is None or is_open(where, week, opening)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(ZONES), min_size=1, max_size=3), weeks, moments)
def test_it_stays_open_until_the_closing(zones: list[str], week: tuple[Span, ...], now: datetime) -> None:
    where = tuple(zones)
    closing = next_closing(where, week, now)
    if closing is None:
        assert not is_open(where, week, now)
        return
    assert now < closing + timedelta(minutes=1)
    step = now
    while step < closing:
        assert is_open(where, week, step)
        step += timedelta(minutes=20)
