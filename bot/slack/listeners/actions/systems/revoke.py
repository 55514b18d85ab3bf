"""*Revoke* beside a key on the page *Your own systems*; the button has asked for confirmation."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.systems.keys import revoke_key
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.routing.redrawn import draw
from bot.slack.windows import pressed_value, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Have it open nothing any more, and show the page without it."""
    await ack()
    await revoke_key(deps.ctx, deps.workspace_id, user_of(body), pressed_value(body))
    await draw(deps, body, "systems")
