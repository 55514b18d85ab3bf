"""Giving back what was reserved for messages that will not cost anything, and charging changed ones anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.message import Message
from bot.domain.settings import WorkspaceSettings
from bot.flows.money.reserve import reserve
from bot.flows.money.states import keys_of
from bot.policy.checks.budget import may_exceed
from bot.policy.facts import BudgetState
from bot.storage.repositories.budgets import Key
from bot.storage.repositories.charges import Charge
from bot.storage.unit_of_work import UnitOfWork


async def release(uow: UnitOfWork, message_ids: Iterable[str]) -> None:
    """Give back what these messages had reserved; done again, it changes nothing."""
    await uow.budgets.move(_back(await uow.charges.release(message_ids)))


async def charge_anew(
    uow: UnitOfWork, message: Message, settings: WorkspaceSettings, now: datetime
) -> BudgetState | None:
    """Charge a message as it is now, with another text or another month, in the place of what it was.

    Returns the budget that has no room for it, if one has not: then the message must not stay queued.
    """
    await release(uow, [message.id])
    beyond = may_exceed(message.purpose, message.override)
    return await reserve(uow, message, settings, now, beyond=beyond)


def _back(charges: Sequence[Charge]) -> dict[Key, tuple[int, int]]:
    moves: dict[Key, tuple[int, int]] = {}
    for charge in charges:
        for key in keys_of(charge.month, charge.team):
            micros, messages = moves.get(key, (0, 0))
            moves[key] = (micros - charge.estimated, messages - 1)
    return moves
