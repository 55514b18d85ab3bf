"""*Newer* and *Older* in the do-not-contact list."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.dnc import list_page
from bot.slack.blocks.dnc import SEARCH, list_view
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.windows import pressed_value, redraw, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Turn to the page that the button names, with what is searched for."""
    view = body["view"]
    search = Fields(view).text(SEARCH)
    page = await list_page(deps.ctx, deps.workspace_id, user_of(body), int(pressed_value(body)), search)
    await ack()
    await redraw(deps, str(view["id"]), list_view(page, search), view.get("hash"))
