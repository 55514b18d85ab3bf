"""The kind, the client, the day or the time in the form changed: show what follows from it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.compose_changed import draw
from bot.slack.reminders.form import build
from bot.slack.reminders.kept import entered_in, kept_in


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Draw the form anew with what would go, and with the fields of its kind."""
    await ack()
    view = body["view"]

    async def form() -> Block:
        return await build(deps, entered_in(view), kept_in(view))

    await draw(deps, body, form)
