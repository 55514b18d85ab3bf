"""To whom a template is to go, and what somebody wanted to say instead."""

from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.flows.context import Context
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Addressee:
    """Who gets it: a client, at this address of theirs, or a number that is nobody's yet."""

    to: str
    client: Client | None = None
    address_id: str | None = None


@dataclass(frozen=True)
class Whom:
    """What a window knows of it: the message that did not go, or the client, or a number with a name."""

    message_id: str = ""
    client_id: str = ""
    number: str = ""
    name: str = ""


async def addressee(ctx: Context, workspace_id: str, whom: Whom) -> tuple[Addressee | None, str]:
    """Who is meant as things stand now, and the words of the message that did not go, if there is one.

    None for a client who is gone or has no address that takes WhatsApp.
    """
    async with ctx.store.read(workspace_id) as uow:
        if whom.message_id:
            return await _of_message(uow, whom.message_id)
        if whom.client_id:
            return _of_client(await uow.clients.get(whom.client_id)), ""
        owner = (await uow.clients.by_addresses([whom.number])).get(whom.number)
        known = await uow.clients.get(owner.client_id) if owner else None
        return (_of_client(known) if known else Addressee(whom.number)), ""


async def _of_message(uow: UnitOfWork, message_id: str) -> tuple[Addressee | None, str]:
    message = await uow.messages.get(message_id)
    client = await uow.clients.get(message.client_id) if message else None
    if message is None or client is None:
        return None, ""
    address = next((each for each in client.addresses if each.id == message.address_id), None)
    found = Addressee(address.value, client, address.id) if address else _of_client(client)
    # What a rule keeps from Slack stands where its author wrote it, and is not repeated here.
    return found, "" if message.hidden else message.body


def _of_client(client: Client | None) -> Addressee | None:
    address = client.address_for(Channel.WHATSAPP) if client else None
    return Addressee(address.value, client, address.id) if address else None
