"""How a budget stands, in the gate's terms."""

from bot.domain.budget import WORKSPACE, limit_of, month_after
from bot.domain.money import Money
from bot.domain.settings import WorkspaceSettings
from bot.policy.facts import BudgetState
from bot.storage.repositories.budgets import Key, Total
from bot.storage.unit_of_work import UnitOfWork


def name_of(scope: str) -> str:
    """What people call a budget."""
    return "the workspace’s budget" if scope == WORKSPACE else "the team’s budget"


def state_of(total: Total, settings: WorkspaceSettings, *, includes_this: bool = False) -> BudgetState:
    """A total beside its limit."""
    limit = limit_of(settings, total.scope)
    return BudgetState(
        name=name_of(total.scope),
        limit=None if limit.micros is None else Money.of_micros(limit.micros, settings.currency),
        taken=Money.of_micros(total.taken, settings.currency),
        messages_limit=limit.messages,
        messages_taken=total.messages,
        includes_this=includes_this,
        renews=month_after(total.month, settings.time_zone),
    )


def keys_of(month: str, team: str) -> list[Key]:
    """The totals that a charge is taken of, in the order in which they are moved."""
    return [(month, scope) for scope in dict.fromkeys((WORKSPACE, team))]


async def teams_of(uow: UnitOfWork, users: "set[str]", settings: WorkspaceSettings) -> dict[str, str]:
    """The team whose budget bears each person's texts: the first of their user groups that has one."""
    if not users or not settings.team_budgets:
        return {}
    groups = await uow.roles.teams_of(users)
    return {
        user: next((each for each in mine if each in settings.team_budgets), WORKSPACE)
        for user, mine in groups.items()
    }
