"""How fast Meta lets a business send: to one client, and altogether."""

from dataclasses import dataclass, field

from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.state import MetaState
from bot.sandbox.phonebook import Phone


@dataclass
class _Bucket:
    """Holds ``most`` tokens and gets one back every ``interval`` seconds."""

    most: float
    interval: float
    left: float
    at: float

    def take(self, now: float) -> bool:
        self.left = min(self.most, self.left + max(now - self.at, 0.0) / self.interval)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass
class Pace:
    """One message every six seconds to one client, 45 of them at once on credit; 80 a second in all."""

    state: MetaState
    _pairs: dict[tuple[str, str], _Bucket] = field(default_factory=dict)
    _numbers: dict[str, _Bucket] = field(default_factory=dict)

    def check(self, phone: Phone, number_id: str) -> None:
        """Count a message. Raises GraphError where it is one too many."""
        config, now = self.state.config, self.state.clock.now()
        if not config.pacing:
            return
        rate = config.throughput
        whole = _Bucket(max(rate, 1.0), 1 / rate, max(rate, 1.0), now)
        if not self._numbers.setdefault(number_id, whole).take(now):
            raise GraphError(130429)
        burst = float(config.pair_burst)
        new = _Bucket(burst, config.pair_interval, burst, now)
        if not self._pairs.setdefault((phone.identity, number_id), new).take(now):
            raise GraphError(131056)
