"""*Not spam* on the card of a muted client, or under the post that says so."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.spam import unmark_spam
from bot.slack.deps import Deps, Payload
from bot.slack.windows import say, subject, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the client's texts again. The card is written anew by the flow; the post stays as history."""
    said = await unmark_spam(deps.ctx, deps.workspace_id, subject(body), user_of(body))
    await ack()
    await say(deps, body, said)
