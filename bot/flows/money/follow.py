"""What a message's way means for its charge: kept once the provider has it, given back if it never had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.budget import WORKSPACE, month_of
from bot.domain.message import Message, Status
from bot.flows.money.release import release
from bot.storage.store import UnitOfWork

# The price is never there at once.
_FIRST_ASKED = timedelta(seconds=5)
_WITH_THE_PROVIDER = frozenset({Status.ACCEPTED, Status.SENT, Status.DELIVERED, Status.READ})


@dataclass(frozen=True)
class Step:
    """A message before its step, where it stands now, and the provider's id of it, if it has one."""

    message: Message
    status: Status
    provider_id: str | None


async def follow(uow: UnitOfWork, steps: Sequence[Step], now: datetime) -> None:
    """Keep, or give back. What may have gone without anybody's knowing stays reserved."""
    taken = [step.message.id for step in steps if _has_just_been_taken(step)]
    never_taken = [step.message.id for step in steps if _was_never_taken(step)]
    await uow.charges.taken_by_provider(taken, now + _FIRST_ASKED)
    await release(uow, never_taken)


async def lock_month(uow: UnitOfWork, moment: datetime) -> None:
    """Take the workspace's total for what is about to be charged in this transaction.

    Whoever charges after having put something into the outbox would wait in a ring with who does it the other
    way round.
    """
    settings = (await uow.settings.load()).settings
    await uow.budgets.lock((month_of(moment, settings.time_zone), WORKSPACE))


def _has_just_been_taken(step: Step) -> bool:
    if step.message.status in _WITH_THE_PROVIDER or step.provider_id is None:
        return False
    return step.status in _WITH_THE_PROVIDER or step.status is Status.FAILED


def _was_never_taken(step: Step) -> bool:
    return (
        step.status is Status.FAILED
        and step.message.status not in _WITH_THE_PROVIDER
        and step.provider_id is None
    )
