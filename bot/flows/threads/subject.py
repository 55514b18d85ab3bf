"""The client and the thread that a button on a card is about."""

from dataclasses import dataclass

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Subject:
    """A client with its active thread."""

    client: Client
    conversation: Conversation


async def load(uow: UnitOfWork, client_id: str) -> Subject | None:
    """The client and its thread; None when either is gone."""
    client = await uow.clients.get(client_id)
    conversation = (await uow.conversations.active_of([client_id])).get(client_id)
    return Subject(client, conversation) if client and conversation else None
