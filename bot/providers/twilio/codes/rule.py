"""What a code means: the kind of failure, the words for it, and how long to wait."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.failure import FailureKind

Wait = Callable[[datetime], timedelta]

# The daily caps of US carriers end at midnight there.
_PACIFIC = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True)
class Rule:
    """One code's meaning. ``wait`` tells from the present moment how long to leave the message alone."""

    kind: FailureKind
    reason: str
    help: str
    wait: Wait | None = None


def rules(kind: FailureKind, words: Mapping[int, tuple[str, str]]) -> dict[int, Rule]:
    """Rules of one kind from their reason and help."""
    return {code: Rule(kind, reason, help_) for code, (reason, help_) in words.items()}


def after(**amount: float) -> Wait:
    """Waits a fixed time, given as for timedelta."""
    return lambda _now: timedelta(**amount)


def until_midnight_pacific(now: datetime) -> timedelta:
    """The time left until the day ends on the US west coast, where daily caps are counted."""
    tomorrow = now.astimezone(_PACIFIC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, _PACIFIC).astimezone(UTC) - now
