"""From due to done: what is due is taken, decided about anew, and becomes a text or a word on why it is none.

Taking a reminder and all that comes of it are one commit: an end in the middle leaves it as it was, and
nothing goes twice.
"""

import logging
from datetime import datetime

from bot.domain.reminder import Reminder, ReminderState
from bot.flows.context import Context
from bot.flows.money.follow import lock_month
from bot.flows.occasions.deciding import BROKEN, Known, NotSent, is_kept_back, know, load, why_not
from bot.flows.occasions.in_slack import post
from bot.flows.occasions.not_sent import settle_unsent
from bot.flows.occasions.texting import send
from bot.flows.occasions.triggers import replan
from bot.flows.outbound.outcome import backoff
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)

# As many as keep nobody waiting for long: whoever writes on SQLite waits for this transaction to end.
AT_ONCE = 20
MOST_TRIES = 12


async def step(ctx: Context, workspace_id: str) -> int:
    """Carry out some of what is due, the longest due first; how many. A look that holds up nobody comes
    before."""
    async with ctx.store.look(workspace_id) as uow:
        if not await uow.reminders.any_work(ctx.clock.now()):
            return 0
    async with ctx.store.write(workspace_id) as uow:
        now = ctx.clock.now()
        # Before anything is locked that somebody may wait for who has the month's total already, as whoever
        # cancels an appointment has; and before anything is put into the outbox (see repositories.budgets).
        await lock_month(uow, now)
        due = await uow.reminders.take(now, AT_ONCE)
        if not due:
            return await replan(ctx, uow)
        known = await know(uow, due)
        for reminder in due:
            await _carry_out(ctx, uow, known, reminder, now)
        return len(due)


async def _carry_out(ctx: Context, uow: UnitOfWork, known: Known, reminder: Reminder, now: datetime) -> None:
    try:
        async with uow.attempt():
            await fire(ctx, uow, known, reminder, now)
    except Exception as fault:
        # Its words stay out of the log: some hold what a client is told.
        which = {"reminder": reminder.id, "tries": reminder.tries + 1, "fault": type(fault).__name__}
        _log.warning("A reminder could not be carried out.", extra=which)
        await _failed(ctx, uow, known, reminder, now)


async def fire(ctx: Context, uow: UnitOfWork, known: Known, reminder: Reminder, now: datetime) -> None:
    """Make one reminder the text that it stands for, or settle it and say why there is none."""
    due = await load(ctx, uow, known, reminder, now)
    if due is None:
        await uow.reminders.settle(reminder.id, ReminderState.REMOVED)
        return
    if is_kept_back(due):
        return
    unsent = await why_not(uow, due)
    if unsent is None:
        unsent = await (post(uow, due) if due.trigger.slack_channel else send(ctx, uow, due))
    if unsent:
        await settle_unsent(uow, due, unsent)


async def _failed(ctx: Context, uow: UnitOfWork, known: Known, reminder: Reminder, now: datetime) -> None:
    """Try again in a while, or give up and say so."""
    tries = reminder.tries + 1
    if tries < MOST_TRIES:
        await uow.reminders.put_off(reminder.id, now + backoff(tries), tries=tries)
        return
    try:
        async with uow.attempt():
            due = await load(ctx, uow, known, reminder, now)
            if due:
                await settle_unsent(uow, due, NotSent(ReminderState.SKIPPED, BROKEN))
                return
    except Exception as fault:
        which = {"reminder": reminder.id, "fault": type(fault).__name__}
        _log.warning("That a reminder was given up could not be told.", extra=which)
    await uow.reminders.settle(reminder.id, ReminderState.SKIPPED, why=BROKEN)
