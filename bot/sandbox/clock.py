"""The sandbox's own clock, so that a day can be played in a minute and a night is not waited for."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

# When the sandbox's day begins: texts may go out, and people are at work.
OPENING = time_of_day(10, 0)
_SATURDAY = 5


@dataclass
class SandboxClock:
    """Real time plus an offset in seconds; it only ever moves forward.

    The offset is also kept in ``file``, if there is one, where the bot's processes read it.
    """

    offset: float = 0.0
    file: Path | None = None

    def now(self) -> float:
        """Epoch seconds as the stand-ins see them."""
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        """Move the clock forward. Raises ValueError for a step back, which no platform's clock takes."""
        if seconds < 0:
            raise ValueError("The sandbox clock only moves forward.")
        self.offset += seconds
        self._keep()

    def advance_to(self, moment: datetime) -> None:
        """Move the clock forward to a moment; one that has passed changes nothing."""
        self.advance(max(0.0, moment.timestamp() - self.now()))

    def until(self, at: time_of_day, zone: str) -> datetime:
        """The next moment, in UTC, at which clocks in ``zone`` (an IANA name) show ``at``."""
        return next_time(datetime.fromtimestamp(self.now(), UTC), at, zone)

    def _keep(self) -> None:
        if self.file is None:
            return
        # Replaced as a whole, so that no process reads half a number.
        written = self.file.with_suffix(".new")
        written.write_text(repr(self.offset), "ascii")
        written.replace(self.file)


def opened(file: Path, zone: str) -> SandboxClock:
    """A clock at the opening of a working day in ``zone``, kept in ``file``.

    A file that is left from an earlier sandbox is gone on from, because the bot's rows have its times.
    """
    clock = SandboxClock(_left_in(file), file)
    clock.advance_to(next_opening(datetime.fromtimestamp(clock.now(), UTC), zone))
    return clock


def next_opening(moment: datetime, zone: str) -> datetime:
    """The first opening on a day from Monday to Friday at or after ``moment``, in UTC."""
    opening = next_time(moment, OPENING, zone)
    while opening.astimezone(ZoneInfo(zone)).weekday() >= _SATURDAY:
        opening = next_time(opening + timedelta(minutes=1), OPENING, zone)
    return opening


def next_time(moment: datetime, at: time_of_day, zone: str) -> datetime:
    """The first moment at or after ``moment``, in UTC, at which clocks in ``zone`` show ``at``."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    while True:
        found = datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
        if found >= moment:
            return found
        day += timedelta(days=1)


def _left_in(file: Path) -> float:
    try:
        return max(0.0, float(file.read_text("ascii")))
    except (OSError, ValueError):
        return 0.0
