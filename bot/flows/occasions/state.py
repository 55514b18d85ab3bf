"""Confirmed, paid, cancelled, and open again: what follows for the reminders, and what the thread is told.

``by`` is the teammate who did it; empty for the client or another system, which ``source`` then names:
client, http, cli, workflow.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.domain.planning import STOPS
from bot.domain.reminder import ReminderState
from bot.domain.roles import Permission
from bot.domain.trigger import When
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.money.follow import lock_month
from bot.flows.occasions import words
from bot.flows.occasions.planned import Plan, plan_for, still_planned, take_back_queued, zone_of_client
from bot.flows.occasions.telling import About, doer, tell, thread_of
from bot.flows.team.permissions import demand
from bot.storage.store import UnitOfWork

GONE = "This is not there any more."
IS_CANCELLED = "It is cancelled. Reopen it first."
IS_OPEN = "It is open already."
NOT_CONFIRMED = "Only an appointment can be confirmed."
NOT_PAID = "Only a payment can be paid."
IS_OVER = "Its time is past. Give it a new one."


@dataclass(frozen=True)
class StateSet:
    """How it stands now. ``has_changed`` is False where it stood so already: then nobody was told."""

    occasion: Occasion
    has_changed: bool
    plan: Plan = field(default_factory=Plan)


async def confirm(ctx: Context, workspace_id: str, occasion_id: str, by: str = "") -> StateSet | str:
    """The client will come; why that cannot be, in a sentence. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        return await confirm_within(ctx, uow, occasion_id, by)


async def confirm_within(
    ctx: Context,
    uow: UnitOfWork,
    occasion_id: str,
    by: str = "",
    *,
    source: str = "client",
    is_told: bool = True,
) -> StateSet | str:
    """The same within a transaction that is already open. ``is_told``: the thread is told of it here; whoever
    takes in a client's text tells it below the client's words."""
    change = _Change(OccasionState.CONFIRMED, by, source, _stopped, is_told=is_told)
    return await _set(ctx, uow, occasion_id, change)


async def paid(
    ctx: Context, workspace_id: str, occasion_id: str, by: str = "", *, source: str = "http"
) -> StateSet | str:
    """The money is there; why that cannot be, in a sentence. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        return await paid_within(ctx, uow, occasion_id, by, source=source)


async def paid_within(
    ctx: Context, uow: UnitOfWork, occasion_id: str, by: str = "", *, source: str = "http"
) -> StateSet | str:
    """The same within a transaction that is already open."""
    return await _set(ctx, uow, occasion_id, _Change(OccasionState.PAID, by, source, _stopped))


async def cancel(
    ctx: Context,
    workspace_id: str,
    occasion_id: str,
    by: str = "",
    *,
    source: str = "http",
    announces: bool = True,
) -> StateSet | str:
    """It is called off: nothing planned for it goes, but for the word on that, if it ``announces`` one.
    Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        return await cancel_within(ctx, uow, occasion_id, by, source=source, announces=announces)


async def cancel_within(
    ctx: Context,
    uow: UnitOfWork,
    occasion_id: str,
    by: str = "",
    *,
    source: str = "http",
    announces: bool = True,
) -> StateSet | str:
    """The same within a transaction that is already open."""
    change = _Change(OccasionState.CANCELLED, by, source, _called_off, announces)
    return await _set(ctx, uow, occasion_id, change)


