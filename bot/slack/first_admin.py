"""The door to settings and roles: while nobody is an admin, an admin of the Slack workspace becomes one."""

from bot.flows.team.permissions import NotAllowed
from bot.flows.team.roles import BECAME_ADMIN, NO_ADMIN_YET, claim_admin, my_role
from bot.slack.deps import Deps
from bot.slack.errors import translated


async def enter(deps: Deps, user: str) -> str:
    """What to tell an admin who comes in, mostly nothing. Raises NotAllowed, with who can, and PostFailed."""
    _, has_admin = await my_role(deps.ctx, deps.workspace_id, user)
    if has_admin:
        return ""
    if not await _is_slack_admin(deps, user):
        raise NotAllowed(NO_ADMIN_YET)
    return BECAME_ADMIN if await claim_admin(deps.ctx, deps.workspace_id, user) else ""


async def _is_slack_admin(deps: Deps, user: str) -> bool:
    with translated(repeatable=True):
        answer = await deps.client.users_info(user=user)
    found = answer.get("user") or {}
    return bool(found.get("is_admin") or found.get("is_owner"))
