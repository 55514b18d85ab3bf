"""Undoing a merge: every row as it was, and what has come since goes with the number it came by."""

from dataclasses import dataclass

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.merge import Merge
from bot.flows.clients.merge.consents import lock_numbers, part_consents
from bot.flows.clients.merge.posts import undone_posts
from bot.flows.clients.merge.sides import needed
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads.answered import recount
from bot.flows.threads.open import open_threads
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.moving import Thread
from bot.storage.unit_of_work import UnitOfWork

GONE = "This merge is not known any more."
UNDONE = "This merge has been undone already."
TOO_LATE = "A merge can be undone for 30 days, and this one is older."


@dataclass(frozen=True)
class Outcome:
    """What happened, in a sentence; ``stands``: the merge does, and can be undone later on."""

    said: str
    stands: bool = False


async def undo(ctx: Context, workspace_id: str, merge_id: str, user: str) -> Outcome:
    """Make two clients of one again. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        found = await uow.merges.get(merge_id)
        if found is None:
            return Outcome(GONE)
        both = (found.survivor_id, found.merged_id)
        await uow.merges.lock(both)
        await lock_numbers(uow, both)
        # Whoever had the lock before may have undone it.
        known = await uow.merges.get(merge_id)
        clients = [await uow.clients.get(client_id) for client_id in both]
        survivor, merged = clients
        if known is None or survivor is None or merged is None:
            return Outcome(GONE)
        await demand(uow, user, needed(merged))
        refused = await _refused(ctx, uow, known)
        return refused or Outcome(await _carry_out(ctx, uow, known, user, survivor, merged))


async def _refused(ctx: Context, uow: UnitOfWork, merge: Merge) -> Outcome | None:
    """Why it cannot be undone; None when it can."""
    if merge.undone_at:
        return Outcome(UNDONE)
    if merge.undo_until <= ctx.clock.now():
        return Outcome(TOO_LATE)
    newest = (await uow.merges.standing_of(merge.survivor_id))[0]
    if newest.id == merge.id:
        return None
    names = [await uow.clients.get(client_id) for client_id in (newest.merged_id, newest.survivor_id)]
    first, second = [client.name if client else "a client" for client in names]
    said = f"{first} was merged into {second} after this. Undo that merge first."
    return Outcome(said, stands=True)


async def _carry_out(
    ctx: Context, uow: UnitOfWork, merge: Merge, user: str, survivor: Client, merged: Client
) -> str:
    now = ctx.clock.now()
    before = (await uow.conversations.active_of([survivor.id])).get(survivor.id)
    await part_consents(uow, merge, user, now)
    for table in ("clients", "conversations"):
        await uow.merges.put_back(table, await uow.merges.changes(merge.id, table))
    await uow.moving.give_back(merge.id, survivor.id)
    if before:
        await _part_later(ctx, uow, merge, before)
    await uow.merges.set_undone(merge.id, user, now)
    detail = {"merge": merge.id, "other": merged.id}
    await uow.audit.write([Deed(user, "merge_undone", now, survivor.id, detail=detail)])
    threads = await uow.conversations.active_of([survivor.id, merged.id])
    posts = undone_posts(merge, user, threads.get(survivor.id), threads.get(merged.id))
    await uow.outbox.add(posts, now)
    apart = [await uow.clients.get(client_id) for client_id in (survivor.id, merged.id)]
    first, second = [client.name if client else "a client" for client in apart]
    return f"{first} and {second} are two clients again."


async def _part_later(ctx: Context, uow: UnitOfWork, merge: Merge, was: Conversation) -> None:
    """What has come since the merge goes with its number, into the thread of whose number it is."""
    of = Thread(merge.survivor_id, was.id)
    changed = False
    for client_id, theirs in ((merge.merged_id, True), (merge.survivor_id, False)):
        if await _is_to_part(uow, merge, of, theirs=theirs):
            threads = await open_threads(uow, [client_id], ctx.settings.inbox_channel, ctx.clock.now())
            to = Thread(client_id, threads[client_id].id)
            await uow.moving.hand_later_messages(merge.id, of, to, theirs=theirs)
            changed = True
    if changed:
        parted = await uow.conversations.active_of([merge.survivor_id, merge.merged_id])
        for thread in parted.values():
            await recount(uow, thread.id, was.unanswered_since)


async def _is_to_part(uow: UnitOfWork, merge: Merge, of: Thread, *, theirs: bool) -> bool:
    """Whether something is in the wrong thread: of the survivor's own only where the thread was the other's,
    and is so again."""
    own = (await uow.conversations.active_of([merge.survivor_id])).get(merge.survivor_id)
    if not theirs and own and own.id == of.conversation_id:
        return False
    return await uow.moving.later_messages(merge.id, of, theirs=theirs) > 0
