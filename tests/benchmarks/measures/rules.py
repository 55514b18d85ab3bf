"""What the rules cost: the gate and the segments of a message, in CPU time."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.domain import segments
from bot.domain.channel import Channel
from bot.domain.message import Draft
from bot.policy.facts import Facts
from bot.policy.pipeline import decide
from tests.benchmarks.plan import Plan, Row, Samples

_TEXTS = (
    "Hi {0}, your appointment with Dr. Osei is confirmed for Tuesday at half past three.",
    "Grüße aus der Praxis, Termin {0}: bitte kommen Sie fünf Minuten früher. " * 3,
    "See you tomorrow 🎉 and bring the form {0} with you, please 👩‍👩‍👧‍👧 thank you!",
)
_BUDGET_MICROSECONDS = 100.0


async def rules(plan: Plan) -> AsyncIterator[Row]:
    """Three kinds of text, each message with words of its own, to many numbers."""
    samples = Samples()
    for run in range(plan.runs):
        samples.add(_microseconds(run * plan.messages, plan.messages))
    yield Row(
        "the gate and segments, CPU a message",
        "–",
        f"budget {_BUDGET_MICROSECONDS:.0f} µs",
        f"{samples.middle:.0f} µs",
        samples.middle / _BUDGET_MICROSECONDS,
        at_most=1,
    )


def _microseconds(first: int, count: int) -> float:
    facts, now = Facts("Jane Doe"), datetime.now(UTC)
    drafts = [
        Draft(
            Channel.SMS,
            f"+1212{5_550_000 + number % 5000:07d}",
            _TEXTS[number % 3].format(number),
            "+12025550100",
        )
        for number in range(first, first + count)
    ]
    began = time.process_time()
    for draft in drafts:
        decide(draft, facts, now)
        segments.count(draft.body)
    return (time.process_time() - began) / count * 1e6
