"""What the rules cost: preparing, deciding, pricing and counting a message, in CPU time."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.domain import segments
from bot.domain.area import state_of
from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.message import Draft
from bot.domain.money import Money
from bot.domain.phone import time_zones
from bot.domain.pricing import estimate
from bot.domain.settings import FrequencyCaps, WorkspaceSettings
from bot.policy.facts import BudgetState, Facts
from bot.policy.pipeline import decide
from bot.policy.prepare import prepared
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
    now = datetime.now(UTC)
    asked = [(_draft(number), _facts(number, now)) for number in range(first, first + count)]
    began = time.process_time()
    for draft, facts in asked:
        ready = prepared(draft, facts)
        decide(ready, facts, now)
        estimate(ready.channel, ready.to, ready.whole, ready.media, facts.settings)
        segments.count(ready.whole)
    return (time.process_time() - began) / count * 1e6


def _draft(number: int) -> Draft:
    to = f"+1{_AREAS[number % len(_AREAS)]}{5_550_000 + number % 5000:07d}"
    body = _TEXTS[number % 3].format(number)
    return Draft(Channel.SMS, to, body, "+12025550100", notice="Harbor Clinic. Reply STOP to opt out.")


def _facts(number: int, now: datetime) -> Facts:
    """Nothing is missing: a zone, a state, a week of texts, a budget, caps and sensitive data to look for."""
    area = _AREAS[number % len(_AREAS)]
    return Facts(
        client_name="Jane Doe",
        consent=ConsentState.EXPRESS,
        zones=time_zones(f"+1{area}5550123"),
        state=state_of(f"+1{area}5550123"),
        last_inbound_at=now - timedelta(days=3),
        recent=tuple(now - timedelta(hours=hours) for hours in range(1, 160, 20)),
        cost=Money(Decimal("0.0079")),
        budgets=(BudgetState("the workspace", Money(Decimal(500)), Money(Decimal(120))),),
        settings=_SETTINGS,
    )


_AREAS = ("212", "305", "512", "208", "800")
_SETTINGS = WorkspaceSettings(frequency=FrequencyCaps(per_day=20, per_week=60))
