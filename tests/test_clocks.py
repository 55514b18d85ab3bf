"""The clock the program lives on: the machine's, and the sandbox's file that puts it forward."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import time_machine

from bot.clocks import SandboxTime, SystemClock, clock_of
from bot.config import Settings

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """The machine's clock stands still, so that two looks at it can be compared."""
    with time_machine.travel(datetime(2026, 11, 26, 2, tzinfo=UTC), tick=False):
        yield


def ahead(clock: SandboxTime) -> timedelta:
    """How far the clock is ahead of the machine's."""
    return clock.now() - datetime.now(UTC)


def write(file: Path, text: str) -> None:
    """Replace the file as a whole, as the sandbox does."""
    fresh = file.with_suffix(".new")
    fresh.write_text(text)
    fresh.replace(file)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "clock"
    write(found, "3600.0")
    return found


def test_it_follows_each_change_at_once(file: Path) -> None:
    clock = SandboxTime(file)
    assert ahead(clock) == HOUR
    for hours in range(2, 60):
        write(file, str(hours * 3600.0))
        assert ahead(clock) == hours * HOUR


@pytest.mark.parametrize("text", ["", "soon", "nan", "inf", "-inf", "1e300", "1200.0", "-5", "\x00"])
def test_nothing_moves_it_back_or_breaks_it(file: Path, text: str) -> None:
    clock = SandboxTime(file)
    assert ahead(clock) == HOUR
    write(file, text)
    assert ahead(clock) == HOUR
    write(file, "7200.0")
    assert ahead(clock) == 2 * HOUR


def test_while_the_file_is_away_the_last_offset_stays(file: Path) -> None:
    clock = SandboxTime(file)
    assert ahead(clock) == HOUR
    file.unlink()
    assert ahead(clock) == HOUR
    write(file, "7200.0")
    assert ahead(clock) == 2 * HOUR


def test_a_file_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    clock = SandboxTime(tmp_path / "clock")
    assert ahead(clock) == timedelta(0)
    write(tmp_path / "clock", "3600")
    assert ahead(clock) == HOUR


def test_a_file_that_stays_is_read_once(file: Path) -> None:
    clock = SandboxTime(file)
    found = file.stat()
    assert ahead(clock) == HOUR
    # The same file with other words and the old time: a clock that read it each time would notice.
    file.write_text("7200.0")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert ahead(clock) == HOUR


def test_the_settings_decide(file: Path) -> None:
    def settings(clock: Path | None) -> Settings:
        return cast(Settings, SimpleNamespace(sandbox_clock=clock))

    assert isinstance(clock_of(settings(None)), SystemClock)
    assert isinstance(clock_of(settings(file)), SandboxTime)
    assert SystemClock().now() == datetime.now(UTC)
