"""The sandbox's own clock, so that a day can be played in a minute."""

import time
from dataclasses import dataclass


@dataclass
class SandboxClock:
    """Real time plus an offset in seconds; it only ever moves forward."""

    offset: float = 0.0

    def now(self) -> float:
        """Epoch seconds as the stand-ins see them."""
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        """Move the clock forward. Raises ValueError for a step back, which no platform's clock takes."""
        if seconds < 0:
            raise ValueError("The sandbox clock only moves forward.")
        self.offset += seconds
