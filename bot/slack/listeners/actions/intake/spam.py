"""*Spam* on the card of an unknown number, and in *More* on any card."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.spam import mark_spam
from bot.slack.deps import Deps, Payload
from bot.slack.windows import say, subject, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Mute the client. The card is written anew by the flow, so that its buttons go."""
    said = await mark_spam(deps.ctx, deps.workspace_id, subject(body), user_of(body))
    await ack()
    await say(deps, body, said)
