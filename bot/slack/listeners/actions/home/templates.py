"""*Templates*: the texts that the team has ready."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.message_templates import listing
from bot.slack.template_lists import Asked
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the first page of their list."""
    await ack()
    await show(deps, body, await listing.build(deps, Asked(user_of(body))))
