"""What is done to a single text that waits: paused, resumed, sent now. Its post in the thread shows it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.ids import new_id
from bot.domain.message import Message
from bot.domain.scheduling import PAUSED_UNTIL
from bot.flows.coming.words import NEEDS_TIME, PAUSED, RESUMED
from bot.flows.context import Context
from bot.flows.money.release import release
from bot.flows.outbound.cancel import may_decide
from bot.flows.outbound.put_anew import NotChanged, changeable, put_anew
from bot.flows.outbound.reschedule import NOT_YOURS
from bot.flows.threads import items
from bot.flows.threads.said import summary
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.messages import MessageEvent
from bot.storage.unit_of_work import UnitOfWork

IS_PAUSED = "It is paused already."
NOT_PAUSED = "It is not paused: nothing was changed."
GOES_ANYWAY = "Nothing was changed: it goes in a moment. Take it back instead."
FOR_CONSENT = "Nothing was changed: it waits for the client's yes to WhatsApp. Take it back instead."
_GOES_NOW = "It goes now."
_WAITS_STILL = "It cannot go yet. {}"

_Do = Callable[[UnitOfWork, Message, datetime], Awaitable[str]]


@dataclass(frozen=True)
class NeedsTime:
    """The time for which it was is past: it is resumed with a new one."""

    words: str = NEEDS_TIME


async def pause(ctx: Context, workspace_id: str, message_id: str, user: str) -> str:
    """Keep a text back until somebody resumes it; what happened, in a sentence. Its place in the budget is
    given back meanwhile, and what comes behind it does not wait for it."""

    async def do(uow: UnitOfWork, message: Message, now: datetime) -> str:
        _demand_pausable(message)
        await release(uow, [message.id])
        change = {"id": message.id, "paused_by": user, "due_at": PAUSED_UNTIL, "updated_at": now}
        await uow.messages.update([change | {"next_attempt_at": PAUSED_UNTIL}])
        await uow.messages.log([MessageEvent(message.id, now, message.status, False, {"paused_by": user})])
        await uow.outbox.add(items.about(message), now)
        words = "paused a text that waits: it does not go until somebody resumes it."
        await say_in_thread(uow, message, user, words, now)
        await uow.audit.write([Deed(user, "text_paused", now, message.client_id, message.id)])
        return PAUSED

    return await _do_with(ctx, workspace_id, message_id, user, do)


async def resume(ctx: Context, workspace_id: str, message_id: str, user: str) -> str | NeedsTime:
    """Have a paused text go as it was to; what happened, in a sentence, or that it needs a new time."""
    needs: list[NeedsTime] = []

    async def do(uow: UnitOfWork, message: Message, now: datetime) -> str:
        if not message.paused_by:
            raise NotChanged(NOT_PAUSED)
        if message.scheduled_for and message.scheduled_for <= now:
            needs.append(NeedsTime())
            return NEEDS_TIME
        at = message.scheduled_for or now
        freed = replace(message, paused_by=None, due_at=at)
        as_it_is = await put_anew(
            ctx, uow, freed, now, {"resumed_by": user}, is_ahead=message.scheduled_for is not None
        )
        await say_in_thread(uow, message, user, "resumed a paused text: it goes as it was to.", now)
        await uow.audit.write([Deed(user, "text_resumed", now, message.client_id, message.id)])
        return RESUMED if as_it_is.error_text is None else _WAITS_STILL.format(_why(as_it_is))

    said = await _do_with(ctx, workspace_id, message_id, user, do)
    return needs[0] if needs else said


async def send_now(ctx: Context, workspace_id: str, message_id: str, user: str) -> str:
    """Have it go without waiting for its time, if the gate lets it; what happened, in a sentence."""

    async def do(uow: UnitOfWork, message: Message, now: datetime) -> str:
        # A reply of a teammate's own stands in their words: it gets no time, so that no post of ours is
        # looked for in its place.
        chosen = now if message.scheduled_for else None
        freed = replace(message, paused_by=None, due_at=now, scheduled_for=chosen)
        as_it_is = await put_anew(ctx, uow, freed, now, {"sent_now_by": user}, is_ahead=False)
        detail = {"from": message.due_at.isoformat(), "to": now.isoformat()}
        deed = Deed(user, "rescheduled", now, message.client_id, message.id, detail)
        await uow.audit.write([deed])
        return _GOES_NOW if as_it_is.error_text is None else _WAITS_STILL.format(_why(as_it_is))

    return await _do_with(ctx, workspace_id, message_id, user, do)


async def say_in_thread(uow: UnitOfWork, message: Message, user: str, words: str, now: datetime) -> None:
    """A line in the client's thread that names who did it, and the text by its beginning."""
    if conversation := await uow.conversations.get(message.conversation_id):
        said = f"{words} It begins: “{summary(message)}”"
        await uow.outbox.add([items.system_post(conversation, said, new_id(), by=user)], now)


async def _do_with(ctx: Context, workspace_id: str, message_id: str, user: str, do: _Do) -> str:
    """Do something with a text that waits, if it still does and ``user`` may; else say why not."""
    try:
        async with ctx.store.write(workspace_id) as uow:
            message = changeable(await uow.messages.get(message_id, lock=True))
            if not await may_decide(uow, message, user):
                return NOT_YOURS
            return await do(uow, message, ctx.clock.now())
    except NotChanged as problem:
        return str(problem)


def _demand_pausable(message: Message) -> None:
    if message.paused_by:
        raise NotChanged(IS_PAUSED)
    if message.is_waiting_for_consent:
        raise NotChanged(FOR_CONSENT)
    if not (message.scheduled_for or message.error_text):
        raise NotChanged(GOES_ANYWAY)


def _why(message: Message) -> str:
    return (message.error_text or "").partition("\n")[0]
