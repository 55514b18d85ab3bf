"""What a message's failure means for its charge: given back if the provider never had it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.budget import WORKSPACE, month_of
from bot.domain.message import Message, Status
from bot.flows.money.release import release
from bot.storage.unit_of_work import UnitOfWork

_WITH_THE_PROVIDER = frozenset({Status.ACCEPTED, Status.SENT, Status.DELIVERED, Status.READ})


@dataclass(frozen=True)
class Step:
    """A message before its step, where it stands now, and the provider's id of it, if it has one."""

    message: Message
    status: Status
    provider_id: str | None


async def follow(uow: UnitOfWork, steps: Sequence[Step]) -> None:
    """Give back what surely costs nothing. What the provider has, or may have, stays charged."""
    await release(uow, [step.message.id for step in steps if _was_never_taken(step)])


async def lock_month(uow: UnitOfWork, moment: datetime) -> None:
    """Take the workspace's total for what is about to be charged in this transaction.

    Whoever charges after having put something into the outbox would wait in a ring with who does it the other
    way round.
    """
    settings = (await uow.settings.load()).settings
    await uow.budgets.lock((month_of(moment, settings.time_zone), WORKSPACE))


def _was_never_taken(step: Step) -> bool:
    return (
        step.status is Status.FAILED
        and step.message.status not in _WITH_THE_PROVIDER
        and step.provider_id is None
    )
