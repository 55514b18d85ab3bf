"""What sending would mean, in words under the text: its size, its cost, and the client's clock."""

from datetime import datetime

from bot.domain.hours import clock, place_of
from bot.domain.money import Money
from bot.domain.segments import Segments
from bot.flows.outbound.preview import Preview
from bot.policy.facts import BudgetState
from bot.slack.blocks.senders import sandbox_rules


def words(preview: Preview) -> list[str]:
    """A sentence for each thing worth knowing before *Send*; the first is always the size."""
    lines = [_size(preview), *_files(preview), *_money(preview)]
    if preview.local_time is not None:
        lines.append(_clock(preview, preview.local_time))
    elif preview.zone_uncertain:
        lines.append("This number does not tell which time zone the client is in.")
    if preview.notice:
        lines.append(f"We add below your text: “{preview.notice}”")
    if preview.sender:
        lines += sandbox_rules(preview.sender)
    if preview.is_one_way:
        lines.append("Answers to this number are not shown: it is not set to two-way texting.")
    return lines


def _size(preview: Preview) -> str:
    if preview.is_empty:
        return "Nothing typed yet."
    over = preview.characters - preview.max_characters
    if over > 0:
        return f"Too long by {over:,}: {preview.characters:,} of {preview.max_characters:,} characters."
    if preview.segments is None:
        return f"{preview.characters:,} of {preview.max_characters:,} characters."
    return _segments(preview.segments)


def _files(preview: Preview) -> list[str]:
    if not preview.files:
        return []
    said = "1 file goes" if preview.files == 1 else f"{preview.files} files go"
    return [f"{said} along, as one MMS." if preview.segments is not None else f"{said} along."]


def _segments(segments: Segments) -> str:
    """How many texts the carrier counts and bills; the alphabet is named only where it makes them shorter."""
    if segments.count == 1:
        size = f"1 SMS, {segments.left} characters left."
    else:
        size = f"Counts as {segments.count} SMS, {segments.left} characters left in the last."
    if segments.encoding == "GSM-7":
        return size
    return f"{size} An emoji or special letter in it makes each SMS shorter: 70 characters instead of 160."


def _money(preview: Preview) -> list[str]:
    cost = [f"Costs about {preview.cost.shown}."] if preview.cost else []
    return cost + [line for budget in preview.budgets if (line := _left(budget))]


def _left(budget: BudgetState) -> str:
    """What is left of a budget; nothing for one without a limit."""
    left = []
    if budget.limit is not None:
        rest = max(budget.limit.amount - budget.taken.amount, budget.limit.amount * 0)
        left.append(Money(rest, budget.limit.currency).shown)
    if budget.messages_limit is not None:
        messages = max(budget.messages_limit - budget.messages_taken, 0)
        left.append(f"{messages:,} message{'' if messages == 1 else 's'}")
    return f"Left this month ({budget.name}): {' and '.join(left)}." if left else ""


def _clock(preview: Preview, local: datetime) -> str:
    zone = str(getattr(local.tzinfo, "key", None) or local.tzname() or "local")
    several = preview.zone_uncertain
    doubt = " The area code spans several zones, so it may be another hour there." if several else ""
    # A weekday alone would do for today only.
    day = f"will then be {local:%A, %b} {local.day}," if preview.send_at else f"is {local:%A}"
    return f"For the client it {day} {clock(local)} ({place_of(zone)} time).{doubt}"
