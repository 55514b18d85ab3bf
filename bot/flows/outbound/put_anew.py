"""A text that waits, put back into the queue as it is to be: other words, another time, paused or not.

The gate is asked about it as about a new one, and the budget of the month in which it goes bears it; where
either says no, nothing is changed.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.message import Direction, Message, Override, Status
from bot.domain.scheduling import PAUSED_UNTIL
from bot.flows.context import Context
from bot.flows.gate.ask import Answer, ask
from bot.flows.gate.question import of_message
from bot.flows.gate.sensitive import hidden_in_draft, report_endless
from bot.flows.money.release import charge_anew, release
from bot.flows.outbound.anyway import PUT_OFF
from bot.flows.outbound.cancel import too_late
from bot.flows.outbound.hold import awaits_consent
from bot.flows.outbound.retry import GONE
from bot.flows.threads import items
from bot.policy.checks.budget import used_up
from bot.policy.decision import Hold, Refuse, as_json, explained
from bot.storage.as_json import hidden_as_json, override_as_json
from bot.storage.repositories.messages import MessageEvent
from bot.storage.unit_of_work import UnitOfWork
from bot.storage.wakeups import Topic

OF_NO_USE = (
    "At that time it would be of no use to the client any more. Choose an earlier one, or take it back."
)
# What somebody lets pass of one hour or one day holds for that time only, and of some words for those only.
ABOUT_THE_TIME = frozenset({"quiet_hours", "no_hours", "frequency_day", "frequency_week", "frequency_state"})
ABOUT_THE_WORDS = frozenset({"sensitive"})


class NotChanged(Exception):
    """Raised to undo the transaction: everything stays as it was; the message says why."""


def changeable(message: Message | None) -> Message:
    """The text, if it still waits and nobody has called the carrier for it. Raises NotChanged."""
    if message is None:
        raise NotChanged(GONE)
    if message.status is not Status.QUEUED:
        raise NotChanged(too_late(message.status))
    if message.attempts:
        raise NotChanged(PUT_OFF)
    return message


async def put_anew(
    ctx: Context, uow: UnitOfWork, new: Message, now: datetime, detail: dict[str, Any], *, is_ahead: bool
) -> Message:
    """Write a text as it is to be, ``due_at`` being when it is to go; as it is then. Raises NotChanged.

    One that is paused keeps its place far away and costs nothing meanwhile. ``is_ahead``: its time was
    chosen, and the gate is asked about then. The message is locked by this transaction.
    """
    if new.useless_at and new.due_at >= new.useless_at and not new.paused_by:
        raise NotChanged(OF_NO_USE)
    question = replace(of_message(ctx, new), is_ahead=is_ahead)
    [answer] = await ask(uow, [question], new.due_at)
    if isinstance(answer.decision, Refuse):
        raise NotChanged(f"Nothing was changed. {answer.decision.words}")
    as_it_goes = _as_it_goes(new, answer)
    await _charge(uow, as_it_goes, answer, now)
    await _write(uow, as_it_goes, answer, now, detail)
    return as_it_goes


def still_holds(override: Override | None, changed: frozenset[str]) -> Override | None:
    """What was set aside for a text, less what it was set aside for because of what has changed."""
    codes = override.codes - changed if override else frozenset()
    return replace(override, codes=codes) if override and codes else None


def _as_it_goes(new: Message, answer: Answer) -> Message:
    draft, decision = answer.question.draft, answer.decision
    held = max(new.due_at, decision.until) if isinstance(decision, Hold) else new.due_at
    return replace(
        new,
        body=draft.body,
        notice=draft.notice,
        hidden=hidden_in_draft(draft, answer.facts.settings.dlp),
        override=draft.override,
        due_at=PAUSED_UNTIL if new.paused_by else held,
        error_text=explained(decision),
        awaits_consent=awaits_consent(new, decision) and not new.paused_by,
    )


async def _charge(uow: UnitOfWork, message: Message, answer: Answer, now: datetime) -> None:
    if message.paused_by:
        await release(uow, [message.id])
        return
    short = await charge_anew(uow, message, answer.facts.settings, now)
    if short:
        raise NotChanged(f"Nothing was changed. {used_up(short, answer.facts.cost).words}")


async def _write(
    uow: UnitOfWork, new: Message, answer: Answer, now: datetime, detail: dict[str, Any]
) -> None:
    await report_endless(uow, new.body, Direction.OUT, answer.facts.settings.dlp, now)
    change = {
        "id": new.id,
        "body": new.body,
        "notice": new.notice,
        "hidden": hidden_as_json(new.hidden),
        "due_at": new.due_at,
        "next_attempt_at": new.due_at,
        "scheduled_for": new.scheduled_for,
        "paused_by": new.paused_by,
        "override": override_as_json(new.override),
        "decision": as_json(answer.decision),
        "error_text": new.error_text,
        "awaits_consent": new.awaits_consent,
        "updated_at": now,
    }
    await uow.messages.update([change])
    said = detail | as_json(answer.decision)
    await uow.messages.log([MessageEvent(new.id, now, Status.QUEUED, False, said)])
    await uow.outbox.add(items.about(new), now)
    uow.wake(Topic.MESSAGES)
