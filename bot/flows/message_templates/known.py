"""What is known of a client to whom somebody writes, for the variables of a template."""

from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.occasion import Occasion
from bot.flows.context import Context
from bot.flows.message_templates.values import values_of
from bot.flows.outbound.senders import sender_for
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.variables import Value


@dataclass(frozen=True)
class Way:
    """How a text would go: to which address of the client's, and from which sender; empty: whichever fits."""

    channel: Channel
    number: str
    sender: str = ""


async def known_values(
    ctx: Context, uow: UnitOfWork, client: Client, way: Way, appointment: Occasion | None
) -> dict[str, Value | None]:
    """What is known of the client. Raises NoRoute when the channel has no sender."""
    sender = await sender_for(ctx, uow, way.channel, way.sender, client.id or None)
    return await values_of(
        uow, client, ctx.clock.now(), number=way.number, sender=sender.address, occasion=appointment
    )
