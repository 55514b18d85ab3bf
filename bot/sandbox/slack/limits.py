"""How fast the app may call: a bucket a method by its tier, and one a channel for posts."""

import math
from dataclasses import dataclass, field

from bot.sandbox.clock import SandboxClock

POST_BURST = 4
POSTS_PER_SECOND = 1.0


@dataclass
class Bucket:
    """Refills steadily up to its size."""

    size: float
    per_second: float
    filled: float
    at: float

    def take(self, now: float) -> int:
        """Take one: 0 when there was one, else the whole seconds until there will be."""
        self.filled = min(self.size, self.filled + (now - self.at) * self.per_second)
        self.at = now
        if self.filled >= 1:
            self.filled -= 1
            return 0
        return max(1, math.ceil((1 - self.filled) / self.per_second))


@dataclass
class Limits:
    """All buckets of the app; switched off they let everything through."""

    clock: SandboxClock
    enabled: bool
    _buckets: dict[str, Bucket] = field(default_factory=dict)

    def method(self, name: str, per_minute: int) -> int:
        """Seconds to wait before this method may be called, or 0 to go ahead."""
        return self._take(f"method {name}", per_minute, per_minute / 60)

    def post(self, channel: str) -> int:
        """Seconds to wait before the app may post in this channel, or 0; a short burst is let through."""
        return self._take(f"post {channel}", POST_BURST, POSTS_PER_SECOND)

    def _take(self, key: str, size: float, per_second: float) -> int:
        if not self.enabled:
            return 0
        now = self.clock.now()
        bucket = self._buckets.setdefault(key, Bucket(size, per_second, size, now))
        return bucket.take(now)
