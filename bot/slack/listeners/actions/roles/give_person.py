"""*Give a person a role*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks.roles import person_form
from bot.slack.deps import Deps, Payload
from bot.slack.windows import show


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form."""
    await ack()
    await show(deps, body, person_form())
