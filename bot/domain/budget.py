"""Months of a budget, and how much of it is used."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain.money import MICROS
from bot.domain.settings import Budget, WorkspaceSettings

# The scope of the whole workspace; every other scope is a team's Slack user group.
WORKSPACE = ""

# From here on people are warned, and an admin is told.
NEARLY, USED_UP = 80, 100


@dataclass(frozen=True)
class Limit:
    """A budget's limit: millionths of the workspace's currency and messages; None: no limit."""

    micros: int | None = None
    messages: int | None = None

    @property
    def is_set(self) -> bool:
        """Whether there is any limit at all."""
        return self.micros is not None or self.messages is not None

    def allows(self, micros: int, messages: int) -> bool:
        """Whether so much is within the limit; the limit itself is."""
        within_money = self.micros is None or micros <= self.micros
        return within_money and (self.messages is None or messages <= self.messages)

    def percent(self, micros: int, messages: int) -> int:
        """How many whole percent of the limit are used, of money or of messages, whichever is more."""
        return max(_percent(micros, self.micros), _percent(messages, self.messages))

    def level(self, micros: int, messages: int, *, next_micros: int) -> int:
        """What is worth telling: ``NEARLY``, ``USED_UP`` (``next_micros`` more would not fit), or 0."""
        if not self.is_set:
            return 0
        if not self.allows(micros + next_micros, messages + 1):
            return USED_UP
        return NEARLY if self.percent(micros, messages) >= NEARLY else 0


def limit_of(settings: WorkspaceSettings, scope: str) -> Limit:
    """The limit that the settings give the workspace or a team."""
    budget = settings.budget if scope == WORKSPACE else settings.team_budgets.get(scope, Budget())
    micros = None if budget.amount is None else int(Decimal(budget.amount) * MICROS)
    return Limit(micros, budget.messages)


def month_of(moment: datetime, zone: str) -> str:
    """The calendar month of a moment in a zone, such as ``2026-11``."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m}"


def month_after(month: str, zone: str) -> datetime:
    """When the month after this one begins, in the zone and aware of it."""
    year, number = map(int, month.split("-"))
    years, zero_based = divmod(number, 12)
    return datetime(year + years, zero_based + 1, 1, tzinfo=ZoneInfo(zone))


def months_before(month: str, count: int) -> list[str]:
    """So many months up to and including this one, the oldest first."""
    year, number = map(int, month.split("-"))
    first = year * 12 + number - count
    return [f"{each // 12:04d}-{each % 12 + 1:02d}" for each in range(first, first + count)]


def _percent(used: int, limit: int | None) -> int:
    if limit is None:
        return 0
    # A limit of nothing is used up from the start.
    return used * 100 // limit if limit > 0 else USED_UP
