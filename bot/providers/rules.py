"""What a code means: the kind of failure, the words for it, and how long to wait."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.failure import FailureKind, RecipientFault

Wait = Callable[[datetime], timedelta]

# The daily caps of US carriers end at midnight there.
_PACIFIC = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True)
class Rule:
    """One code's meaning. ``wait`` tells from the present moment how long to leave the message alone.

    ``recipient``: what the code says of the client's number for good.
    """

    kind: FailureKind
    reason: str
    help: str
    wait: Wait | None = None
    recipient: RecipientFault | None = None


def rules(
    kind: FailureKind,
    words: Mapping[int, tuple[str, str]],
    faults: Mapping[int, RecipientFault] | None = None,
) -> dict[int, Rule]:
    """Rules of one kind from their reason and help; ``faults`` are what some say of the client's number."""
    known = faults or {}
    return {
        code: Rule(kind, reason, help_, recipient=known.get(code)) for code, (reason, help_) in words.items()
    }


def after(**amount: float) -> Wait:
    """Waits a fixed time, given as for timedelta."""
    return lambda _now: timedelta(**amount)


def until_midnight_pacific(now: datetime) -> timedelta:
    """The time left until the day ends on the US west coast, where daily caps are counted."""
    tomorrow = now.astimezone(_PACIFIC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, _PACIFIC).astimezone(UTC) - now
