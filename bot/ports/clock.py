"""The clock, which tests and the sandbox can move."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, so that tests and the sandbox can move it."""

    def now(self) -> datetime:
        """The present moment, in UTC and aware of it."""
