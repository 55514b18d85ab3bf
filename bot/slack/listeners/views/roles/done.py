"""A role was given: the list below the form shows it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.team.roles import my_role
from bot.slack.deps import Deps, Payload
from bot.slack.home import refresh
from bot.slack.roles_window import roles_window
from bot.slack.windows import redraw_below


async def done(deps: Deps, view: Payload, user: str, ack: AsyncAck) -> None:
    """Draw the list anew; who has lowered their own role does not get to see it any more."""
    role, _ = await my_role(deps.ctx, deps.workspace_id, user)
    if not role.may(Permission.SETTINGS):
        await ack(response_action="clear")
        return
    await redraw_below(deps, view, await roles_window(deps, user))
    await ack()
    # The set-up counts the roles.
    await refresh(deps, user)
