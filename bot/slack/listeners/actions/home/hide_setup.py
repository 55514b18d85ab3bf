"""*It is fine as it is* below the set-up."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.home.reviewed import hide_setup
from bot.slack.deps import Deps, Payload
from bot.slack.home import publish_again
from bot.slack.windows import user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Remember it and show the tab without the set-up."""
    said = await hide_setup(deps.ctx, deps.workspace_id, user_of(body))
    await ack()
    await publish_again(deps, body, said)
