"""*Remove* beside a role; the button has asked for confirmation."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.team.roles import LastAdmin, my_role, revoke_role
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.roles_window import roles_window
from bot.slack.windows import pressed_value, redraw, say, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take the role away, unless nobody would be an admin then."""
    user = user_of(body)
    try:
        await revoke_role(deps.ctx, deps.workspace_id, user, pressed_value(body))
    except LastAdmin as refused:
        await ack()
        await say(deps, body, str(refused))
        return
    await ack()
    role, _ = await my_role(deps.ctx, deps.workspace_id, user)
    if not role.may(Permission.SETTINGS):
        gone = notice_view("Roles", "You have taken your own role away, so you cannot see this any more.")
        await redraw(deps, str(body["view"]["id"]), gone)
        return
    await redraw(deps, str(body["view"]["id"]), await roles_window(deps, user))
