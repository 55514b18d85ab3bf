"""User groups asked of Slack, and the event that tells of a change."""

import pytest

from bot.domain.roles import Role
from bot.flows.team.roles import OPERATOR, grant_role
from bot.ports import PostFailed
from bot.slack.usergroups import SlackUserGroups
from tests.slack.conftest import SAM, Build, World


async def members(world: World) -> list[str]:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return (await uow.roles.members(["S0FRONT"])).get("S0FRONT", [])


async def test_groups_and_their_people(world: World) -> None:
    groups = SlackUserGroups(world.client)
    assert [(group.id, group.name, group.handle) for group in await groups.all()] == [
        ("S0FRONT", "Front desk", "front-desk")
    ]
    assert await groups.members("S0FRONT") == [SAM]


async def test_group_that_is_gone_has_nobody(world: World) -> None:
    assert await SlackUserGroups(world.client).members("S0GONE") == []


@pytest.mark.parametrize("method", ["usergroups.list", "usergroups.users.list"])
async def test_plan_without_groups_has_none(world: World, method: str) -> None:
    groups = SlackUserGroups(world.client)
    world.slack.faults.fail_next(method, error="plan_upgrade_required")
    assert await (groups.all() if method == "usergroups.list" else groups.members("S0FRONT")) == []


@pytest.mark.parametrize("method", ["usergroups.list", "usergroups.users.list"])
async def test_trouble_is_told(world: World, method: str) -> None:
    groups = SlackUserGroups(world.client)
    world.slack.faults.fail_next(method, status=500)
    with pytest.raises(PostFailed):
        await (groups.all() if method == "usergroups.list" else groups.members("S0FRONT"))


async def test_missing_scope_is_told(build: Build) -> None:
    world = await build(without=("usergroups:read",))
    with pytest.raises(PostFailed, match="missing_scope"):
        await SlackUserGroups(world.client).all()


async def test_event_reads_the_group_anew_if_it_matters(world: World) -> None:
    from bot.slack.listeners.events import subteam

    body = {"event": {"type": "subteam_members_changed", "subteam_id": "S0FRONT"}}
    await subteam.handle(world.deps, body)
    assert await members(world) == []
    assert world.calls("usergroups.users.list") == []
    await grant_role(world.ctx, world.deps.workspace_id, OPERATOR, "S0FRONT", Role.MANAGER)
    await subteam.handle(world.deps, body)
    assert await members(world) == [SAM]
    changed = {"event": {"type": "subteam_updated", "subteam": {"id": "S0FRONT"}}}
    await subteam.handle(world.deps, changed)
    await subteam.handle(world.deps, {"event": {"type": "subteam_updated"}})
    assert len(world.calls("usergroups.users.list")) == 2
