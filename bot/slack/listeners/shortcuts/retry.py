"""*Retry* on a message that failed, or on the post that says so."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.retry_there import retry_there
from bot.slack.answers import person, tell
from bot.slack.deps import Deps, Payload
from bot.slack.pointed import client_there, failed_message, pointed


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Send it again, or say why that cannot help."""
    await ack()
    if await client_there(deps, body):
        at, message_id = pointed(body), failed_message(body)
        user = person(body)
        said = await retry_there(deps.ctx, deps.workspace_id, at.channel, at.ts, user, message_id)
        await tell(deps, body, said)
