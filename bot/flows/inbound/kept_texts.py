"""Clients' texts between the webhook's answer and their effect, in the order in which each client wrote.

While a text waits here, nothing is claimed for its sender: it may be a STOP (see ``claims.py``).
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.events import InboundText
from bot.flows.context import Context
from bot.flows.inbound.last_resort import may_be_given_up
from bot.flows.inbound.receive import receive_in
from bot.storage.repositories.inbound_texts import read_text
from bot.storage.repositories.inbox import Kept
from bot.storage.wakeups import Topic

_log = logging.getLogger(__name__)

# A transaction's size is bounded, so that a webhook's commit beside it never waits for long.
_AT_ONCE = 256
# About half an hour of trying what fails by a fault of ours; after that the text is kept as dead, for a
# person to look at.
MAX_ATTEMPTS = 12


async def keep(ctx: Context, workspace_id: str, texts: Sequence[InboundText]) -> None:
    """Keep a batch of texts durably, for the worker to apply; each once, however often it is delivered."""
    async with ctx.store.at_once(workspace_id) as uow:
        await uow.inbound_texts.keep(texts, ctx.clock.now())


async def apply_kept(ctx: Context, workspace_id: str) -> int:
    """Apply the oldest texts that are kept, each gone in the commit that holds its effect; how many.

    One that fails is put aside and tried later: it holds back its sender's later texts, and nobody else's.
    """
    taken: list[Kept] = []
    try:
        async with ctx.store.write(workspace_id) as uow:
            taken = await uow.inbound_texts.take(ctx.clock.now(), _AT_ONCE)
            if taken:
                await receive_in(ctx, uow, [read_text(kept.data) for kept in taken])
                # What was due to these senders has waited for this.
                uow.wake(Topic.MESSAGES)
    except Exception:
        if not taken:
            raise  # The database is away: no text's fault.
        _log.warning("A batch of texts could not be applied; taking each by itself.", exc_info=True)
        for kept in taken:
            await _apply_one(ctx, workspace_id, kept.id)
    return len(taken)


async def _apply_one(ctx: Context, workspace_id: str, text_id: str) -> None:
    kept: Kept | None = None
    try:
        async with ctx.store.write(workspace_id) as uow:
            kept = await uow.inbound_texts.take_one(text_id)
            if kept:
                await receive_in(ctx, uow, [read_text(kept.data)])
                uow.wake(Topic.MESSAGES)
    except Exception as fault:
        if kept is None:
            raise
        _log.exception("Applying a client's text failed.", extra={"text": kept.id})
        await _put_back(ctx, workspace_id, kept, fault)


async def _put_back(ctx: Context, workspace_id: str, kept: Kept, fault: Exception) -> None:
    attempts = kept.attempts + 1
    dead = attempts >= MAX_ATTEMPTS and await may_be_given_up(ctx, workspace_id, kept)
    if dead:
        _log.error("A client's text is set aside for good.", extra={"text": kept.id})
    again_at = ctx.clock.now() + timedelta(seconds=min(2 ** min(attempts, 9), 300))
    async with ctx.store.write(workspace_id) as uow:
        await uow.inbound_texts.put_back(kept.id, again_at, type(fault).__name__, dead=dead)
        if dead:
            uow.wake(Topic.MESSAGES)
