"""Roles: the first admin, giving, taking, and that somebody always is an admin."""

import asyncio

import pytest

from bot.domain.roles import Role
from bot.flows.team.permissions import NotAllowed
from bot.flows.team.roles import (
    OPERATOR,
    LastAdmin,
    claim_admin,
    grant_role,
    list_roles,
    my_role,
    revoke_role,
)
from bot.storage.repositories.audit import AuditFilter, Deed
from tests.flows.harness import Team

MAYA, SAM, DESK = "U0MAYA", "U0SAM", "S0DESK"


async def deeds(team: Team) -> list[Deed]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return [entry.deed for entry in await uow.audit.page(AuditFilter(), 50)]


async def give(team: Team, by: str, subject: str, role: Role, members: list[str] | None = None) -> None:
    await grant_role(team.ctx, team.workspace_id, by, subject, role, members)


async def role(team: Team, user: str) -> Role:
    return (await my_role(team.ctx, team.workspace_id, user))[0]


async def test_the_first_admin_is_the_only_one_who_claims(team: Team) -> None:
    assert await my_role(team.ctx, team.workspace_id, MAYA) == (Role.SENDER, False)
    assert await claim_admin(team.ctx, team.workspace_id, MAYA)
    assert not await claim_admin(team.ctx, team.workspace_id, SAM)
    assert await my_role(team.ctx, team.workspace_id, MAYA) == (Role.ADMIN, True)
    assert await role(team, SAM) is Role.SENDER
    assert [(deed.actor, deed.action) for deed in await deeds(team)] == [(MAYA, "admin_claimed")]


async def test_of_two_who_claim_at_once_one_is_admin(team: Team) -> None:
    claims = (claim_admin(team.ctx, team.workspace_id, user) for user in (MAYA, SAM))
    assert sorted(await asyncio.gather(*claims)) == [False, True]


async def test_roles_are_given_and_changed_by_admins_only(team: Team) -> None:
    await give(team, OPERATOR, MAYA, Role.ADMIN)
    await give(team, MAYA, SAM, Role.MANAGER)
    await give(team, MAYA, SAM, Role.VIEWER)
    assert await role(team, SAM) is Role.VIEWER
    with pytest.raises(NotAllowed, match="you are a viewer here, and it takes an admin"):
        await give(team, SAM, SAM, Role.ADMIN)
    with pytest.raises(NotAllowed):
        await revoke_role(team.ctx, team.workspace_id, SAM, MAYA)
    with pytest.raises(NotAllowed):
        await list_roles(team.ctx, team.workspace_id, SAM)
    newest = (await deeds(team))[0]
    assert newest.detail == {"subject": SAM, "from": "manager", "to": "viewer"}


async def test_a_group_s_role_is_its_people_s_and_the_highest_counts(team: Team) -> None:
    await give(team, OPERATOR, MAYA, Role.ADMIN)
    await give(team, MAYA, DESK, Role.MANAGER, [SAM])
    await give(team, MAYA, SAM, Role.VIEWER)
    assert await role(team, SAM) is Role.MANAGER
    listed = await list_roles(team.ctx, team.workspace_id, MAYA)
    assert listed.members == {DESK: [SAM]}
    assert {grant.subject: grant.role for grant in listed.grants} == {
        MAYA: Role.ADMIN,
        DESK: Role.MANAGER,
        SAM: Role.VIEWER,
    }


@pytest.mark.parametrize("by", [MAYA, OPERATOR])
async def test_the_last_admin_can_neither_go_nor_be_lowered(team: Team, by: str) -> None:
    await give(team, OPERATOR, MAYA, Role.ADMIN)
    with pytest.raises(LastAdmin):
        await revoke_role(team.ctx, team.workspace_id, by, MAYA)
    with pytest.raises(LastAdmin):
        await give(team, by, MAYA, Role.MANAGER)
    assert await role(team, MAYA) is Role.ADMIN


async def test_a_group_without_people_is_no_admin(team: Team) -> None:
    await give(team, OPERATOR, MAYA, Role.ADMIN)
    await give(team, MAYA, DESK, Role.ADMIN, [])
    with pytest.raises(LastAdmin):
        await revoke_role(team.ctx, team.workspace_id, MAYA, MAYA)
    await give(team, MAYA, DESK, Role.ADMIN, [SAM])
    assert await revoke_role(team.ctx, team.workspace_id, MAYA, MAYA)
    assert await role(team, SAM) is Role.ADMIN


async def test_two_admins_who_remove_each_other_at_once_leave_one(team: Team) -> None:
    await give(team, OPERATOR, MAYA, Role.ADMIN)
    await give(team, MAYA, SAM, Role.ADMIN)
    ctx, workspace = team.ctx, team.workspace_id
    await asyncio.gather(
        revoke_role(ctx, workspace, MAYA, SAM),
        revoke_role(ctx, workspace, SAM, MAYA),
        return_exceptions=True,
    )
    roles = [await role(team, MAYA), await role(team, SAM)]
    assert roles.count(Role.ADMIN) == 1


async def test_a_role_that_is_not_there_is_no_deed(team: Team) -> None:
    assert not await revoke_role(team.ctx, team.workspace_id, OPERATOR, SAM)
    assert await deeds(team) == []


async def test_before_there_is_an_admin_other_roles_can_be_given(team: Team) -> None:
    await give(team, OPERATOR, SAM, Role.VIEWER)
    assert await claim_admin(team.ctx, team.workspace_id, MAYA)
