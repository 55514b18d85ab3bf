"""*Edit words* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.coming.edit import edit
from bot.slack.blocks.coming_forms import BODY
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.coming.below import show_done
from bot.slack.windows import remembered, user_of

_DONE = "Its words are changed."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Change the words; what stands against them is said at the field."""
    view = body["view"]
    kept = remembered(view)
    row = str(kept.get("row") or "")
    said = await edit(deps.ctx, deps.workspace_id, row, user_of(body), Fields(view).text(BODY))
    if said:
        await ack(response_action="errors", errors={BODY: said})
        return
    await show_done(deps, body, _DONE)
    await ack()
