"""WhatsApp's templates that fit what is typed, as far as they can be sent."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.template import TemplateKind, why_not
from bot.flows.templates.shelf import shelf
from bot.slack.blocks.message_templates.beside import MOST_BLANKS, approved_option, none_option
from bot.slack.deps import Deps, Payload


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Offer them, and none."""
    known = await shelf(deps.ctx, deps.workspace_id, str(body.get("value") or ""))
    # A list only goes to who has written lately, who takes words of one's own anyway.
    sendable = [
        each
        for each in known.templates
        if not why_not(each) and each.kind is not TemplateKind.LIST and len(each.variables) <= MOST_BLANKS
    ]
    await ack(options=[none_option(), *map(approved_option, sendable)])
