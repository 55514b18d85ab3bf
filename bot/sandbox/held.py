"""Webhooks that are held back, to be let go late, twice or in another order."""

import random
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

Order = Literal["original", "reversed", "shuffled"]
Hook = TypeVar("Hook")


@dataclass
class Held(Generic[Hook]):
    """What waits; ``waiting`` is None while nothing is held back."""

    waiting: list[Hook] | None = None
    _random: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - an order, no secret.

    def hold(self) -> None:
        """From now on keep everything back."""
        if self.waiting is None:
            self.waiting = []

    def keeps(self, hook: Hook) -> bool:
        """Whether this one is held back, and is kept for later."""
        if self.waiting is None:
            return False
        self.waiting.append(hook)
        return True

    def release(self, order: Order, *, duplicate: bool) -> list[Hook]:
        """What was kept, as it is to go, each one twice if ``duplicate``; new ones pass again."""
        waiting, self.waiting = self.waiting or [], None
        if order == "reversed":
            waiting.reverse()
        elif order == "shuffled":
            self._random.shuffle(waiting)
        return [hook for hook in waiting for _ in range(2)] if duplicate else waiting
