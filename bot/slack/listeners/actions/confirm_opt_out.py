"""*Opt out* under a client's own words: they are an opt-out."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.consent.review import confirm
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Opt the client out; once however often and by whomever the button is pressed."""
    await carry_out(confirm, "Opt out", deps, body, ack)
