"""*Link* beside a client that an unknown number may belong to: what linking the two would do."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.merge.preview import preview
from bot.slack.blocks.intake import read_link
from bot.slack.blocks.merge import preview_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import pressed_value, say, show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show both before anything is done; the client stays and the number becomes one of its own."""
    await ack()
    lead, client = read_link(pressed_value(body))
    seen = await preview(deps.ctx, deps.workspace_id, user_of(body), client, lead)
    if isinstance(seen, str):
        await say(deps, body, seen)
        return
    await show(deps, body, preview_view(seen))
