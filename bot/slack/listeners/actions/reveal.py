"""*Reveal* under a text of which something is hidden: the whole of it, shown to this person alone."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.threads.reveal import Revealed, reveal
from bot.slack.answers import show_here_only, tell
from bot.slack.deps import Deps, Payload

CANNOT_SHOW = "The text cannot be shown to you alone here. Join this channel, then press Reveal again."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the text in a message that only this person sees and Slack does not keep."""
    user = str((body.get("user") or {}).get("id") or "")
    message_id = str(body["actions"][0].get("value") or "")
    answer = await reveal(deps.ctx, deps.workspace_id, message_id, user)
    await ack()
    if not isinstance(answer, Revealed):
        await tell(deps, body, answer.why)
    elif not await show_here_only(deps, body, answer.text):
        await tell(deps, body, CANNOT_SHOW)
