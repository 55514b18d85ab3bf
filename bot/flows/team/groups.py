"""Who is in the Slack user groups that have a role or a budget: asked of Slack, kept for the gate."""

import logging

from bot.flows.context import Context
from bot.flows.team.roles import is_group
from bot.ports import PostFailed, UserGroups
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)


async def known_groups(uow: UnitOfWork) -> set[str]:
    """The user groups that matter here: with a role, or with a budget."""
    budgets = (await uow.settings.load()).settings.team_budgets
    return {grant.subject for grant in await uow.roles.all() if is_group(grant.subject)} | set(budgets)


async def refresh_group(ctx: Context, workspace_id: str, groups: UserGroups, group_id: str) -> bool:
    """Ask Slack who is in a group and remember it; False when the group matters to nobody here.

    Raises PostFailed when Slack does not say: then what it said last stays in force.
    """
    async with ctx.store.read(workspace_id) as uow:
        if group_id not in await known_groups(uow):
            return False
    members = await groups.members(group_id)
    async with ctx.store.write(workspace_id) as uow:
        await uow.roles.set_members(group_id, members)
    return True


async def refresh_groups(ctx: Context, workspace_id: str, groups: UserGroups) -> int:
    """The same for every group that matters; how many were read. One that fails keeps none of the others."""
    async with ctx.store.read(workspace_id) as uow:
        wanted = sorted(await known_groups(uow))
    done = 0
    for group_id in wanted:
        try:
            done += await refresh_group(ctx, workspace_id, groups, group_id)
        except PostFailed as failed:
            _log.warning(
                "The people of a user group could not be read; asked again in a few minutes.",
                extra={"group": group_id, "error": failed.error},
            )
    return done
