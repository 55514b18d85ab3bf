"""What the tests of money share: budgets set, totals and charges looked at."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bot.domain.roles import Role
from bot.domain.settings import Budget, WorkspaceSettings
from bot.storage.repositories.roles import Grant
from bot.storage.tables import budget_totals, charges
from tests.flows.harness import Team

MONTH = "2026-11"
# What a short text to JANE is estimated to cost, in millionths.
TEXT = 7_900
ADMIN = "U0ADMIN"


async def choose(team: Team, **changes: Any) -> None:
    """Change the workspace's settings."""
    async with team.ctx.store.write(team.workspace_id) as uow:
        kept = await uow.settings.load()
        await uow.settings.save(replace(kept.settings, **changes), kept.version, ADMIN, team.clock.now())


async def limit(team: Team, dollars: str | None = None, messages: int | None = None) -> None:
    """Give the workspace a monthly budget, and an admin who is told of it."""
    await choose(team, budget=Budget(Decimal(dollars) if dollars else None, messages))
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.roles.grant(Grant(ADMIN, Role.ADMIN, None, team.clock.now()))


async def settings_of(team: Team) -> WorkspaceSettings:
    """The settings as they are."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        return (await uow.settings.load()).settings


async def totals(team: Team) -> dict[tuple[str, str], tuple[int, int]]:
    """Millionths and messages taken, by month and scope; totals that are back at nothing are left out."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        rows = (await uow.connection.execute(select(budget_totals))).all()
    return {(row.month, row.scope): (row.taken, row.messages) for row in rows if row.taken or row.messages}


async def taken(team: Team) -> tuple[int, int]:
    """What the workspace has taken this month."""
    return (await totals(team)).get((MONTH, ""), (0, 0))


async def charged(team: Team) -> Sequence[Any]:
    """The charges, the oldest first."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        return (await uow.connection.execute(select(charges).order_by(charges.c.message_id))).all()


async def reports(team: Team) -> list[str]:
    """What the admin was told, or is about to be, in the app's direct messages."""
    return [row.data["text"] for row in await team.outbox(kind="direct")]
