"""*Change time*: a text that waits goes at another time, or now."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.message import Message
from bot.domain.scheduling import trouble_with
from bot.flows.context import Context
from bot.flows.outbound.cancel import may_decide
from bot.flows.outbound.put_anew import ABOUT_THE_TIME, NotChanged, changeable, put_anew, still_holds
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

NOT_YOURS = (
    "Nothing was changed: only who wrote it, who looks after the client, or a manager may choose its time."
)


@dataclass(frozen=True)
class Waits:
    """A text that waits, and the time (UTC) for which it is scheduled, or until which it is held; of one that
    is paused, the time for which it was."""

    message_id: str
    due_at: datetime


async def waits(ctx: Context, workspace_id: str, message_id: str, user: str) -> Waits | str:
    """The text whose time ``user`` wants to change; why it cannot be, in a sentence."""
    async with ctx.store.read(workspace_id) as uow:
        try:
            message = changeable(await uow.messages.get(message_id))
        except NotChanged as problem:
            return str(problem)
        if not await may_decide(uow, message, user):
            return NOT_YOURS
        at = message.scheduled_for if message.paused_by and message.scheduled_for else message.due_at
        return Waits(message.id, at)


async def reschedule(
    ctx: Context, workspace_id: str, message_id: str, user: str, send_at: datetime | None
) -> str:
    """Have it go at ``send_at`` (UTC), or now for None; why not, in a sentence, empty when it is done. One
    that is paused is so no more.

    The gate is asked about the new time, and once more when it has come.
    """
    try:
        async with ctx.store.write(workspace_id) as uow:
            message = changeable(await uow.messages.get(message_id, lock=True))
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
    except NotChanged as problem:
        return str(problem)
    return ""


async def _change(
    ctx: Context, uow: UnitOfWork, message: Message, send_at: datetime | None, now: datetime
) -> None:
    at = send_at or now
    override = still_holds(message.override, ABOUT_THE_TIME)
    moved = replace(message, due_at=at, scheduled_for=at, override=override, paused_by=None)
    await put_anew(ctx, uow, moved, now, {"rescheduled": at.isoformat()}, is_ahead=send_at is not None)
