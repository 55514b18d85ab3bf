"""The template menu of the form for a trigger: those that may go where it goes."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.message_templates.catalog import matching, offered
from bot.slack import choices
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.trigger_form import SLACK, WHERE
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields

NONE = "No template fits. Make one in /templates."
# Slack takes at most a hundred.
_LIMIT = 100


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Offer the templates that fit what is typed."""
    is_slack = Fields(body.get("view") or {}).option(WHERE) == SLACK
    found = matching(await offered(deps.ctx, deps.workspace_id), str(body.get("value") or ""))
    fit = [each for each in found if (each.reach.takes_slack if is_slack else each.reach.value != "slack")]
    options: list[Block] = [
        option(each.name, each.id, f"{each.reach.label}. {each.subject}") for each in fit[:_LIMIT]
    ]
    await ack(options=options or [choices.explaining(NONE)])
