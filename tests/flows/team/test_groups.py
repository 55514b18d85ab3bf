"""User groups: only those that matter are read, one that fails keeps none of the others."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from bot.domain.roles import Role
from bot.domain.settings import Budget
from bot.flows.settings.change import change
from bot.flows.team.groups import refresh_group, refresh_groups
from bot.flows.team.roles import OPERATOR, grant_role, my_role
from bot.ports import PostFailed, PostProblem, UserGroup
from tests.flows.harness import Team


@dataclass
class Groups:
    """A Slack that knows its groups; asked for one it does not know, it is down."""

    known: dict[str, list[str]]
    asked: list[str] = field(default_factory=list)

    async def all(self) -> list[UserGroup]:
        """Every group."""
        return [UserGroup(group, group, group) for group in self.known]

    async def members(self, group_id: str) -> list[str]:
        """Who is in it."""
        self.asked.append(group_id)
        if group_id not in self.known:
            raise PostFailed(PostProblem.RETRY, "http_500")
        return self.known[group_id]


async def _with_groups(team: Team) -> None:
    """An admin, a group with a role, another one with a budget."""
    await grant_role(team.ctx, team.workspace_id, OPERATOR, "U0ADMIN", Role.ADMIN)
    await grant_role(team.ctx, team.workspace_id, OPERATOR, "S1", Role.MANAGER)
    budgets = {"S2": Budget(Decimal(10))}
    await change(team.ctx, team.workspace_id, "U0ADMIN", 0, lambda old: replace(old, team_budgets=budgets))


async def test_groups_with_a_role_or_a_budget_are_read(team: Team) -> None:
    await _with_groups(team)
    slack = Groups({"S1": ["U1", "U2"], "S2": ["U1"], "S3": ["U9"]})
    assert await refresh_groups(team.ctx, team.workspace_id, slack) == 2
    assert slack.asked == ["S1", "S2"]
    async with team.ctx.store.read(team.workspace_id) as uow:
        assert await uow.roles.teams_of(["U1", "U2", "U9"]) == {"U1": ["S1", "S2"], "U2": ["S1"]}
    assert await my_role(team.ctx, team.workspace_id, "U2") == (Role.MANAGER, True)


async def test_who_has_left_has_lost_the_role(team: Team) -> None:
    await _with_groups(team)
    await refresh_groups(team.ctx, team.workspace_id, Groups({"S1": ["U1"], "S2": []}))
    await refresh_groups(team.ctx, team.workspace_id, Groups({"S1": [], "S2": []}))
    assert await my_role(team.ctx, team.workspace_id, "U1") == (Role.SENDER, True)


async def test_what_slack_said_last_stays_while_it_says_nothing(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    await _with_groups(team)
    await refresh_groups(team.ctx, team.workspace_id, Groups({"S1": ["U1"], "S2": ["U1"]}))
    assert await refresh_groups(team.ctx, team.workspace_id, Groups({"S2": ["U2"]})) == 1
    async with team.ctx.store.read(team.workspace_id) as uow:
        assert await uow.roles.teams_of(["U1", "U2"]) == {"U1": ["S1"], "U2": ["S2"]}
    assert "could not be read" in caplog.text


async def test_a_group_that_matters_to_nobody_is_not_asked_for(team: Team) -> None:
    slack = Groups({"S3": ["U9"]})
    assert not await refresh_group(team.ctx, team.workspace_id, slack, "S3")
    assert slack.asked == []
