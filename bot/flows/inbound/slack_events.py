"""Slack's events: kept durably before Slack is answered, handled by the worker afterwards."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.replies import ThreadEvent
from bot.flows.context import Context
from bot.flows.inbound.thread_events import handle
from bot.ports import EventReader, PostFailed, PostProblem
from bot.storage.repositories.slack_events import ClaimedEvent, SlackEvent
from bot.storage.wakeups import Topic

__all__ = ["SlackEvent", "claim", "handle_one", "store"]

_log = logging.getLogger(__name__)

# About half an hour of trying what fails by a fault of ours; after that the event is kept as dead, for a
# person to look at. While Slack is away or the token is revoked it waits for as long as it takes.
MAX_ATTEMPTS = 12


async def store(ctx: Context, workspace_id: str, events: Sequence[SlackEvent]) -> None:
    """Keep a batch of events; each once, however often Slack delivers it."""
    async with ctx.store.write(workspace_id) as uow:
        await uow.slack_events.store(events, ctx.clock.now())
        uow.wake(Topic.SLACK_EVENTS)


async def claim(ctx: Context, workspace_id: str, owner: str, limit: int) -> list[ClaimedEvent]:
    """Lease the events that are next in their threads."""
    async with ctx.store.write(workspace_id) as uow:
        return await uow.slack_events.claim(owner, ctx.clock.now(), ctx.timing.outbox_lease, limit)


async def handle_one(
    ctx: Context, reader: EventReader, workspace_id: str, owner: str, event: ClaimedEvent
) -> ThreadEvent | None:
    """Carry out what an event asks for, in one transaction with its being done; later, if Slack is down.

    What has happened, where it was carried out now.
    """
    try:
        return await _handle(ctx, reader, workspace_id, owner, event)
    except PostFailed as failed:
        await _put_back(ctx, workspace_id, owner, event, failed)
    except Exception as fault:
        # A fault of ours must neither lose the event nor keep its thread waiting for ever.
        _log.exception("Handling a Slack event failed.", extra={"event": event.id})
        unknown = PostFailed(PostProblem.INVALID, type(fault).__name__)
        await _put_back(ctx, workspace_id, owner, event, unknown)
    return None


async def _handle(
    ctx: Context, reader: EventReader, workspace_id: str, owner: str, event: ClaimedEvent
) -> ThreadEvent | None:
    read = await reader.read(event.payload)
    async with ctx.store.write(workspace_id) as uow:
        mine = await uow.slack_events.finish(event.id, owner, ctx.clock.now())
        # A lost lease means that another worker has it: what it does must not be done twice.
        if mine and read is not None:
            await handle(ctx, uow, read)
    return read if mine else None


async def _put_back(
    ctx: Context, workspace_id: str, owner: str, event: ClaimedEvent, failed: PostFailed
) -> None:
    wait = failed.retry_after or timedelta(seconds=min(2 ** min(event.attempts, 12), 300))
    dead = failed.problem is PostProblem.INVALID and event.attempts >= MAX_ATTEMPTS
    _log.log(
        logging.ERROR if dead else logging.WARNING,
        "A Slack event is set aside for good." if dead else "A Slack event is put back.",
        extra={"event": event.id, "error": failed.error, "attempts": event.attempts},
    )
    async with ctx.store.write(workspace_id) as uow:
        await uow.slack_events.put_back(
            event.id,
            owner,
            ctx.clock.now() + wait,
            failed.error,
            dead=dead,
        )
