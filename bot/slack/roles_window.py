"""The window on the roles, as they are now, with the names that Slack gives the groups."""

import logging

from bot.flows.team.roles import is_group, list_roles
from bot.ports import PostFailed
from bot.slack.blocks.elements import Block
from bot.slack.blocks.roles import roles_view
from bot.slack.deps import Deps
from bot.slack.failures import described
from bot.slack.usergroups import SlackUserGroups

log = logging.getLogger(__name__)


async def roles_window(deps: Deps, user: str, notice: str = "") -> Block:
    """The window; a group whose name Slack does not tell is shown by its id. Raises NotAllowed."""
    team = await list_roles(deps.ctx, deps.workspace_id, user)
    names: dict[str, str] = {}
    if any(is_group(grant.subject) for grant in team.grants):
        try:
            names = {group.id: group.name for group in await SlackUserGroups(deps.client).all()}
        except PostFailed as failed:
            log.warning("The names of the user groups could not be had: %s", described(failed))
    return roles_view(team, names, notice)
