"""Gives the sandbox's team their roles, so that what an admin, a manager and a sender may do can be seen."""

from collections.abc import Sequence

from bot.commands.sandbox_workspace import the_workspace
from bot.domain.roles import Role
from bot.flows.team.roles import OPERATOR, grant_role
from bot.ports import Clock


async def appoint(database: str, people: Sequence[tuple[str, str]], clock: Clock) -> None:
    """Give (Slack user, role) pairs in the workspace of a bot that is running on this database and clock.

    Who has a role already keeps it: a folder of ``--data`` may have been in use.
    """
    async with the_workspace(database, clock) as found:
        if found is None:
            return
        ctx, workspace_id = found
        async with ctx.store.read(workspace_id) as uow:
            known = {grant.subject for grant in await uow.roles.all()}
        for user, role in people:
            if user not in known:
                await grant_role(ctx, workspace_id, OPERATOR, user, Role(role))
