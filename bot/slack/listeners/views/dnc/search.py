"""*Search* in the do-not-contact list."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.dnc import list_page
from bot.slack.blocks.dnc import SEARCH, list_view
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.windows import user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show what fits in the same window."""
    search = Fields(body["view"]).text(SEARCH)
    page = await list_page(deps.ctx, deps.workspace_id, user_of(body), 0, search)
    await ack(response_action="update", view=list_view(page, search))