async def reopen(
    ctx: Context,
    workspace_id: str,
    occasion_id: str,
    by: str = "",
    *,
    source: str = "http",
    announces: bool = True,
) -> StateSet | str:
    """It stands again, or is neither confirmed nor paid after all. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        return await reopen_within(ctx, uow, occasion_id, by, source=source, announces=announces)


async def reopen_within(
    ctx: Context,
    uow: UnitOfWork,
    occasion_id: str,
    by: str = "",
    *,
    source: str = "http",
    announces: bool = True,
) -> StateSet | str:
    """The same within a transaction that is already open. What was called off is announced like a new one,
    if it ``announces``: the client believes that it is off."""
    return await _set(ctx, uow, occasion_id, _Change(OccasionState.OPEN, by, source, _opened, announces))


@dataclass(frozen=True)
class _Change:
    state: OccasionState
    by: str
    source: str
    follow: "_Follow"
    announces: bool = False
    is_told: bool = True


# What a change does to the reminders, given the occasion as it was and as it is.
_Follow = Callable[[UnitOfWork, About, Occasion, _Change], Awaitable[Plan]]


async def _set(ctx: Context, uow: UnitOfWork, occasion_id: str, change: _Change) -> StateSet | str:
    if change.by:
        await demand(uow, change.by, Permission.SEND)
    before = await uow.occasions.get(occasion_id, lock=True)
    client = await current(uow, before.client_id) if before else None
    if before is None or client is None:
        return GONE
    if before.state is change.state:
        return StateSet(before, False, Plan(await still_planned(uow, before.id)))
    now = ctx.clock.now()
    if why := _why_not(before, change.state):
        return why
    rounds = before.round + (before.state is OccasionState.CANCELLED)
    new = replace(before, state=change.state, round=rounds, updated_at=now)
    if change.state is OccasionState.OPEN and new.at and new.at <= now:
        return IS_OVER
    # Before anything is put into the outbox: what is taken back below gives back what it had reserved.
    await lock_month(uow, now)
    await uow.occasions.change(new)
    zone = await zone_of_client(uow, client, new.at or now)
    about = About(new, client, await thread_of(ctx, uow, client), zone, now)
    plan = await change.follow(uow, about, before, change)
    if change.is_told:
        await _tell(uow, about, change, plan)
    return StateSet(new, True, plan)


def _why_not(before: Occasion, state: OccasionState) -> str:
    if state is OccasionState.CONFIRMED and before.kind is not OccasionKind.APPOINTMENT:
        return NOT_CONFIRMED
    if state is OccasionState.PAID and before.kind is not OccasionKind.PAYMENT:
        return NOT_PAID
    stands = {OccasionState.OPEN, OccasionState.CANCELLED}
    return IS_CANCELLED if before.state is OccasionState.CANCELLED and state not in stands else ""


async def _stopped(uow: UnitOfWork, about: About, _before: Occasion, change: _Change) -> Plan:
    """What is planned by triggers that stop on it is needless, and so is what waits to go of it."""
    stop, occasion = STOPS[change.state], about.occasion
    stopped = [each.id for each in await uow.triggers.all() if stop in each.stops]
    await uow.reminders.settle_planned(occasion.id, stopped, ReminderState.SKIPPED, needless(change.state))
    await take_back_queued(uow, occasion.id, about.now, set(stopped))
    return Plan(await still_planned(uow, occasion.id))


async def _called_off(uow: UnitOfWork, about: About, _before: Occasion, change: _Change) -> Plan:
    await uow.reminders.remove_planned(about.occasion.id)
    await take_back_queued(uow, about.occasion.id, about.now)
    if not change.announces:
        return Plan()
    return await plan_for(uow, about.occasion, about.client, about.now, When.CANCELLED)


async def _opened(uow: UnitOfWork, about: About, before: Occasion, change: _Change) -> Plan:
    if before.state is OccasionState.CANCELLED:
        # The word that it is off, if it still waits, is wrong by now.
        await uow.reminders.remove_planned(before.id)
        await take_back_queued(uow, before.id, about.now)
        event = When.AT_ONCE if change.announces else None
        return await plan_for(uow, about.occasion, about.client, about.now, event)
    await uow.reminders.take_up(before.id, needless(before.state), about.now)
    return await plan_for(uow, about.occasion, about.client, about.now, None)


def needless(state: OccasionState) -> str:
    """Why a reminder was skipped that stops on this state."""
    return f"It is {state.value}."


async def _tell(uow: UnitOfWork, about: About, change: _Change, plan: Plan) -> None:
    did, deed = _DID[change.state]
    said = f"{did} the {words.whole(about.occasion, about.zone, about.now)}."
    if change.state is OccasionState.CANCELLED and not plan.planned:
        said += " Nothing more is sent for it."
    else:
        said = " ".join([said, words.planned(plan.planned, about.zone, about.now), *plan.left_out])
    instead = f"{doer(change.source, about.client)} {said}"
    to = (about.client.owner or "") if not change.by else ""
    await tell(uow, about, said, by=change.by, instead=instead, deed=deed, to=to)


_DID = {
    OccasionState.CONFIRMED: ("confirmed", "occasion_confirmed"),
    OccasionState.PAID: ("marked as paid", "occasion_paid"),
    OccasionState.CANCELLED: ("cancelled", "occasion_cancelled"),
    OccasionState.OPEN: ("opened again", "occasion_reopened"),
}
