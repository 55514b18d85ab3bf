"""The form of one sender of ours was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.senders import save
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.views.accounts.below import draw_below
from bot.slack.settings.saving import is_saved
from bot.slack.settings.sender_form import note_in
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Save it, and show the page with it."""
    view, user = body["view"], user_of(body)
    seen = int(remembered(view)["version"])
    if not await is_saved(save(deps.ctx, deps.workspace_id, user, seen, note_in(view)), ack):
        return
    if deps.accounts:
        # Else this process would show the old name until it looks again by itself.
        await deps.accounts.changed()
    await draw_below(deps, view, user)
    await ack()
