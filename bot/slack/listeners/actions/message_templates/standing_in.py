"""The window in which one of WhatsApp's templates is put beside one of the team's: what changes in it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.message_templates.kept import GONE
from bot.slack.blocks.message_templates.beside import Beside, beside_view
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.message_templates.standing_in import beside_in, chosen_anew
from bot.slack.windows import put_in_place


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Another language, or another of WhatsApp's templates: show what is kept for it."""
    await ack()
    view = body["view"]
    beside = await beside_in(deps, view)
    await _draw(deps, body, await chosen_anew(deps, view, beside) if beside else None)


async def _draw(deps: Deps, body: Payload, beside: Beside | None) -> None:
    await put_in_place(deps, body, beside_view(beside) if beside else notice_view("Beside it", GONE))
