"""The report of costs in words, for the message, the picture's description and a screen reader."""

from datetime import date

from bot.domain.money import Money
from bot.flows.reports.costs import CostReport, Month


def month_name(month: str) -> str:
    """``2026-11`` as people write it: ``November 2026``."""
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}"


def rounded(money: Money) -> str:
    """An amount as it is read in a report: whole cents, or more digits for less than a cent."""
    return Money(round(money.amount, 2), money.currency).shown if money.amount >= 1 else money.shown


def in_words(month: Month) -> str:
    """A month in a line: what was sent, and what each channel cost of it."""
    total = month.total
    if not total.messages:
        return f"{month_name(month.month)}: nothing sent"
    parts = ", ".join(
        f"{channel.label} {rounded(cost.cost)} for {cost.messages:,}"
        for channel, cost in month.channels.items()
    )
    return f"{month_name(month.month)}: {rounded(total.cost)} for {total.messages:,} messages ({parts})"


def described(report: CostReport) -> str:
    """The picture in words."""
    return f"Bar chart of messaging costs. {'. '.join(in_words(month) for month in report.months)}."
