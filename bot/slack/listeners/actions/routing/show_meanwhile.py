"""*Show what came meanwhile* on the page *Two-way texting*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.flows.inbound.shown_later import show_meanwhile
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.routing.redrawn import draw
from bot.slack.windows import pressed_value, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Post the newest of them in their threads."""
    channel, _, sender = pressed_value(body).partition("/")
    await ack()
    await show_meanwhile(deps.ctx, deps.workspace_id, user_of(body), Channel(channel), sender)
    await draw(deps, body, "texting")
