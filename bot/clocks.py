"""The clocks the program can live on: the machine's, or the one that the sandbox moves forward."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Settings
from bot.ports import Clock


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)


class SandboxTime:
    """The machine's clock and as much more as the sandbox's file says, in seconds.

    It never goes back: an offset smaller than the last one is not taken. While the file is away, or holds no
    number, the last offset stays.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ahead = timedelta(0)
        self._read: tuple[int, int] | None = None

    def now(self) -> datetime:
        """The present moment of the sandbox, in UTC."""
        self._look()
        return datetime.now(UTC) + self._ahead

    def _look(self) -> None:
        # A glance at the file costs a microsecond. It is replaced as a whole, so a new one has a new number.
        try:
            found = self._path.stat()
            version = (found.st_ino, found.st_mtime_ns)
            if version != self._read:
                told = timedelta(seconds=float(self._path.read_text("ascii")))
                self._ahead = max(self._ahead, told)
                self._read = version
        except (OSError, ValueError, OverflowError):
            return


def clock_of(settings: Settings) -> Clock:
    """The clock that these settings ask for; outside the sandbox it is the machine's."""
    return SandboxTime(settings.sandbox_clock) if settings.sandbox_clock else SystemClock()
