"""Confirmed, paid, cancelled, and open again: what follows for the reminders, and what the thread is told.

``by`` is the teammate who did it; empty for the client or another system, which ``source`` then names:
client, http, cli, workflow.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.client import Client
from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.domain.planning import STOPS
from bot.domain.reminder import ReminderState
from bot.domain.roles import Permission
from bot.domain.trigger import When
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.money.follow import lock_month
from bot.flows.occasions import words
from bot.flows.occasions.allowed import NOT_YOURS, may_change
from bot.flows.occasions.planned import Plan, plan_for, still_planned, take_back_queued, zone_of_client
from bot.flows.occasions.spoken_of import take_back_spoken
from bot.flows.occasions.telling import About, doer, tell, thread_of
from bot.flows.team.permissions import demand
from bot.storage.unit_of_work import UnitOfWork

GONE = "This is not there any more."
IS_CANCELLED = "It is cancelled. Reopen it first."
NOT_CONFIRMED = "Only an appointment can be confirmed."
NOT_PAID = "Only a payment can be paid."
IS_OVER = "Its time is past. Give it a new one."


@dataclass(frozen=True)
class StateSet:
    """How it stands now. ``has_changed`` is False where it stood so already: then nobody was told."""

    occasion: Occasion
    has_changed: bool
    plan: Plan = field(default_factory=Plan)


@dataclass(frozen=True)
class Change:
    """What is to become of an occasion, and who says so.

    ``announces``: the client is told where a trigger is on for that, that it is called off or, for what was
    called off, that it stands again: they believe that it is off. ``is_told``: the thread is told of it here;
    whoever takes in a client's text tells it below the client's words.
    """

    state: OccasionState
    by: str = ""
    source: str = "http"
    announces: bool = True
    is_told: bool = True


async def change_state(ctx: Context, workspace_id: str, occasion_id: str, change: Change) -> StateSet | str:
    """Have it stand so, in a transaction of its own; why that cannot be, in a sentence. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        return await change_state_within(ctx, uow, occasion_id, change)


async def change_state_within(
    ctx: Context, uow: UnitOfWork, occasion_id: str, change: Change
) -> StateSet | str:
    """The same within a transaction that is already open."""
    if change.by:
        await demand(uow, change.by, Permission.SEND)
    before = await uow.occasions.get(occasion_id, lock=True)
    client = await current(uow, before.client_id) if before else None
    if before is None or client is None:
        return GONE
    if before.state is change.state:
        return StateSet(before, False, Plan(await still_planned(uow, before.id)))
    now = ctx.clock.now()
    if why := await _is_others(uow, before, client, change) or _why_not(before, change.state, now):
        return why
    new = _as_changed(before, change.state, now)
    # Before anything is put into the outbox: what is taken back below gives back what it had reserved.
    await lock_month(uow, now)
    await uow.occasions.change(new)
    zone = await zone_of_client(uow, client, new.at or now)
    about = About(new, client, await thread_of(ctx, uow, client), zone, now)
    plan = await _FOLLOWS[change.state](uow, about, before, change)
    if change.is_told:
        await _tell(uow, about, change, plan)
    return StateSet(new, True, plan)


async def _is_others(uow: UnitOfWork, before: Occasion, client: Client, change: Change) -> str:
    """Why a teammate may not call it off, or take that back; that a client has confirmed or paid is a fact,
    which whoever hears of it writes down."""
    if not change.by or OccasionState.CANCELLED not in {before.state, change.state}:
        return ""
    return "" if await may_change(uow, before, client, change.by) else NOT_YOURS


def _why_not(before: Occasion, state: OccasionState, now: datetime) -> str:
    if state is OccasionState.CONFIRMED and before.kind is not OccasionKind.APPOINTMENT:
        return NOT_CONFIRMED
    if state is OccasionState.PAID and before.kind is not OccasionKind.PAYMENT:
        return NOT_PAID
    stands = {OccasionState.OPEN, OccasionState.CANCELLED}
    if before.state is OccasionState.CANCELLED and state not in stands:
        return IS_CANCELLED
    return IS_OVER if state is OccasionState.OPEN and before.at and before.at <= now else ""


def _as_changed(before: Occasion, state: OccasionState, now: datetime) -> Occasion:
    new = replace(before, state=state, updated_at=now)
    if before.state is OccasionState.CANCELLED:
        new = replace(new, round=before.round + 1)
    # Nothing is left to keep back, and a pause would keep back the word on it.
    return replace(new, paused_by=None) if state is OccasionState.CANCELLED else new


async def _stopped(uow: UnitOfWork, about: About, _before: Occasion, change: Change) -> Plan:
    """What is planned by triggers that stop on it is needless, and so is what waits to go of it."""
    stop, occasion = STOPS[change.state], about.occasion
    stopped = [each.id for each in await uow.triggers.all() if stop in each.stops]
    await uow.reminders.settle_planned(occasion.id, stopped, ReminderState.SKIPPED, needless(change.state))
    await take_back_queued(uow, occasion.id, about.now, set(stopped))
    return Plan(await still_planned(uow, occasion.id))


async def _called_off(uow: UnitOfWork, about: About, _before: Occasion, change: Change) -> Plan:
    await uow.reminders.remove_planned(about.occasion.id)
    await take_back_queued(uow, about.occasion.id, about.now)
    await take_back_spoken(uow, about.occasion, about.now)
    if not change.announces:
        return Plan()
    return await plan_for(uow, about.occasion, about.client, about.now, When.CANCELLED)


async def _opened(uow: UnitOfWork, about: About, before: Occasion, change: Change) -> Plan:
    if before.state is OccasionState.CANCELLED:
        # The word that it is off, if it still waits, is wrong by now.
        await uow.reminders.remove_planned(before.id)
        await take_back_queued(uow, before.id, about.now)
        event = When.AT_ONCE if change.announces else None
        return await plan_for(uow, about.occasion, about.client, about.now, event)
    await uow.reminders.take_up(before.id, needless(before.state), about.now)
    return await plan_for(uow, about.occasion, about.client, about.now, None)


# What a change does to the reminders, given the occasion as it was and as it is.
_FOLLOWS: dict[OccasionState, Callable[[UnitOfWork, About, Occasion, Change], Awaitable[Plan]]] = {
    OccasionState.CONFIRMED: _stopped,
    OccasionState.PAID: _stopped,
    OccasionState.CANCELLED: _called_off,
    OccasionState.OPEN: _opened,
}


def needless(state: OccasionState) -> str:
    """Why a reminder was skipped that stops on this state."""
    return f"It is {state.value}."


async def _tell(uow: UnitOfWork, about: About, change: Change, plan: Plan) -> None:
    did, deed = _DID[change.state]
    said = f"{did} the {words.whole(about.occasion, about.zone, about.now)}."
    if change.state is OccasionState.CANCELLED and not plan.planned:
        said += " Nothing more is sent for it."
    else:
        is_paused = about.occasion.paused_by is not None
        to_come = words.planned(plan.planned, about.zone, about.now, is_paused=is_paused)
        said = " ".join([said, to_come, *plan.left_out])
    instead = f"{doer(change.source, about.client)} {said}"
    to = (about.client.owner or "") if not change.by else ""
    await tell(uow, about, said, by=change.by, instead=instead, deed=deed, to=to)


_DID = {
    OccasionState.CONFIRMED: ("confirmed", "occasion_confirmed"),
    OccasionState.PAID: ("marked as paid", "occasion_paid"),
    OccasionState.CANCELLED: ("cancelled", "occasion_cancelled"),
    OccasionState.OPEN: ("opened again", "occasion_reopened"),
}
