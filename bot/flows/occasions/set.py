"""Setting an occasion, new or known: once for each wish, with its reminders, and told in the thread."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2s

from bot.domain.client import Client
from bot.domain.ids import new_id
from bot.domain.occasion import MAX_REF, Occasion, OccasionKind, OccasionState
from bot.domain.roles import Permission
from bot.domain.trigger import When
from bot.flows.context import Context
from bot.flows.occasions import words
from bot.flows.occasions.checking import checked
from bot.flows.occasions.planned import (
    Plan,
    make_anew,
    plan_for,
    still_planned,
    take_back_queued,
    zone_of_client,
)
from bot.flows.occasions.spoken_of import take_back_spoken
from bot.flows.occasions.telling import About, doer, tell, thread_of
from bot.flows.occasions.wanted import NotSet, OccasionSet, Wanted
from bot.flows.occasions.whose import NotTheirs, find, made
from bot.flows.team.permissions import demand
from bot.storage.unit_of_work import UnitOfWork

GONE = "This is not there any more. Set a new one."
OTHER_KIND = "It is of another kind. Set a new one."
IS_CANCELLED = "It is cancelled: nothing is planned for it. Give it a new time, or reopen it."
WELCOMED = "This client was welcomed before: nothing goes a second time."
_INTENT = "intent:"


async def set_occasion(ctx: Context, workspace_id: str, wanted: Wanted) -> OccasionSet | NotSet:
    """Have an occasion be as wanted, in a transaction of its own. Raises NotAllowed for a teammate who may
    not write to clients."""
    async with ctx.store.write(workspace_id) as uow:
        return await set_within(ctx, uow, wanted)


async def set_within(ctx: Context, uow: UnitOfWork, wanted: Wanted) -> OccasionSet | NotSet:
    """The same within a transaction that is already open; NotSet leaves nothing behind.

    The same wish met again changes nothing and announces nothing twice. Another time takes back what is
    planned, and what waits to go for the old one, and plans anew; other details leave the plan as it is, as
    a reminder says what is true when it goes: one that is held is made anew. Raises NotAllowed.
    """
    if wanted.user:
        await demand(uow, wanted.user, Permission.SEND)
    known = await _known(uow, wanted)
    if isinstance(known, NotSet):
        return known
    now = ctx.clock.now()
    found = checked(wanted, known, now, ctx.settings.default_region)
    try:
        whose = await find(ctx, uow, found.wanted, known)
        if found.errors:
            return NotSet(found.errors)
        client = await made(uow, whose, found.wanted, ctx)
    except NotTheirs as problem:
        return NotSet(found.errors | problem.errors)
    wish = _Wish(found.wanted, known, client, now)
    if before := await _welcomed_before(uow, wish):
        return await _as_it_is(uow, wish, before, WELCOMED)
    done = await _carry_out(ctx, uow, wish)
    if done is None:
        # Somebody has set it at this very moment: then this is a change of it, or the same wish.
        return await set_within(ctx, uow, wanted)
    is_new = isinstance(whose, str) or (whose.is_lead and not client.is_lead)
    if is_new and wanted.announces and wanted.kind is not OccasionKind.NEW_CLIENT:
        await welcome(ctx, uow, client.id, wanted.user, wanted.source)
    return done


async def welcome(ctx: Context, uow: UnitOfWork, client_id: str, by: str, source: str) -> None:
    """Have a client who has just become one be told what new ones are told, once, by whichever door they
    came; nothing while no trigger for that is on."""
    if await uow.triggers.on(OccasionKind.NEW_CLIENT) and not await _welcomed(uow, client_id):
        key = f"client:{client_id}"
        await set_within(
            ctx, uow, Wanted(OccasionKind.NEW_CLIENT, source, by, client_id=client_id, intent_key=key)
        )


async def _welcomed(uow: UnitOfWork, client_id: str) -> Occasion | None:
    known = await uow.occasions.of_client(client_id)
    return next((each for each in known if each.kind is OccasionKind.NEW_CLIENT), None)


async def _welcomed_before(uow: UnitOfWork, wish: "_Wish") -> Occasion | None:
    """That a client is new, told once more by something that cannot know it: only a teammate who asks for it
    in the form has somebody welcomed again."""
    wanted = wish.wanted
    if wish.known or wanted.kind is not OccasionKind.NEW_CLIENT or wanted.source == "slack":
        return None
    return await _welcomed(uow, wish.client.id)


@dataclass(frozen=True)
class _Wish:
    wanted: Wanted
    known: Occasion | None
    client: Client
    now: datetime


async def _known(uow: UnitOfWork, wanted: Wanted) -> Occasion | NotSet | None:
    if wanted.occasion_id:
        found = await uow.occasions.get(wanted.occasion_id, lock=True)
        if found is None:
            return NotSet({"ref": GONE})
        return found if found.kind is wanted.kind else NotSet({"ref": OTHER_KIND})
    ref = _ref(wanted)
    return await uow.occasions.by_ref(wanted.kind, ref, lock=True) if ref else None


def _ref(wanted: Wanted) -> str | None:
    """By which it is found again: what another system calls it, or else the wish itself."""
    if wanted.ref and wanted.ref.strip():
        return wanted.ref.strip()
    if not wanted.intent_key:
        return None
    key = wanted.intent_key
    return _INTENT + (key if len(key) <= MAX_REF else blake2s(key.encode()).hexdigest())


async def _carry_out(ctx: Context, uow: UnitOfWork, wish: _Wish) -> OccasionSet | None:
    if wish.known is None:
        return await _add(ctx, uow, wish)
    return await _change(ctx, uow, wish, wish.known)


async def _add(ctx: Context, uow: UnitOfWork, wish: _Wish) -> OccasionSet | None:
    """Keep a new one; None when there is one by this name."""
    wanted, now = wish.wanted, wish.now
    new = Occasion(
        id=new_id(),
        kind=wanted.kind,
        client_id=wish.client.id,
        created_at=now,
        updated_at=now,
        at=wanted.at,
        day=wanted.day,
        details=wanted.details,
        ref=_ref(wanted),
        source=wanted.source,
        created_by=wanted.user,
    )
    if not await uow.occasions.add(new):
        return None
    planned = await plan_for(uow, new, wish.client, now, When.AT_ONCE if wanted.announces else None)
    did = "welcomes" if new.kind is OccasionKind.NEW_CLIENT else "set"
    await _tell(ctx, uow, wish, new, planned, did, "occasion_set")
    return OccasionSet(new, wish.client.name, True, False, planned.planned, planned.left_out)


async def _change(ctx: Context, uow: UnitOfWork, wish: _Wish, known: Occasion) -> OccasionSet:
    wanted = wish.wanted
    moved = (wanted.at, wanted.day) != (known.at, known.day)
    new = replace(known, at=wanted.at, day=wanted.day, details=wanted.details, updated_at=wish.now)
    if moved:
        # What was confirmed or called off was the old time.
        state = known.state if known.state is OccasionState.PAID else OccasionState.OPEN
        new = replace(new, round=known.round + 1, state=state)
    elif new.details == known.details:
        return await _as_it_is(uow, wish, known)
    await uow.occasions.change(new)
    planned = await _plan_anew(uow, wish, new, moved=moved)
    did, deed = ("moved", "occasion_moved") if moved else ("changed", "occasion_changed")
    await _tell(ctx, uow, wish, new, planned, did, deed)
    return OccasionSet(new, wish.client.name, False, moved, planned.planned, planned.left_out)


async def _as_it_is(uow: UnitOfWork, wish: _Wish, known: Occasion, why: str = "") -> OccasionSet:
    why = IS_CANCELLED if known.state is OccasionState.CANCELLED else why
    left_out = (why,) if why else ()
    planned = await still_planned(uow, known.id)
    return OccasionSet(known, wish.client.name, False, False, planned, left_out)


async def _plan_anew(uow: UnitOfWork, wish: _Wish, new: Occasion, *, moved: bool) -> Plan:
    if not moved:
        await make_anew(uow, new.id, wish.now)
        return Plan(await still_planned(uow, new.id))
    await uow.reminders.remove_planned(new.id)
    await take_back_queued(uow, new.id, wish.now)
    await take_back_spoken(uow, new, wish.now)
    event = When.MOVED if wish.wanted.announces else None
    return await plan_for(uow, new, wish.client, wish.now, event)


async def _tell(
    ctx: Context, uow: UnitOfWork, wish: _Wish, occasion: Occasion, planned: Plan, did: str, deed: str
) -> None:
    if not wish.wanted.is_told:
        return
    zone = await zone_of_client(uow, wish.client, occasion.at or wish.now)
    about = About(occasion, wish.client, await thread_of(ctx, uow, wish.client), zone, wish.now)
    article = f"the {words.named(occasion)}" if did in {"moved", "changed"} else words.a_named(occasion)
    when = words.when(occasion, zone, wish.now)
    what = f"{did} {article}{': ' if when else ''}{when}."
    is_paused = occasion.paused_by is not None
    to_come = words.planned(planned.planned, zone, wish.now, is_paused=is_paused) if did != "changed" else ""
    said = " ".join(part for part in (what, to_come, *planned.left_out) if part)
    instead = f"{doer(wish.wanted.source, wish.client)} {said}"
    await tell(uow, about, said, by=wish.wanted.user, instead=instead, deed=deed)
