"""A thread goes on under a new card: after a long silence, in another channel, or because the card is gone.

One way for all of them. The conversation's row lets go of its old card, which stays known, and everything
that is to be said of it waits in the outbox: the new card, below it where the thread stood and what was said
last, and, once the new card stands, the line in the old thread and the old card itself. Of two who do it at
once the second finds it done.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.conversation import Conversation
from bot.domain.ids import new_id
from bot.flows.context import Context
from bot.flows.threads import items
from bot.flows.threads.place import places
from bot.storage.unit_of_work import UnitOfWork

DELETED = "The card of this conversation was deleted, so it goes on here."
MOVED = "This conversation goes on here."
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Onward:
    """Where a thread goes on and why, in a sentence. ``stands``: the old thread can be written to."""

    channel: str
    why: str
    stands: bool = True


@dataclass(frozen=True)
class Wrote:
    """A text is about to be shown in a thread; ``sender`` is the one of ours that it came or goes by."""

    thread: Conversation
    sender: str


async def renew(uow: UnitOfWork, stood: Conversation, onward: Onward, now: datetime) -> Conversation:
    """The conversation as it goes on, its new card on the way, or as it is where somebody was faster."""
    if not await uow.conversations.leave(stood, onward.channel):
        return await uow.conversations.get(stood.id) or stood
    goes_on = replace(stood, slack_channel=onward.channel, root_ts=None)
    # What waits to be shown in the old thread may come before the line that tells what was said last.
    waiting = await uow.outbox.messages_waiting(stood.id, items.TEXTS)
    continued = items.continued_post(stood, goes_on, onward.why, before=new_id(), without=waiting)
    posts = [items.root(goes_on), continued]
    if stood.root_ts and onward.stands:
        posts.append(items.left_post(stood))
    await uow.outbox.add(posts, now)
    return goes_on


async def after_silence(ctx: Context, uow: UnitOfWork, wrote: Iterable[Wrote]) -> dict[str, Conversation]:
    """The threads among these that nobody has written in for long, as they go on, by client: in the channel
    that the rules name now. Of several texts the first of a thread counts.

    Costs no statement where nothing has been silent for a day.
    """
    now = ctx.clock.now()
    first: dict[str, Wrote] = {}
    for each in wrote:
        if _silence(each.thread, now) >= _DAY:
            first.setdefault(each.thread.client_id, each)
    if not first:
        return {}
    days = (await uow.settings.load()).settings.inbox.fresh_card_after_days
    stale = {key: each for key, each in first.items() if days and _silence(each.thread, now) >= days * _DAY}
    if not stale:
        return {}
    senders = {client_id: each.sender for client_id, each in stale.items()}
    channels = await places(uow, senders, ctx.settings.inbox_channel)
    # In one order, so that two transactions never wait in a ring.
    return {
        client_id: await renew(uow, each.thread, _onward(each, channels[client_id], now), now)
        for client_id, each in sorted(stale.items(), key=lambda pair: pair[1].thread.id)
    }


def _onward(wrote: Wrote, channel: str, now: datetime) -> Onward:
    days = _silence(wrote.thread, now).days
    why = f"This conversation goes on here after {days} day{'' if days == 1 else 's'} of silence."
    return Onward(channel, why)


def _silence(thread: Conversation, now: datetime) -> timedelta:
    """For how long nobody has written; none where there is no card to be left."""
    if thread.root_ts is None or thread.last_message_at is None:
        return timedelta(0)
    return now - thread.last_message_at
