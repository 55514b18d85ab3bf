"""Moments and days as other systems state them, with the gaps and overlaps of the clocks."""

from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.stated_time import NotAMoment, read_day, read_moment

NEW_YORK, LORD_HOWE, PHOENIX = "America/New_York", "Australia/Lord_Howe", "America/Phoenix"


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("2026-12-01T10:00:00-05:00", "", datetime(2026, 12, 1, 15, tzinfo=UTC)),
        ("2026-12-01T15:00Z", NEW_YORK, datetime(2026, 12, 1, 15, tzinfo=UTC)),
        ("2026-12-01 10:00", NEW_YORK, datetime(2026, 12, 1, 15, tzinfo=UTC)),
        (" 2026-07-01T10:00:30.5 ", PHOENIX, datetime(2026, 7, 1, 17, 0, 30, 500_000, tzinfo=UTC)),
        # Shown twice: the first of the two.
        ("2026-11-01T01:30", NEW_YORK, datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("2026-04-05T01:45", LORD_HOWE, datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read(text: str, zone: str, utc: datetime) -> None:
    assert read_moment(text, zone) == utc


@pytest.mark.parametrize(
    ("text", "zone", "words"),
    [
        ("2026-12-01T10:00", "", "names no zone"),
        ("2026-12-01T10:00", "Mars/Base", "does not exist"),
        ("2026-12-01T10:00", "../etc/passwd", "does not exist"),
        ("2026-12-01", NEW_YORK, "is no time"),
        ("20261201T1000", NEW_YORK, "is no time"),
        ("2026-02-30T10:00", NEW_YORK, "is no time"),
        ("2026-12-01T25:00", NEW_YORK, "is no time"),
        ("tomorrow", NEW_YORK, "is no time"),
        ("0001-01-01T00:00+14:00", "", "calendar"),
        ("2026-03-08T02:30", NEW_YORK, "leave this time out"),
        ("2026-10-04T02:15", LORD_HOWE, "leave this time out"),
    ],
)
def test_what_names_no_moment_is_said(text: str, zone: str, words: str) -> None:
    with pytest.raises(NotAMoment, match=words):
        read_moment(text, zone)


def test_a_day_is_read_or_refused() -> None:
    assert read_day(" 2026-12-01 ") == date(2026, 12, 1)
    for text in ("2026-12-01T10:00", "20261201", "2026-W49-2", "2026-13-01", "today", ""):
        with pytest.raises(NotAMoment):
            read_day(text)


@given(st.text(max_size=40), st.sampled_from(["", NEW_YORK, LORD_HOWE]))
def test_whatever_is_written_is_a_moment_or_a_sentence(text: str, zone: str) -> None:
    for read in (lambda: read_moment(text, zone), lambda: read_day(text)):
        with suppress(NotAMoment):
            read()


@given(st.integers(1_577_000_000, 2_050_000_000), st.sampled_from([NEW_YORK, LORD_HOWE, PHOENIX]))
def test_a_moment_is_one_that_shows_what_was_stated(second: int, zone: str) -> None:
    shown = datetime.fromtimestamp(second, ZoneInfo(zone)).replace(tzinfo=None)
    moment = read_moment(shown.isoformat(), zone)
    assert moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == shown
    # Of two that do it is the first.
    assert moment <= datetime.fromtimestamp(second, UTC)
