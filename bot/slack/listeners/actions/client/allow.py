"""*Allow contact again* in the window on a client: what stands on the list for it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.clients.overview import overview
from bot.flows.team.roles import ensure
from bot.slack.blocks.dnc import allow_form
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import over
from bot.slack.windows import pressed_value, say, show, user_of

NOTHING = "No number of this client is on the do-not-contact list any more. Close this and look again."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form with the client's entries, if the person may take them off."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.CLEAR_DNC)
    await ack()
    client_id = pressed_value(body)
    seen = await overview(deps.ctx, deps.workspace_id, client_id)
    entries = list(dict.fromkeys(line.dnc for line in seen.lines if line.dnc)) if seen else []
    if not entries:
        await say(deps, body, NOTHING)
        return
    await show(deps, body, allow_form(entries, client_id, over(body)))
