"""*Make it a note* on a teammate's message in a client's thread."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.inbound.make_note import make_note
from bot.slack.answers import person, tell
from bot.slack.deps import Deps, Payload
from bot.slack.pointed import client_there, pointed


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take it back if it has not gone, and say what happened."""
    await ack()
    if await client_there(deps, body):
        said = await make_note(deps.ctx, deps.workspace_id, pointed(body), person(body))
        await tell(deps, body, said)
