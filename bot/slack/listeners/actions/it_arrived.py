"""*It arrived* under an unconfirmed message: a person knows that the client has it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.unconfirmed import it_arrived
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take the person's word for it."""
    await carry_out(it_arrived, "It arrived", deps, body, ack)
