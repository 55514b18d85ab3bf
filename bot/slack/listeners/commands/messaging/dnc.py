"""``/messaging dnc``: the do-not-contact list; digits behind it search it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.dnc import list_page
from bot.slack.blocks.dnc import list_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck, rest: str) -> None:
    """Open the newest page."""
    search = rest[:40]
    page = await list_page(deps.ctx, deps.workspace_id, user_of(body), 0, search)
    await show(deps, body, list_view(page, search))
    await ack()
