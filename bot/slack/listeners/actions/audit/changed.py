"""A filter of the audit was set or cleared, or a page turned."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team.audit import Wanted, audit_page
from bot.slack.audit_filter import chosen_client, wanted_of
from bot.slack.blocks.audit import OLDER, RESET, audit_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import pressed_value, redraw, remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show what fits: the newest of it, unless an older page was asked for."""
    view, action = body["view"], str(body["actions"][0].get("action_id"))
    cleared = action == RESET
    wanted = Wanted() if cleared else wanted_of(view)
    before = pressed_value(body) if action == OLDER else ""
    page = await audit_page(deps.ctx, deps.workspace_id, user_of(body), wanted, before)
    await ack()
    round_ = int(remembered(view).get("round") or 0) + cleared
    client = None if cleared else chosen_client(view)
    await redraw(deps, str(view["id"]), audit_view(page, wanted, client, round_), view.get("hash"))
