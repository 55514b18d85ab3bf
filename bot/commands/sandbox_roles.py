"""Gives the sandbox's team their roles, so that what an admin, a manager and a sender may do can be seen."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.roles import Role
from bot.flows.context import Context, FlowSettings
from bot.flows.team.roles import OPERATOR, grant_role
from bot.ports import Clock
from bot.storage.store import Store


async def appoint(database: str, people: Sequence[tuple[str, str]], clock: Clock) -> None:
    """Give (Slack user, role) pairs in the workspace of a bot that is running on this database and clock.

    Who has a role already keeps it: a folder of ``--data`` may have been in use.
    """
    store = Store(database)
    try:
        async with store.workspaces() as workspaces:
            workspace = await workspaces.only()
        if workspace is None:
            return
        async with store.read(workspace.id) as uow:
            known = {grant.subject for grant in await uow.roles.all()}
        ctx = Context(store, clock, (), FlowSettings("US", "", timedelta(0)))
        for user, role in people:
            if user not in known:
                await grant_role(ctx, workspace.id, OPERATOR, user, Role(role))
    finally:
        await store.close()
