"""The two clients of a merge as they are now, or why they cannot be merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import Consent, DncEntry
from bot.domain.conversation import Conversation
from bot.domain.merge import Standing, strictest
from bot.domain.roles import Permission
from bot.storage.repositories.moving import Correspondence
from bot.storage.unit_of_work import UnitOfWork

FAMILIES = (Channel.SMS, Channel.WHATSAPP)
SAME = "A client cannot be merged with itself. Choose another one."
GONE = "One of the two clients is not there any more. Close this and look again."


@dataclass(frozen=True)
class Side:
    """A client with its thread, what has been written there, what its numbers have allowed, and how many
    appointments and the like are known of it."""

    client: Client
    conversation: Conversation | None
    written: Correspondence
    consents: tuple[Consent, ...]
    listed: tuple[DncEntry, ...]
    occasions: int = 0

    def is_listed(self, family: Channel) -> bool:
        """Whether one of its numbers must not be contacted on a channel family."""
        return any(entry.channel in (None, family) for entry in self.listed)

    def of(self, family: Channel) -> list[Consent]:
        """What is recorded of its numbers on a channel family."""
        return [consent for consent in self.consents if consent.channel is family]

    def standing(self, family: Channel, now: datetime) -> Standing | None:
        """The strictest of it; None when nothing is recorded."""
        return strictest(self.of(family), now, listed=self.is_listed(family))


async def load_sides(uow: UnitOfWork, survivor_id: str, other_id: str) -> tuple[Side, Side] | str:
    """Both sides, or a sentence that says why the two cannot be merged."""
    if survivor_id == other_id:
        return SAME
    found = [await uow.clients.get(client_id) for client_id in (survivor_id, other_id)]
    clients = [client for client in found if client]
    if len(clients) < len(found):
        return GONE
    for client in clients:
        if client.merged_into:
            return f"{client.name} is part of another client already. Undo that merge first."
        if client.is_spam:
            return f"{client.name} is marked as spam. Take that mark off first, then merge."
    threads = await uow.conversations.active_of(client.id for client in clients)
    written = await uow.moving.correspondence(thread.id for thread in threads.values())
    survivor, other = [await _side(uow, client, threads, written) for client in clients]
    return survivor, other


def needed(merged: Client) -> Permission:
    """What somebody must be allowed to do: to say whose an unknown number is comes with every new text."""
    return Permission.EDIT_CLIENTS if merged.is_lead else Permission.MERGE_CLIENTS


async def _side(
    uow: UnitOfWork,
    client: Client,
    threads: Mapping[str, Conversation],
    written: Mapping[str, Correspondence],
) -> Side:
    thread = threads.get(client.id)
    own = {address.id for address in client.addresses}
    consents = tuple(each for each in await uow.consents.of_client(client.id) if each.address_id in own)
    listed = await uow.dnc.of_numbers(address.value for address in client.addresses)
    texts = written.get(thread.id, Correspondence()) if thread else Correspondence()
    occasions = await uow.occasions.of_client(client.id)
    return Side(client, thread, texts, consents, tuple(listed), len(occasions))
