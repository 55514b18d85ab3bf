"""Messages that are put off into another month: that month's budget bears them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.budget import month_of
from bot.domain.message import Message
from bot.domain.settings import WorkspaceSettings
from bot.flows.money.release import charge_anew
from bot.policy.checks.budget import used_up
from bot.policy.decision import Hold, Refuse
from bot.storage.unit_of_work import UnitOfWork

_Held = tuple[Message, Hold]


async def charge_for_later(
    uow: UnitOfWork, held: Sequence[_Held], settings: WorkspaceSettings, now: datetime
) -> tuple[list[_Held], list[tuple[Message, Refuse]]]:
    """Charge each message to the month in which it will be due; those that month has no room for, refused."""
    kept: list[_Held] = []
    refused: list[tuple[Message, Refuse]] = []
    for message, hold in held:
        short = None
        if month_of(hold.until, settings.time_zone) != month_of(message.due_at, settings.time_zone):
            short = await charge_anew(uow, replace(message, due_at=hold.until), settings, now)
        if short is None:
            kept.append((message, hold))
        else:
            refused.append((message, Refuse((used_up(short, None),))))
    return kept, refused
