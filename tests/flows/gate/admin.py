"""What an admin does, for the tests of what follows from it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.domain.roles import Role
from bot.storage.repositories.roles import Grant
from bot.storage.tables import audit
from tests.flows.harness import Team


async def decides(team: Team, **changes: Any) -> None:
    """Change these of the workspace's settings."""
    async with team.ctx.store.write(team.workspace_id) as uow:
        kept = await uow.settings.load()
        new = replace(kept.settings, **changes)
        await uow.settings.save(new, kept.version, "U0ADMIN", team.clock.now())


async def promotes(team: Team, user: str, role: Role) -> None:
    """Give a teammate a role."""
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.roles.grant(Grant(user, role, None, team.clock.now()))


async def audited(team: Team, action: str) -> Sequence[Any]:
    """What the audit holds of this kind."""
    return await team.rows(audit, action=action)
