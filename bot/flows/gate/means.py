"""What lies on our side when the gate is asked: what a message costs, what the budgets allow, the sender."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.sender import SenderState, SenderStatus
from bot.flows.gate.budgets import load_budgets
from bot.flows.gate.question import Question
from bot.policy.facts import Facts
from bot.storage.repositories.sender_states import KnownState
from bot.storage.unit_of_work import UnitOfWork

# What nobody has told us about is taken to be ready.
_READY = SenderState()


async def with_means(
    uow: UnitOfWork, questions: Sequence[Question], found: Sequence[Facts], now: datetime
) -> list[Facts]:
    """The facts with the money and the sender; each draft is priced as it would go."""
    if not questions:
        return []
    priced = await load_budgets(uow, questions, found[0].settings, now)
    states = await uow.sender_states.all()
    senders = [states.get((q.draft.channel.family, q.draft.sender)) for q in questions]
    return [
        replace(facts, cost=money.cost, budgets=money.budgets, sender=_standing(facts, question, known))
        for facts, question, money, known in zip(found, questions, priced, senders, strict=True)
    ]


def _standing(facts: Facts, question: Question, known: KnownState | None) -> SenderState:
    """What the provider says of the sender, and beside it the admins' word that it is a test number."""
    state = known.state if known else _READY
    draft = question.draft
    if state.status is SenderStatus.READY and facts.settings.note_on(draft.channel, draft.sender).is_sandbox:
        return SenderState(SenderStatus.SANDBOX)
    return state
