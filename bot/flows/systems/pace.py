"""How many requests a second one of the team's own systems may make."""

from dataclasses import dataclass, field
from datetime import datetime

PER_SECOND = 50


@dataclass
class KeyPace:
    """Counts by key, in this process: it keeps one system's mistake from holding up all that is done here."""

    per_second: int = PER_SECOND
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, key_id: str, now: datetime) -> bool:
        """Whether one more may be done for this key now. Only of keys that were verified: they are few."""
        at = now.timestamp()
        left, since = self._left.get(key_id, (float(self.per_second), at))
        left = min(float(self.per_second), left + max(0.0, at - since) * self.per_second)
        if left < 1:
            self._left[key_id] = (left, at)
            return False
        self._left[key_id] = (left - 1, at)
        return True
