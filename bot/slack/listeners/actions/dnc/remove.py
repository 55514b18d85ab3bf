"""*Remove* beside an entry of the do-not-contact list."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.team.roles import ensure
from bot.slack.blocks.dnc import remove_form
from bot.slack.deps import Deps, Payload
from bot.slack.windows import pressed_value, show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form that asks for evidence, if the person may take entries off."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.CLEAR_DNC)
    await ack()
    await show(deps, body, remove_form(pressed_value(body)))
