"""*Change time*: a text that waits goes at another time, or now."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.message import Message, Override, Status
from bot.domain.scheduling import trouble_with
from bot.flows.context import Context
from bot.flows.gate.ask import Answer, ask
from bot.flows.gate.question import of_message
from bot.flows.money.release import charge_anew
from bot.flows.outbound.anyway import PUT_OFF
from bot.flows.outbound.cancel import may_decide, too_late
from bot.flows.outbound.hold import awaits_consent
from bot.flows.outbound.retry import GONE
from bot.flows.threads import items
from bot.policy.checks.budget import used_up
from bot.policy.decision import Hold, Refuse, as_json, explained
from bot.storage.as_json import override_as_json
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.messages import MessageEvent
from bot.storage.store import UnitOfWork
from bot.storage.wakeups import Topic

NOT_YOURS = "Nothing was changed: only who wrote it, or a manager, can change when it goes."
# What somebody lets pass of one hour or one day holds for that time only.
_ABOUT_THE_TIME = frozenset({"quiet_hours", "no_hours", "frequency_day", "frequency_week", "frequency_state"})


@dataclass(frozen=True)
class Waits:
    """A text that waits, and the time (UTC) for which it is scheduled, or until which it is held."""

    message_id: str
    due_at: datetime


class _Not(Exception):
    """Raised to undo the transaction: everything stays as it was; the message says why."""


async def waits(ctx: Context, workspace_id: str, message_id: str, user: str) -> Waits | str:
    """The text whose time ``user`` wants to change; why it cannot be, in a sentence."""
    async with ctx.store.read(workspace_id) as uow:
        try:
            message = _changeable(await uow.messages.get(message_id))
        except _Not as problem:
            return str(problem)
        if not await may_decide(uow, message, user):
            return NOT_YOURS
        return Waits(message.id, message.due_at)


async def reschedule(
    ctx: Context, workspace_id: str, message_id: str, user: str, send_at: datetime | None
) -> str:
    """Have it go at ``send_at`` (UTC), or now for None; why not, in a sentence, empty when it is done.

    The gate is asked about the new time, and once more when it has come.
    """
    try:
        async with ctx.store.write(workspace_id) as uow:
            message = _changeable(await uow.messages.get(message_id, lock=True))
            if not await may_decide(uow, message, user):
                return NOT_YOURS
            now = ctx.clock.now()
            if send_at and (trouble := trouble_with(send_at, now)):
                return trouble
            await _change(ctx, uow, message, send_at, now)
            at = (send_at or now).isoformat()
            detail = {"from": message.due_at.isoformat(), "to": at}
            deed = Deed(user, "rescheduled", now, message.client_id, message.id, detail)
            await uow.audit.write([deed])
    except _Not as problem:
        return str(problem)
    return ""


def _changeable(message: Message | None) -> Message:
    if message is None:
        raise _Not(GONE)
    if message.status is not Status.QUEUED:
        raise _Not(too_late(message.status))
    if message.attempts:
        raise _Not(PUT_OFF)
    return message


async def _change(
    ctx: Context, uow: UnitOfWork, message: Message, send_at: datetime | None, now: datetime
) -> None:
    at = send_at or now
    moved = replace(message, due_at=at, scheduled_for=at, override=_still_holds(message.override))
    question = replace(of_message(ctx, moved), is_ahead=send_at is not None)
    [answer] = await ask(uow, [question], at)
    if isinstance(answer.decision, Refuse):
        raise _Not(f"Nothing was changed. {answer.decision.words}")
    due_at = max(at, answer.decision.until) if isinstance(answer.decision, Hold) else at
    await _charge(uow, replace(moved, due_at=due_at), answer, now)
    change = {
        "id": message.id,
        "due_at": due_at,
        "next_attempt_at": due_at,
        "scheduled_for": at,
        "override": override_as_json(moved.override),
        "decision": as_json(answer.decision),
        "error_text": explained(answer.decision),
        "awaits_consent": awaits_consent(message, answer.decision),
        "updated_at": now,
    }
    await uow.messages.update([change])
    detail = {"rescheduled": at.isoformat()} | as_json(answer.decision)
    await uow.messages.log([MessageEvent(message.id, now, Status.QUEUED, False, detail)])
    await uow.outbox.add(items.about(moved), now)
    uow.wake(Topic.MESSAGES)


async def _charge(uow: UnitOfWork, message: Message, answer: Answer, now: datetime) -> None:
    """The budget of the month in which it goes now bears it."""
    short = await charge_anew(uow, message, answer.facts.settings, now)
    if short:
        raise _Not(f"Nothing was changed. {used_up(short, answer.facts.cost).words}")


def _still_holds(override: Override | None) -> Override | None:
    if override is None:
        return None
    codes = override.codes - _ABOUT_THE_TIME
    return replace(override, codes=codes) if codes else None
