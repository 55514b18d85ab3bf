"""A time of day on days on which the clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock_changes import at_local

ZONES = (
    *("America/New_York", "Europe/Berlin", "America/Phoenix", "Australia/Lord_Howe", "Africa/Cairo"),
    *("America/Santiago", "Asia/Beirut", "America/Nuuk", "Asia/Kathmandu", "Pacific/Chatham", "UTC"),
)
LEFT_OUT = "does not exist that day: the clocks go forward. It goes at"
TWICE = "comes twice that night; the first one is meant."


@pytest.mark.parametrize(
    ("day", "at", "zone", "moment", "note"),
    [
        ("2026-11-20", "09:00", "America/New_York", "2026-11-20T14:00", ""),
        ("2027-03-14", "02:30", "America/New_York", "2027-03-14T07:30", f"2:30 AM {LEFT_OUT} 3:30 AM."),
        ("2027-03-14", "01:59", "America/New_York", "2027-03-14T06:59", ""),
        ("2027-03-14", "03:00", "America/New_York", "2027-03-14T07:00", ""),
        ("2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30", f"1:30 AM {TWICE}"),
        ("2026-11-01", "02:00", "America/New_York", "2026-11-01T07:00", ""),
        ("2027-03-28", "02:00", "Europe/Berlin", "2027-03-28T01:00", f"2:00 AM {LEFT_OUT} 3:00 AM."),
        ("2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30", f"2:30 AM {TWICE}"),
        # Arizona leaves its clocks alone.
        ("2027-03-14", "02:30", "America/Phoenix", "2027-03-14T09:30", ""),
        ("2026-11-01", "01:30", "America/Phoenix", "2026-11-01T08:30", ""),
        # Lord Howe changes them by half an hour.
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45", f"2:15 AM {LEFT_OUT} 2:45 AM."),
        ("2027-04-04", "01:45", "Australia/Lord_Howe", "2027-04-03T14:45", f"1:45 AM {TWICE}"),
        # Where they are changed at midnight, that midnight is left out, or the hour before it comes twice.
        ("2027-04-30", "00:00", "Africa/Cairo", "2027-04-29T22:00", f"12:00 AM {LEFT_OUT} 1:00 AM."),
        ("2026-09-06", "00:30", "America/Santiago", "2026-09-06T04:30", f"12:30 AM {LEFT_OUT} 1:30 AM."),
        ("2026-03-29", "00:00", "Asia/Beirut", "2026-03-28T22:00", f"12:00 AM {LEFT_OUT} 1:00 AM."),
        ("2026-10-24", "23:30", "Asia/Beirut", "2026-10-24T20:30", f"11:30 PM {TWICE}"),
        # In Greenland the hour before midnight is left out.
        (
            "2027-03-27",
            "23:30",
            "America/Nuuk",
            "2027-03-28T01:30",
            f"11:30 PM {LEFT_OUT} 12:30 AM on Mar 28.",
        ),
        # Samoa once left out a whole day.
        ("2011-12-30", "09:00", "Pacific/Apia", "2011-12-30T19:00", f"9:00 AM {LEFT_OUT} 9:00 AM on Dec 31."),
    ],
)
def test_the_moment_and_what_is_said_of_it(day: str, at: str, zone: str, moment: str, note: str) -> None:
    found = at_local(date.fromisoformat(day), time.fromisoformat(at), zone)
    assert found.at == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert found.note == note


@given(
    st.dates(date(2020, 1, 1), date(2037, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
)
def test_without_a_note_the_clocks_show_just_that_time_and_just_once(day: date, at: time, zone: str) -> None:
    found, wanted = at_local(day, at, zone), datetime.combine(day, at)
    shown = found.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    near = {
        moment
        for minutes in range(-180, 181, 15)
        if (moment := found.at + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        == wanted
    }
    if LEFT_OUT in found.note:
        assert near == set()
        assert timedelta(0) < shown - wanted <= timedelta(hours=1)
    else:
        assert shown == wanted
        assert found.at == min(near)
        assert (len(near) == 2) == (TWICE in found.note)
