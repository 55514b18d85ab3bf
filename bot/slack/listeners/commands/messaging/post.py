"""``/messaging post``: a message of the team's, or a file, in a Slack channel."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.post_window import open_post


async def handle(deps: Deps, body: Payload, ack: AsyncAck, _rest: str) -> None:
    """Open the form."""
    await open_post(deps, body)
    await ack()
