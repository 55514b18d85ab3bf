"""Making two clients one, in one transaction. It can be undone for thirty days."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.ids import new_id
from bot.domain.merge import UNDO_FOR, Merge
from bot.flows.clients.merge.consents import join_consents, lock_numbers
from bot.flows.clients.merge.joined import join_clients, join_threads
from bot.flows.clients.merge.posts import merged_posts
from bot.flows.clients.merge.sides import Side, load_sides, needed
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Wanted:
    """Which client stays, which becomes part of it, and which of the other's fields are kept."""

    survivor_id: str
    other_id: str
    from_other: tuple[str, ...] = ()


@dataclass(frozen=True)
class Merged:
    """It is done; the names of both, as they were."""

    merge: Merge
    survivor: str
    other: str


@dataclass(frozen=True)
class Refused:
    """Nothing was changed, and why, in a sentence."""

    why: str


async def merge(ctx: Context, workspace_id: str, user: str, wanted: Wanted) -> Merged | Refused:
    """Merge two clients. Of two who do so at once the second is told. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        return await merge_in(ctx, uow, user, wanted)


async def merge_in(ctx: Context, uow: UnitOfWork, user: str, wanted: Wanted) -> Merged | Refused:
    """The same within a transaction that is already open."""
    both = (wanted.survivor_id, wanted.other_id)
    await uow.merges.lock(both)
    await lock_numbers(uow, both)
    sides = await load_sides(uow, *both)
    if isinstance(sides, str):
        return Refused(sides)
    await demand(uow, user, needed(sides[1].client))
    done = await _carry_out(ctx, uow, user, sides, wanted.from_other)
    return Merged(done, sides[0].client.name, sides[1].client.name)


async def _carry_out(
    ctx: Context, uow: UnitOfWork, user: str, sides: tuple[Side, Side], from_other: Iterable[str]
) -> Merge:
    now = ctx.clock.now()
    survivor, other = sides
    made = Merge(new_id(), survivor.client.id, other.client.id, user, now, now + UNDO_FOR)
    await uow.merges.add(made)
    await join_consents(uow, made, sides)
    await join_clients(uow, made, survivor.client, other.client, set(from_other))
    goes_on = await join_threads(uow, made, survivor, other)
    detail = {"merge": made.id, "other": other.client.id}
    await uow.audit.write([Deed(user, "clients_merged", now, survivor.client.id, detail=detail)])
    await uow.outbox.add(merged_posts(made, survivor, other, goes_on), now)
    return made
