"""The window for a text that goes again and again was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.compose import Rejected
from bot.flows.series.edit import edit
from bot.flows.series.editable import editable
from bot.slack.blocks.series_form import LOOK
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.views.coming.below import show_done
from bot.slack.series_fields import at_fields, chosen, read_fields
from bot.slack.series_window import draw, mark_of, read_window
from bot.slack.windows import user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Change it; what stands against it is said at the field it concerns."""
    view, user, now = body["view"], user_of(body), deps.ctx.clock.now()
    window, entered = read_window(view), read_fields(view)
    series = await editable(deps.ctx, deps.workspace_id, window.series_id, user)
    if isinstance(series, str):
        await ack(response_action="errors", errors=at_fields({"series": series}, entered))
        return
    recurrence = chosen(entered, series.recurrence.zone, now)
    if isinstance(recurrence, dict):
        await ack(response_action="errors", errors=recurrence)
        return
    if window.next_at == series.next_at and window.mark != mark_of(recurrence):
        # It was submitted before the form could show the next times.
        await ack(response_action="update", view=draw(series, entered, window, now, LOOK))
        return
    said = await edit(
        deps.ctx,
        deps.workspace_id,
        series.series_id,
        user,
        recurrence=recurrence,
        body=entered.body,
        expected=window.next_at,
    )
    if isinstance(said, Rejected):
        await ack(response_action="errors", errors=at_fields(said.errors, entered))
        return
    await show_done(deps, body, said)
    await ack()
