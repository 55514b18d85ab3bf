"""How much a client has had from us lately; asked only where somebody counts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.area import rule_of, state_of
from bot.domain.message import Purpose
from bot.domain.settings import WorkspaceSettings
from bot.flows.gate.question import Question
from bot.storage.unit_of_work import UnitOfWork

# The longest period that a cap counts over.
_PERIOD = timedelta(days=7)
# What waits only for its undo window or its sender's turn goes before a text that is asked for now.
_SOON = timedelta(minutes=10)

Recent = dict[str, list[tuple[str, datetime]]]


async def load_recent(
    uow: UnitOfWork, questions: Sequence[Question], settings: WorkspaceSettings, now: datetime
) -> Recent:
    """The texts of the last week and those to come, by client; only for clients whose texts are counted."""
    counted = {q.client_id for q in questions if q.client_id and _is_counted(q, settings)}
    return await uow.messages.recent(counted, now - _PERIOD) if counted else {}


def others(recent: Recent, question: Question, now: datetime) -> tuple[datetime, ...]:
    """When the client has had other texts, or has them before this one.

    Of two that are due at once only one counts the other, so that they never hold up each other.
    """
    found = recent.get(question.client_id or "", [])
    if question.message_id is None or question.due_at is None:
        return tuple(at for _, at in found if at <= now + _SOON)
    mine = (question.due_at, question.message_id)
    return tuple(at for message_id, at in found if (at, message_id) < mine)


def _is_counted(question: Question, settings: WorkspaceSettings) -> bool:
    caps, purpose = settings.frequency, question.draft.purpose
    if purpose.is_automatic:
        return False
    if caps.per_day is not None or caps.per_week is not None:
        return True
    rule = rule_of(state_of(question.draft.to)) if caps.state_rules else None
    return purpose is not Purpose.DIRECT and rule is not None and rule.most_in_24_hours is not None
