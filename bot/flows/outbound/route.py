"""Which number of the client, which channel and which sender a reply takes."""

from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.client import Address
from bot.flows.context import Context
from bot.ports import Sender
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Route:
    """From which sender, on which channel, to which address."""

    channel: Channel
    sender: Sender
    address: Address


class NoRoute(Exception):
    """Nothing can be sent; the message says what is missing."""


async def route_of_conversation(ctx: Context, uow: UnitOfWork, conversation_id: str, client_id: str) -> Route:
    """The way of the conversation's newest message, so that an answer comes back as the client wrote.

    Raises NoRoute.
    """
    client = await uow.clients.get(client_id)
    if client is None or not client.addresses:
        raise NoRoute("This client has no number. Add one with /client, then send the text again.")
    latest = await uow.messages.latest(conversation_id, signs=True)
    channel = latest.channel.family if latest else Channel.SMS
    kept = next((a for a in client.addresses if latest and a.id == latest.address_id), None)
    address = kept or client.address_for(channel)
    if address is None:
        # Only WhatsApp identities are left, which take nothing else.
        channel, address = Channel.WHATSAPP, client.addresses[0]
    return Route(channel, choose_sender(ctx, channel, latest.sender if latest else None), address)


def choose_sender(ctx: Context, channel: Channel, wanted: str | None) -> Sender:
    """The sender asked for, or the channel's first. Raises NoRoute when the channel has none."""
    senders = ctx.senders_for(channel)
    if not senders:
        raise NoRoute(f"No {channel.family.label} sender is set up. Ask an admin to connect one.")
    return next((sender for sender in senders if sender.address == wanted), senders[0])
