"""The sandbox's clock: it opens at work, only goes forward, and is kept for the bot."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as some

from bot.sandbox.clock import SandboxClock, next_opening, next_time, opened

ZONE = "America/New_York"
NEW_YORK = ZoneInfo(ZONE)

YEARS = (datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31"))
MOMENTS = some.datetimes(*YEARS, timezones=some.just(UTC))


@pytest.fixture
def stopped() -> Iterator[None]:
    """The machine's clock stands still."""
    with time_machine.travel(datetime(2026, 11, 26, 2, tzinfo=UTC), tick=False):
        yield


def there(moment: datetime) -> str:
    return moment.astimezone(NEW_YORK).strftime("%a %d %b %H:%M")


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ("2026-11-25T14:59:59", "Wed 25 Nov 10:00"),
        ("2026-11-25T15:00:00", "Wed 25 Nov 10:00"),
        ("2026-11-25T15:00:01", "Thu 26 Nov 10:00"),
        ("2026-11-26T03:00:00", "Thu 26 Nov 10:00"),  # Still Wednesday in New York.
        ("2026-11-27T16:00:00", "Mon 30 Nov 10:00"),
        ("2026-11-28T12:00:00", "Mon 30 Nov 10:00"),
        ("2026-10-30T20:00:00", "Mon 02 Nov 10:00"),  # The clocks change on the Sunday between.
    ],
)
def test_the_day_opens_at_ten_on_a_working_day(now: str, opening: str) -> None:
    assert there(next_opening(datetime.fromisoformat(now).replace(tzinfo=UTC), ZONE)) == opening


@given(MOMENTS)
def test_the_opening_is_the_first_one(moment: datetime) -> None:
    opening = next_opening(moment, ZONE)
    assert moment <= opening <= moment + timedelta(days=3, hours=1)
    shown = opening.astimezone(NEW_YORK)
    assert (shown.hour, shown.minute, shown.second) == (10, 0, 0)
    assert shown.weekday() < 5
    assert next_opening(opening, ZONE) == opening


@given(MOMENTS, some.times(time(0), time(1, 59)) | some.times(time(3, 1)))
def test_the_next_time_of_day_is_within_a_day(moment: datetime, at: time) -> None:
    found = next_time(moment, at.replace(microsecond=0), ZONE)
    assert moment <= found <= moment + timedelta(hours=25)
    assert found.astimezone(NEW_YORK).time() == at.replace(microsecond=0)


@pytest.mark.usefixtures("stopped")
def test_each_step_is_kept_and_none_goes_back(tmp_path: Path) -> None:
    clock = SandboxClock(file=tmp_path / "clock")
    clock.advance(90.5)
    assert float((tmp_path / "clock").read_text()) == 90.5
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)
    clock.advance_to(datetime.fromtimestamp(clock.now() - 60, UTC))
    assert clock.offset == 90.5
    assert [each.name for each in tmp_path.iterdir()] == ["clock"]


@pytest.mark.usefixtures("stopped")
def test_it_opens_at_work_and_keeps_that(tmp_path: Path) -> None:
    clock = opened(tmp_path / "clock", ZONE)
    assert there(datetime.fromtimestamp(clock.now(), UTC)) == "Thu 26 Nov 10:00"
    assert float((tmp_path / "clock").read_text()) == clock.offset >= 0


@pytest.mark.usefixtures("stopped")
def test_a_later_sandbox_goes_on_after_the_earlier_one(tmp_path: Path) -> None:
    earlier = opened(tmp_path / "clock", ZONE)
    earlier.advance_to(earlier.until(time(22), ZONE))
    later = opened(tmp_path / "clock", ZONE)
    assert there(datetime.fromtimestamp(earlier.now(), UTC)) == "Thu 26 Nov 22:00"
    assert there(datetime.fromtimestamp(later.now(), UTC)) == "Fri 27 Nov 10:00"


def test_a_spoilt_file_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("half past")
    clock = opened(tmp_path / "clock", ZONE)
    assert float((tmp_path / "clock").read_text()) == clock.offset
