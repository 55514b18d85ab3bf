"""Retry-After comes as seconds or as a date, and sometimes as nonsense."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers import retry_after

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("7", timedelta(seconds=7)),
        ("0.5", timedelta(milliseconds=500)),
        ("Sun, 22 Nov 2026 20:00:30 GMT", timedelta(seconds=30)),
        ("Sun, 22 Nov 2026 20:00:30 -0000", timedelta(seconds=30)),
        ("Sun, 22 Nov 2026 19:00:00 GMT", timedelta(0)),
        ("-5", timedelta(0)),
        ("86400", retry_after.LONGEST),
        (None, None),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("1e400", None),
    ],
)
def test_reading(header: str | None, wait: timedelta | None) -> None:
    assert retry_after.read(header, NOW) == wait


@given(st.text())
def test_nothing_raises_and_no_wait_is_endless(header: str) -> None:
    wait = retry_after.read(header, NOW)
    assert wait is None or timedelta(0) <= wait <= retry_after.LONGEST
