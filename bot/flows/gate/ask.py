"""Asking the gate about messages, within the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.flows.gate.facts import load_facts
from bot.flows.gate.means import with_means
from bot.flows.gate.question import Question
from bot.policy.decision import Decision
from bot.policy.facts import Facts
from bot.policy.pipeline import decide
from bot.policy.prepare import prepared
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Answer:
    """What the gate says, and what it knew when it said so.

    The question's draft is the text as it would go: with its notice, and without what was taken out.
    """

    question: Question
    facts: Facts
    decision: Decision


async def ask(uow: UnitOfWork, questions: Sequence[Question], now: datetime) -> list[Answer]:
    """The gate's answer to each question, in their order. ``now``: when they are to go, which for a text that
    somebody schedules is a time to come."""
    facts = await load_facts(uow, questions, now)
    ready = [_prepared(question, known) for question, known in zip(questions, facts, strict=True)]
    complete = await with_means(uow, ready, facts, now)
    return [
        Answer(question, known, decide(question.draft, known, now))
        for question, known in zip(ready, complete, strict=True)
    ]


def _prepared(question: Question, known: Facts) -> Question:
    draft = prepared(question.draft, known)
    return question if draft is question.draft else replace(question, draft=draft)
