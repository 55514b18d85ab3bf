"""A field of the window for a text that goes again and again changed: show what follows from it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.series.editable import editable
from bot.slack.blocks.elements import Block
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.compose_changed import draw
from bot.slack.series_fields import read_fields
from bot.slack.series_window import draw as drawn
from bot.slack.series_window import read_window
from bot.slack.windows import user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Draw it anew with the next times, and with the fields that such a step has."""
    await ack()
    view = body["view"]

    async def form() -> Block:
        window = read_window(view)
        series = await editable(deps.ctx, deps.workspace_id, window.series_id, user_of(body))
        if isinstance(series, str):
            return notice_view("Not changed", series)
        return drawn(series, read_fields(view), window, deps.ctx.clock.now())

    await draw(deps, body, form)
