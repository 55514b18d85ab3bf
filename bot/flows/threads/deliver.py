"""The outbox's journey to Slack: claimed, written, remembered; or tried again, or told to a person."""

import logging
from datetime import datetime, timedelta

from bot.flows.context import Context
from bot.flows.outbound.outcome import backoff
from bot.flows.threads import items
from bot.flows.threads.open import ask_for_card
from bot.flows.threads.revive import revive
from bot.flows.threads.shut_out import CHANNEL_SHUT, go_elsewhere, tell_people
from bot.flows.threads.writers import Effect, Job, write
from bot.ports import PostFailed, PostProblem
from bot.storage.repositories.outbox import ClaimedItem
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)

_TRIES_AFTER_A_FAULT = 5
# A post follows its thread's new card at once; where no card can be had, it must not try every moment.
_QUICK_TRIES = 3
_NEEDS_AN_ADMIN = {*CHANNEL_SHUT, PostProblem.TOKEN}


async def claim(ctx: Context, workspace_id: str, owner: str, limit: int) -> list[ClaimedItem]:
    """Lease what is due, at Slack's pace.

    A look comes first: much that is put in waits for its lane's turn, and finding nothing must not hold up
    those who write.
    """
    now = ctx.clock.now()
    async with ctx.store.look(workspace_id) as uow:
        if not await uow.outbox.any_due(now, ctx.timing.horizon):
            return []
    async with ctx.store.write(workspace_id) as uow:
        return await uow.outbox.claim(
            owner,
            now,
            lease=ctx.timing.outbox_lease,
            horizon=ctx.timing.horizon,
            limit=limit,
            pace=lambda lane: items.pace_of(lane, ctx.timing.post_interval),
        )


async def next_turn(ctx: Context, workspace_id: str) -> datetime | None:
    """When the next item can be written, as things stand now."""
    async with ctx.store.look(workspace_id) as uow:
        return await uow.outbox.next_turn()


async def deliver(job: Job, owner: str) -> None:
    """Write one item and remember that it is written, or arrange for what is to follow."""
    try:
        effect = await write(job)
    except PostFailed as failed:
        await _failed(job, owner, failed)
        return
    except Exception as fault:
        # A fault of ours: tried again a few times, then set aside so that the thread goes on.
        _log.exception("Writing an outbox item failed.", extra={"item": job.item.id})
        gave_up = job.item.attempts >= _TRIES_AFTER_A_FAULT
        problem = PostProblem.INVALID if gave_up else PostProblem.UNKNOWN
        await _failed(job, owner, PostFailed(problem, type(fault).__name__))
        return
    await _finish(job, owner, effect)


async def _finish(job: Job, owner: str, effect: Effect | None) -> None:
    async with job.ctx.store.write(job.workspace_id) as uow:
        if effect:
            await effect(uow)
        await uow.outbox.finish(job.item, owner, job.ctx.clock.now())


async def _failed(job: Job, owner: str, failed: PostFailed) -> None:
    item, now = job.item, job.ctx.clock.now()
    _log.warning(
        "Slack did not take an outbox item.",
        extra={"kind": item.kind, "item": item.id, "error": failed.error, "attempts": item.attempts},
    )
    async with job.ctx.store.write(job.workspace_id) as uow:
        if failed.problem is PostProblem.THREAD_GONE:
            await _revive(job, uow, failed)
        if failed.retry_after:
            await uow.outbox.hold_lane(item.lane, now + failed.retry_after)
        moved = failed.problem in CHANNEL_SHUT and await go_elsewhere(job, uow, failed)
        if failed.problem in CHANNEL_SHUT and not moved:
            await tell_people(job, uow, failed)
        await uow.outbox.put_back(
            item,
            owner,
            # Where no channel can be used, threads must not go round and round between them.
            now if moved and item.attempts <= _QUICK_TRIES else now + _wait(job, failed),
            failed.error,
            # A doubt from an earlier try stays: this refusal says nothing about what that one has done.
            perhaps_done=failed.problem is PostProblem.UNKNOWN or item.called_before is not None,
            dead=failed.problem is PostProblem.INVALID,
        )


def _wait(job: Job, failed: PostFailed) -> timedelta:
    item = job.item
    if failed.retry_after:
        return failed.retry_after
    if failed.problem in _NEEDS_AN_ADMIN:
        # For as long as it takes: nothing is lost meanwhile.
        return job.ctx.timing.until_mended
    if failed.problem is PostProblem.THREAD_GONE and item.attempts <= _QUICK_TRIES:
        return timedelta(0)
    return min(backoff(item.attempts), timedelta(minutes=5))


async def _revive(job: Job, uow: UnitOfWork, failed: PostFailed) -> None:
    conversation_id = job.item.data.get("conversation_id")
    conversation = await uow.conversations.get(conversation_id) if conversation_id else None
    if conversation is None:
        return
    now = job.ctx.clock.now()
    if conversation.root_ts is None:
        await ask_for_card(uow, conversation, now)
    elif failed.place == (conversation.slack_channel, conversation.root_ts):
        # Any other card that is gone has been replaced meanwhile.
        await revive(uow, conversation, now)
