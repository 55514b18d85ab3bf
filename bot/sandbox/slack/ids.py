"""Ids and timestamps of the shapes Slack gives them."""

import secrets

from bot.sandbox.clock import SandboxClock

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def new_id(prefix: str, length: int = 10) -> str:
    """An id such as ``V0K3…``: the prefix, a zero as Slack's have it, then random capitals and digits."""
    return prefix + "0" + "".join(secrets.choice(_ALPHABET) for _ in range(length))


class Timestamps:
    """Message timestamps: the sandbox clock in microseconds, each later than the one before."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        """The next timestamp, unique in the workspace, as ``seconds.microseconds``."""
        self._last = max(int(self._clock.now() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
