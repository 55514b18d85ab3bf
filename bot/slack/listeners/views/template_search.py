"""*Search* in the list of templates."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.templates.addressee import addressee
from bot.slack.answers import person
from bot.slack.blocks.notices import notice_view
from bot.slack.blocks.template_words import said_in
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.templates.opened import NOBODY
from bot.slack.listeners.actions.templates.redrawn import searching
from bot.slack.templates import picker


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show those that fit what was typed, in the same window."""
    kept = searching(body["view"])
    who, _ = await addressee(deps.ctx, deps.workspace_id, kept.whom)
    if who is None:
        await ack(response_action="update", view=notice_view("Not found", NOBODY))
        return
    drawn = await picker.build(deps, person(body), kept, who, said_in(body["view"]))
    await ack(response_action="update", view=drawn)
