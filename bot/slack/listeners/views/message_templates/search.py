"""*Search* in the window of the team's templates."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks.message_templates.listing import SEARCH
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.message_templates import listing


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show those that fit what was typed, in the same window."""
    asked = replace(listing.asked_in(body), query=Fields(body["view"]).text(SEARCH), page=0)
    await ack(response_action="update", view=await listing.build(deps, asked))
