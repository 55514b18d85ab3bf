"""The report of costs as a message: this month, the months before, and the budgets with their bars."""

from collections.abc import Sequence

from bot.domain.budget import Limit
from bot.domain.money import Money
from bot.domain.phone import display
from bot.flows.reports.costs import CostReport, Month, Sent
from bot.flows.reports.picture import NOT_INSTALLED
from bot.flows.reports.words import in_words, month_name, rounded
from bot.policy.facts import BudgetState
from bot.slack.blocks.elements import Block, Rendered, context, fallback, header, mrkdwn, section
from bot.slack.text import escape

# A workspace rarely has more; the rest is in the sum above.
_MOST_SENDERS = 12
_BAR = 20
_EMPTY = "Nothing has been sent in this time. Costs show here as soon as the first text goes."
_SMALL_PRINT = (
    "What the carrier has not billed yet is estimated from the price table, without carriers’ own fees; the "
    "real price takes its place. Months are the workspace’s own."
)


def costs_message(report: CostReport, *, drawn: bool) -> Rendered:
    """The whole report. ``drawn``: a picture follows in the app's direct messages."""
    now = report.this_month
    blocks = [header(f"Messaging costs in {month_name(now.month)}"), section(mrkdwn(_summary(now)))]
    if report.sent:
        blocks.append(section(mrkdwn(_by_sender(report.sent))))
    blocks += [section(mrkdwn(budget_bar(state))) for state in report.budgets]
    blocks += _before(report.months[:-1])
    follows = "A picture follows in the app’s direct messages." if drawn else NOT_INSTALLED
    blocks.append(context(mrkdwn(escape(f"{_SMALL_PRINT} {follows}"))))
    return Rendered(fallback(_in_short(report)), blocks)


def _summary(month: Month) -> str:
    total = month.total
    if not total.messages:
        return _EMPTY
    said = f"*{escape(rounded(total.cost))}* for {total.messages:,} messages"
    if total.estimated.amount:
        said += f", {escape(rounded(total.estimated))} of it still an estimate"
    return f"{said}."


def _by_sender(sent: Sequence[Sent]) -> str:
    dearest = sorted(sent, key=lambda each: each.cost.cost.amount, reverse=True)
    lines = [_line(each) for each in dearest[:_MOST_SENDERS]]
    if len(dearest) > _MOST_SENDERS:
        lines.append(f"• and {len(dearest) - _MOST_SENDERS} senders more")
    return "\n".join(["*By channel and sender*", *lines])


def _line(sent: Sent) -> str:
    cost = sent.cost
    segments = f" in {cost.segments:,} segments" if cost.segments > cost.messages else ""
    name = display(sent.sender) if sent.sender.startswith("+") else "the Messaging Service"
    return (
        f"• {sent.channel.label} from {escape(name)}: {escape(rounded(cost.cost))} "
        f"for {cost.messages:,}{segments}"
    )


def _before(months: Sequence[Month]) -> list[Block]:
    lines = [f"• {escape(in_words(month))}" for month in reversed(months)]
    return [section(mrkdwn("\n".join(["*The months before*", *lines])))] if lines else []


def budget_bar(state: BudgetState) -> str:
    """How a budget stands, in words with a bar below them, as mrkdwn."""
    percent = percent_used(state)
    filled = min(percent, 100) * _BAR // 100
    bar = "█" * filled + "░" * (_BAR - filled)
    name = escape(state.name[0].upper() + state.name[1:])
    return f"*{name}*: {percent} % used, {escape(_left(state))}\n{bar}"


def percent_used(state: BudgetState) -> int:
    """How many whole percent of a budget are used."""
    return _limit(state).percent(state.taken.micros, state.messages_taken)


def _left(state: BudgetState) -> str:
    parts = []
    if state.limit is not None:
        left = state.limit.amount - state.taken.amount
        parts.append(f"{rounded(state.taken)} of {rounded(state.limit)} taken")
        worded = Money(abs(left), state.limit.currency)
        parts.append(f"{rounded(worded)} {'left' if left >= 0 else 'over it'}")
    if state.messages_limit is not None:
        parts.append(f"{state.messages_taken:,} of {state.messages_limit:,} messages taken")
    return ", ".join(parts)


def _limit(state: BudgetState) -> Limit:
    return Limit(state.limit.micros if state.limit else None, state.messages_limit)


def _in_short(report: CostReport) -> str:
    budgets = [
        f"{state.name[0].upper()}{state.name[1:]} is {percent_used(state)} % used, {_left(state)}."
        for state in report.budgets
    ]
    return " ".join([f"{in_words(report.this_month)}.", *budgets])
