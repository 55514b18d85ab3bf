"""Clients that an unknown number may belong to: they are offered, never guessed."""

from bot.domain.client import Client
from bot.domain.conversation import Intake
from bot.storage.unit_of_work import UnitOfWork

_MOST = 3


async def intake_of(uow: UnitOfWork, client: Client) -> Intake | None:
    """What is to be decided about a number that nobody has named yet; None for every other client."""
    if not client.is_lead or client.is_spam or client.merged_into:
        return None
    return Intake(tuple(await uow.clients.like(client, _MOST)))
