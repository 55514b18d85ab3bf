"""Taking back a text that has not gone."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.message import Message, Status
from bot.domain.roles import Role
from bot.domain.thread import Mark
from bot.flows.context import Context
from bot.flows.money.release import release
from bot.flows.opt_in.undone import asked_in_vain
from bot.flows.outbound.retry import GONE
from bot.flows.team.permissions import role_of
from bot.flows.threads import items
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.messages import MessageEvent
from bot.storage.unit_of_work import UnitOfWork

TAKEN_BACK = "Taken back: the client gets nothing."
TWICE = "It was taken back before: the client gets nothing."
NEVER_WENT = "There is nothing to take back: it was not sent. The thread says why."
TOO_LATE = "Too late: it has gone to the client. If it was a mistake, tell them in a reply."
NOT_YOURS = (
    "Nothing was changed: only who wrote it, who looks after the client, or a manager can take it back."
)


async def cancel(ctx: Context, workspace_id: str, message_id: str, user: str) -> str:
    """Take back a text that still waits; what happened, in a sentence."""
    async with ctx.store.write(workspace_id) as uow:
        message = await uow.messages.get(message_id, lock=True)
        if message is None:
            return GONE
        if message.status is not Status.QUEUED:
            return too_late(message.status)
        if not await may_decide(uow, message, user):
            return NOT_YOURS
        now = ctx.clock.now()
        await take_back(uow, message, now)
        await uow.audit.write([Deed(user, "taken_back", now, message.client_id, message.id)])
        return TAKEN_BACK


async def take_back(uow: UnitOfWork, message: Message, now: datetime, mark: Mark | None = None) -> None:
    """Cancel a queued message, locked by this transaction, and show it; with ``mark`` beside its own."""
    await take_all_back(uow, [message], now)
    if mark and message.slack_channel and message.slack_ts:
        beside = items.plain_mark(message.slack_channel, message.slack_ts, mark)
        await uow.outbox.add([beside], now)


async def take_all_back(uow: UnitOfWork, messages: Sequence[Message], now: datetime) -> None:
    """The same for several."""
    if not messages:
        return
    canceled = {"status": Status.CANCELED.value, "updated_at": now}
    await uow.messages.update([{"id": message.id} | canceled for message in messages])
    await uow.messages.log(
        [MessageEvent(message.id, now, Status.CANCELED, detail={"by": "author"}) for message in messages]
    )
    await release(uow, [message.id for message in messages])
    await asked_in_vain(uow, messages, now)
    await uow.outbox.add([item for message in messages for item in items.about(message)], now)


async def may_decide(uow: UnitOfWork, message: Message, user: str) -> bool:
    """Whether this teammate may take a waiting text back, change it, or have it go at another time."""
    return await may_decide_for(uow, message.slack_user, message.client_id, user)


async def may_decide_for(uow: UnitOfWork, author: str | None, client_id: str, user: str) -> bool:
    """Whether ``user`` is the author of something for a client, looks after the client, or is a manager."""
    if await decides_for(uow, author, user):
        return True
    client = await uow.clients.get(client_id)
    return client is not None and client.owner == user


async def decides_for(uow: UnitOfWork, author: str | None, user: str) -> bool:
    """Whether ``user`` is the author of a text, or a manager."""
    return user == author or (await role_of(uow, user)).rank >= Role.MANAGER.rank


def too_late(status: Status) -> str:
    """Why a text that does not wait any more cannot be taken back or put off."""
    if status is Status.CANCELED:
        return TWICE
    return NEVER_WENT if status in {Status.REFUSED, Status.FAILED} else TOO_LATE
