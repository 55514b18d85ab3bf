"""The form *Edit client* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.edit import Rejected, edit
from bot.slack.blocks.client_form import seen_in
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.client.done import done
from bot.slack.listeners.views.record.typed import at_fields, typed
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Change what was changed in it; what stands against it is said at its field."""
    view = body["view"]
    kept, fields = remembered(view), Fields(view)
    client_id = str(kept.get("client") or "")
    outcome = await edit(deps.ctx, deps.workspace_id, user_of(body), client_id, typed(fields), seen_in(kept))
    if isinstance(outcome, Rejected):
        await ack(response_action="errors", errors=at_fields(outcome.errors, fields))
        return
    await done(deps, view, client_id)
    await ack()
