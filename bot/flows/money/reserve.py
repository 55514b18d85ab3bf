"""Reserving what a message will cost, in the transaction that stores it."""

from datetime import datetime, timedelta

from bot.domain.budget import Limit, limit_of, month_of
from bot.domain.message import Message
from bot.domain.money import Money
from bot.domain.pricing import carried_as, estimate, units
from bot.domain.settings import WorkspaceSettings
from bot.flows.money.states import keys_of, state_of, teams_of
from bot.flows.money.thresholds import report
from bot.policy.facts import BudgetState
from bot.storage.repositories.budgets import Key, Total
from bot.storage.repositories.charges import Charge
from bot.storage.unit_of_work import UnitOfWork

_NO_LIMIT = Limit()
# The price is never there at once.
_FIRST_ASKED = timedelta(seconds=5)


def cost_of(message: Message, settings: WorkspaceSettings) -> Money:
    """What sending a message is estimated to cost."""
    return estimate(message.channel, message.to, message.whole, message.media, settings)


async def reserve(
    uow: UnitOfWork, message: Message, settings: WorkspaceSettings, now: datetime, *, beyond: bool
) -> BudgetState | None:
    """Take the message's cost of the budgets of the month in which it is due, and keep the charge.

    Returns the budget that has no room for it, if one has not: then nothing is taken. ``beyond``: take it
    whatever the limits say. Without any limit the charge is kept all the same, for the report of costs.
    """
    charge = await _charge(uow, message, settings)
    taken = await _take(uow, charge, settings, beyond=beyond)
    if isinstance(taken, Total):
        return state_of(taken, settings)
    await uow.charges.add(charge, message.due_at + _FIRST_ASKED, now)
    await report(uow, taken, settings, charge.estimated, now)
    return None


async def _charge(uow: UnitOfWork, message: Message, settings: WorkspaceSettings) -> Charge:
    user = message.slack_user or ""
    teams = await teams_of(uow, {user} if user else set(), settings)
    carried = carried_as(message.channel, message.media)
    return Charge(
        message_id=message.id,
        month=month_of(message.due_at, settings.time_zone),
        team=teams.get(user, ""),
        channel=carried,
        sender=message.sender,
        segments=units(carried, message.whole),
        estimated=cost_of(message, settings).micros,
    )


async def _take(
    uow: UnitOfWork, charge: Charge, settings: WorkspaceSettings, *, beyond: bool
) -> list[Total] | Total:
    """The totals after the charge was taken of each, or the one that has no room for it."""
    taken: list[Total] = []
    for key in keys_of(charge.month, charge.team):
        limit = _NO_LIMIT if beyond else limit_of(settings, key[1])
        total, has_room = await _take_one(uow, key, charge.estimated, limit)
        if not has_room:
            back = (-charge.estimated, -1)
            await uow.budgets.move({(each.month, each.scope): back for each in taken})
            return total
        taken.append(total)
    return taken


async def _take_one(uow: UnitOfWork, key: Key, micros: int, limit: Limit) -> tuple[Total, bool]:
    total = await uow.budgets.take(key, micros, limit)
    if total is None:
        # Locked: what the person is told is how it stands, and nobody gives back in between.
        short = await uow.budgets.lock(key)
        total = await uow.budgets.take(key, micros, limit)
        return total or short, total is not None
    return total, True
