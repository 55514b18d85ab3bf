"""The template menu of the form *Post in Slack*: those that may go to a channel of the team's."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.message_templates.catalog import matching, offered
from bot.slack import choices
from bot.slack.blocks.elements import option
from bot.slack.deps import Deps, Payload

NONE = "No template for Slack fits. Make one in /templates."
# Slack takes at most a hundred; the others are found by typing.
_LIMIT = 100


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Offer those that hold what is typed; before anything is typed, the first of all of them."""
    typed = str(body.get("value") or "").strip()
    found = matching(await offered(deps.ctx, deps.workspace_id, slack=True), typed)
    options = [option(each.name, each.id, each.subject) for each in found[:_LIMIT]]
    await ack(options=options or [choices.explaining(NONE)])
