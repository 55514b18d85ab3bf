"""Telling the admins, once a month each, that a budget is nearly or wholly used up."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.budget import USED_UP, Limit, limit_of, month_after
from bot.domain.money import Money
from bot.domain.settings import WorkspaceSettings
from bot.flows.money.states import name_of
from bot.flows.team.notify import notify
from bot.storage.repositories.budgets import Total
from bot.storage.unit_of_work import UnitOfWork


async def report(
    uow: UnitOfWork, totals: Sequence[Total], settings: WorkspaceSettings, next_micros: int, now: datetime
) -> None:
    """Report the thresholds that these totals have reached. ``next_micros``: what one more message costs; a
    budget without room for it is used up, as its last fraction of a cent is never spent."""
    for total in totals:
        limit = limit_of(settings, total.scope)
        level = limit.level(total.taken, total.messages, next_micros=next_micros)
        if level > total.reported and await uow.budgets.report(total, level):
            key = f"budget:{total.scope}:{total.month}:{level}"
            await notify(uow, _words(total, limit, level, settings), key, now)


def _words(total: Total, limit: Limit, level: int, settings: WorkspaceSettings) -> str:
    whose = name_of(total.scope)
    whose = whose[0].upper() + whose[1:]
    if total.scope:
        whose = f"{whose} ({total.scope})"
    renews = month_after(total.month, settings.time_zone)
    begins = f"The new month begins on {renews:%B} {renews.day} ({settings.time_zone})."
    if level >= USED_UP:
        follows = "Texts that it has no room for are refused; a manager can send one all the same."
    else:
        follows = "At 100 % further texts are refused."
    return (
        f"{whose} is {_stands(total, limit, settings, level)}. {follows} "
        f"An admin can raise it in /messaging settings. {begins}"
    )


def _stands(total: Total, limit: Limit, settings: WorkspaceSettings, level: int) -> str:
    used = "used up" if level >= USED_UP else f"{limit.percent(total.taken, total.messages)} % used"
    parts = []
    if limit.micros is not None:
        taken = Money.of_micros(total.taken, settings.currency).shown
        parts.append(f"{taken} of {Money.of_micros(limit.micros, settings.currency).shown}")
    if limit.messages is not None:
        parts.append(f"{total.messages:,} of {limit.messages:,} texts")
    return f"{used}: {' and '.join(parts)}"
