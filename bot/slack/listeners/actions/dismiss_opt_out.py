"""*Not an opt-out* under a client's own words: texts may go again."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.consent.review import dismiss
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Close the review; once however often and by whomever the button is pressed."""
    await carry_out(dismiss, "Not an opt-out", deps, body, ack)
