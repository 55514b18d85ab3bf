"""The form *Add a pattern* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings import sensitive as flow
from bot.flows.settings.change import load
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.settings.menu import menu, page_view
from bot.slack.settings.saving import is_saved
from bot.slack.settings.sensitive import pattern_actions
from bot.slack.windows import redraw, redraw_below, remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Add it, and show both windows below with it."""
    view, user, fields = body["view"], user_of(body), Fields(body["view"])
    seen = int(remembered(view)["version"])
    name, pattern = fields.text(flow.NAME), fields.text(flow.PATTERN)
    saving = flow.add_pattern(deps.ctx, deps.workspace_id, user, seen, name, pattern, pattern_actions(fields))
    if not await is_saved(saving, ack):
        return
    now = await load(deps.ctx, deps.workspace_id, user)
    await redraw_below(deps, view, await page_view(deps, "sensitive", now.settings, now.version))
    await redraw(deps, str(view.get("root_view_id") or ""), menu(now.settings))
    await ack()
