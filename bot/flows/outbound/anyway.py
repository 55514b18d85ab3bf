"""*Send anyway*: a text that the gate holds or has refused goes in spite of it, with a reason."""

from dataclasses import replace

from bot.domain.message import Message, Status
from bot.flows.context import Context
from bot.flows.gate.ask import ask
from bot.flows.gate.question import of_message
from bot.flows.outbound.cancel import TWICE as TAKEN_BACK
from bot.flows.outbound.overriding import note_override, override_by
from bot.flows.outbound.retry import GONE, SENDING, send_again_now
from bot.flows.threads import items
from bot.policy.decision import Decision, Send, as_json, codes_of, may_override
from bot.policy.pipeline import decide
from bot.storage.as_json import override_as_json
from bot.storage.repositories.messages import MessageEvent
from bot.storage.unit_of_work import UnitOfWork
from bot.storage.wakeups import Topic

SENT_NOW = "It goes now. Your reason is kept in the audit."
GONE_ALREADY = "It has gone to the client already, so nothing was left to do."
NOT_ALLOWED = "Nothing was changed: your role does not let you send this one in spite of the rule."
PUT_OFF = "The carrier has put it off, so it cannot go now. It goes by itself as soon as it may."
_FAILED = "It went and failed for another reason; the thread says which."


async def send_anyway(ctx: Context, workspace_id: str, message_id: str, user: str, why: str) -> str:
    """Let a held text go now, or send a refused one after all; what happened, in a sentence.

    The role is the one that ``user`` has at this moment. Everything that stands against the text now is set
    aside, and nothing else: what comes up later holds or refuses it as ever.
    """
    async with ctx.store.write(workspace_id) as uow:
        message = await uow.messages.get(message_id, lock=True)
        if message is None:
            return GONE
        if message.status not in {Status.QUEUED, Status.REFUSED}:
            return _too_late(message.status)
        if message.status is Status.QUEUED and message.attempts:
            return PUT_OFF
        # Asked without any override: who sets something aside now answers for all of it.
        question = of_message(ctx, replace(message, override=None))
        now = ctx.clock.now()
        [answer] = await ask(uow, [question], now)
        override = await override_by(uow, user, codes_of(answer.decision), why)
        if not isinstance(answer.decision, Send) and not may_override(answer.decision, override.role):
            return f"{NOT_ALLOWED} {answer.decision.words}"
        if message.status is Status.REFUSED:
            said = await send_again_now(ctx, uow, message, override=override)
            return SENT_NOW if said == SENDING else said
        decision = decide(replace(answer.question.draft, override=override), answer.facts, now)
        await _let_go(ctx, uow, replace(message, override=override), decision)
        return SENT_NOW


async def _let_go(ctx: Context, uow: UnitOfWork, message: Message, decision: Decision) -> None:
    now = ctx.clock.now()
    change = {
        "id": message.id,
        "override": override_as_json(message.override),
        "decision": as_json(decision),
        "error_text": None,
        "due_at": now,
        "next_attempt_at": now,
        "paused_by": None,
        "updated_at": now,
    }
    await uow.messages.update([change])
    await uow.messages.log([MessageEvent(message.id, now, Status.QUEUED, False, as_json(decision))])
    await note_override(uow, message, decision, now)
    await uow.outbox.add(items.about(message), now)
    uow.wake(Topic.MESSAGES)


def _too_late(status: Status) -> str:
    if status is Status.CANCELED:
        return TAKEN_BACK
    return _FAILED if status is Status.FAILED else GONE_ALREADY
