"""Changing the words of a message that waits: the gate is asked about the new ones as about the old."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.message import Direction, Message, Override, Status
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.gate.ask import Answer, ask
from bot.flows.gate.question import of_message
from bot.flows.gate.sensitive import hidden_in_draft, report_endless
from bot.flows.money.release import charge_anew, release
from bot.flows.outbound.hold import awaits_consent
from bot.policy.checks.budget import used_up
from bot.policy.decision import Hold, Refuse, as_json, explained
from bot.storage.as_json import hidden_as_json, override_as_json
from bot.storage.repositories.messages import MessageEvent
from bot.storage.unit_of_work import UnitOfWork

# What somebody lets pass of the words themselves holds for those words only.
_ABOUT_THE_WORDS = frozenset({"sensitive"})


async def rewrite(ctx: Context, uow: UnitOfWork, message: Message, text: str) -> Answer:
    """Store the new text of a queued message with the gate's answer: queued anew, put off, or refused."""
    now, body = ctx.clock.now(), storable(text).strip()
    changed = replace(message, body=body, override=_still_holds(message.override))
    [answer] = await ask(uow, [of_message(ctx, changed)], now)
    answer = await _charged(ctx, uow, changed, answer, now)
    draft, rules = answer.question.draft, answer.facts.settings.dlp
    await report_endless(uow, draft.body, Direction.OUT, rules, now)
    words = {
        "id": message.id,
        "body": draft.body,
        "notice": draft.notice,
        "hidden": hidden_as_json(hidden_in_draft(draft, rules)),
        "override": override_as_json(draft.override),
        "decision": as_json(answer.decision),
        "awaits_consent": awaits_consent(message, answer.decision),
        "updated_at": now,
    }
    outcome = _outcome(ctx, message, answer, now)
    await uow.messages.update([words | outcome])
    status = Status(outcome["status"])
    detail = {"edited": True} | as_json(answer.decision)
    await uow.messages.log([MessageEvent(message.id, now, status, status is not Status.QUEUED, detail)])
    return answer


async def _charged(ctx: Context, uow: UnitOfWork, message: Message, answer: Answer, now: datetime) -> Answer:
    """The answer once the new words are paid for: the old ones had room in the budget, these may not."""
    if isinstance(answer.decision, Refuse):
        await release(uow, [message.id])
        return answer
    if message.paused_by:
        return answer
    draft, due_at = answer.question.draft, _due_at(ctx, answer, now)
    as_it_goes = replace(message, body=draft.body, notice=draft.notice, due_at=due_at)
    short = await charge_anew(uow, as_it_goes, answer.facts.settings, now)
    return replace(answer, decision=Refuse((used_up(short, answer.facts.cost),))) if short else answer


def _outcome(ctx: Context, message: Message, answer: Answer, now: datetime) -> dict[str, Any]:
    decision = answer.decision
    if isinstance(decision, Refuse):
        return {"status": Status.REFUSED.value, "error_text": explained(decision)}
    # What somebody has paused stays so, whatever its words are.
    due_at = message.due_at if message.paused_by else _due_at(ctx, answer, now)
    # What the provider has put off stays put off.
    next_attempt_at = max(due_at, message.next_attempt_at or due_at) if message.attempts else due_at
    due = {"due_at": due_at, "next_attempt_at": next_attempt_at}
    return {"status": Status.QUEUED.value, "error_text": explained(decision)} | due


def _due_at(ctx: Context, answer: Answer, now: datetime) -> datetime:
    """The person is still writing: the time to take it back starts anew."""
    undone_by = now + ctx.settings.undo
    return max(undone_by, answer.decision.until) if isinstance(answer.decision, Hold) else undone_by


def _still_holds(override: Override | None) -> Override | None:
    if override is None:
        return None
    codes = override.codes - _ABOUT_THE_WORDS
    return replace(override, codes=codes) if codes else None
