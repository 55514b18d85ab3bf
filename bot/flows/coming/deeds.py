"""What people do to a row of what is to come: each verb, handed to the flow of what the row is."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.upcoming import ComingKind, Verb
from bot.flows.clients.find import current
from bot.flows.coming import texts
from bot.flows.coming.texts import NeedsTime
from bot.flows.coming.words import PAUSED, RESUMED
from bot.flows.context import Context
from bot.flows.occasions import one
from bot.flows.occasions import pause as occasions
from bot.flows.occasions.allowed import NOT_YOURS, may_change
from bot.flows.outbound.cancel import cancel
from bot.flows.outbound.reschedule import reschedule
from bot.flows.series import change

NOT_POSSIBLE = "Nothing was changed: that cannot be done to it any more. Close this and look again."


@dataclass(frozen=True)
class Row:
    """A row as the teammate saw it; ``at`` (UTC) is the time that it showed, None where it showed none."""

    kind: ComingKind
    id: str
    at: datetime | None = None


async def do(ctx: Context, workspace_id: str, row: Row, verb: Verb, user: str) -> str | NeedsTime:
    """Do it; what happened, in a sentence, or that it needs a new time. Raises NotAllowed."""
    if row.kind is ComingKind.TEXT:
        return await _to_text(ctx, workspace_id, row.id, verb, user)
    if row.kind is ComingKind.SERIES:
        return await _to_series(ctx, workspace_id, row, verb, user)
    return await _to_reminder(ctx, workspace_id, row.id, verb, user)


async def move(ctx: Context, workspace_id: str, row: Row, user: str, at: datetime | None) -> str:
    """Have a text or a reminder go at another time (UTC), a text for None now; why not, in a sentence, empty
    when it is done. Raises NotAllowed."""
    if row.kind is ComingKind.TEXT:
        return await reschedule(ctx, workspace_id, row.id, user, at)
    if row.kind is not ComingKind.REMINDER or at is None:
        return NOT_POSSIBLE
    if problem := await _reminder_is_others(ctx, workspace_id, row.id, user):
        return problem
    return await one.move(ctx, workspace_id, row.id, user, at)


async def _to_text(
    ctx: Context, workspace_id: str, message_id: str, verb: Verb, user: str
) -> str | NeedsTime:
    if verb is Verb.PAUSE:
        return await texts.pause(ctx, workspace_id, message_id, user)
    if verb is Verb.RESUME:
        return await texts.resume(ctx, workspace_id, message_id, user)
    if verb is Verb.SEND_NOW:
        return await texts.send_now(ctx, workspace_id, message_id, user)
    return await cancel(ctx, workspace_id, message_id, user) if verb is Verb.CANCEL else NOT_POSSIBLE


async def _to_series(ctx: Context, workspace_id: str, row: Row, verb: Verb, user: str) -> str:
    if verb is Verb.PAUSE:
        return await change.pause(ctx, workspace_id, row.id, user)
    if verb is Verb.RESUME:
        return await change.resume(ctx, workspace_id, row.id, user)
    if verb is Verb.CANCEL:
        return await change.end(ctx, workspace_id, row.id, user)
    if verb is Verb.SKIP:
        return await change.skip_next(ctx, workspace_id, row.id, user, row.at)
    if verb is Verb.SEND_NOW:
        return await change.send_now(ctx, workspace_id, row.id, user, row.at)
    return NOT_POSSIBLE


async def _to_reminder(ctx: Context, workspace_id: str, reminder_id: str, verb: Verb, user: str) -> str:
    if problem := await _reminder_is_others(ctx, workspace_id, reminder_id, user):
        return problem
    if verb is Verb.SKIP:
        return await one.skip(ctx, workspace_id, reminder_id, user) or "Left out: it does not go."
    if verb is Verb.SEND_NOW:
        return (
            await one.send_now(ctx, workspace_id, reminder_id, user) or "It goes now, or as soon as it may."
        )
    occasion_id = await _occasion_of(ctx, workspace_id, reminder_id)
    if verb is Verb.PAUSE:
        said = await occasions.pause(ctx, workspace_id, occasion_id, user)
        return said or f"{PAUSED} Neither do the other reminders of the same."
    if verb is Verb.RESUME:
        return await occasions.resume(ctx, workspace_id, occasion_id, user) or RESUMED
    return NOT_POSSIBLE


async def _reminder_is_others(ctx: Context, workspace_id: str, reminder_id: str, user: str) -> str:
    """Why this teammate may not change a reminder, in a sentence; empty when they may."""
    async with ctx.store.read(workspace_id) as uow:
        reminder = await uow.reminders.get(reminder_id)
        occasion = await uow.occasions.get(reminder.occasion_id) if reminder else None
        client = await current(uow, occasion.client_id) if occasion else None
        if occasion is None or client is None:
            return one.GONE
        return "" if await may_change(uow, occasion, client, user) else NOT_YOURS


async def _occasion_of(ctx: Context, workspace_id: str, reminder_id: str) -> str:
    async with ctx.store.read(workspace_id) as uow:
        reminder = await uow.reminders.get(reminder_id)
    return reminder.occasion_id if reminder else ""
