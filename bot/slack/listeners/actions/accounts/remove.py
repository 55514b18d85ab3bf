"""*Remove* beside an account on the page *Numbers and accounts*; the button has asked for confirmation."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.accounts.remove import remove
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.routing.redrawn import draw
from bot.slack.settings.asking import desk_of
from bot.slack.windows import pressed_value, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Use it no more, and show the page without it."""
    await ack()
    await remove(deps.ctx, desk_of(deps), deps.workspace_id, user_of(body), pressed_value(body))
    await draw(deps, body, "numbers")
