"""What a run is asked for, and what each measure gives back."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

Kind = Literal["sqlite", "postgres"]


@dataclass(frozen=True)
class Plan:
    """How large and how often. ``requests`` are made over ``connections`` at once in each of ``runs`` runs.

    ``messages`` are dispatched in a run; ``rows`` lie in the table when a claim is made among many;
    ``short`` and ``long`` are the two queues that are compared. ``searches`` are made among ``found``
    clients. ``reminders`` are due at one minute.
    """

    databases: Sequence[Kind]
    runs: int = 3
    requests: int = 8000
    connections: int = 64
    messages: int = 3000
    rows: int = 1_000_000
    short: int = 1000
    long: int = 100_000
    found: int = 50_000
    searches: int = 1500
    reminders: int = 2000


QUICK = {
    "runs": 1,
    "requests": 600,
    "messages": 300,
    "rows": 20_000,
    "short": 300,
    "long": 5000,
    "searches": 200,
    "reminders": 200,
}
TINY = {
    "runs": 1,
    "requests": 24,
    "messages": 24,
    "rows": 200,
    "short": 16,
    "long": 64,
    "connections": 4,
    "found": 200,
    "searches": 24,
    "reminders": 24,
}


@dataclass(frozen=True)
class Row:
    """One line of the table. ``ratio`` is product to floor; ``at_least`` or ``at_most`` is what to reach."""

    what: str
    where: str
    floor: str
    product: str
    ratio: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def target(self) -> str:
        """What is to be reached, in words."""
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else "–"

    @property
    def verdict(self) -> str:
        """Whether it is reached; empty where nothing is to be."""
        if self.at_least is not None:
            return "yes" if self.ratio >= self.at_least else "NO"
        if self.at_most is not None:
            return "yes" if self.ratio <= self.at_most else "NO"
        return ""


Measure = Callable[[Plan], AsyncIterator[Row]]


@dataclass
class Samples:
    """The same figure from several runs."""

    values: list[float] = field(default_factory=list)

    def add(self, value: float) -> None:
        """One more run."""
        self.values.append(value)

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)
