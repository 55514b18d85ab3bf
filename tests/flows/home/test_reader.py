"""What the Home tab knows of who looks at it."""

from bot.domain.roles import Permission, Role
from bot.flows.home.reader import reader_of
from tests.flows.harness import Team


async def test_a_teammate_without_a_role_has_the_one_of_everybody(team: Team) -> None:
    reader = await reader_of(team.ctx, team.workspace_id, "U1")
    assert (reader.role, reader.chosen, reader.admins, reader.has_clients) == (Role.SENDER, False, (), False)
    assert reader.may(Permission.SEND)
    assert not reader.may(Permission.SETTINGS)


async def test_a_role_that_was_given_counts_and_admins_are_named(team: Team) -> None:
    await team.promote("U1", Role.MANAGER)
    await team.promote("U0BOSS", Role.ADMIN)
    await team.meet("Jane Doe")
    reader = await reader_of(team.ctx, team.workspace_id, "U1")
    assert (reader.role, reader.chosen, reader.admins) == (Role.MANAGER, True, ("U0BOSS",))
    assert reader.has_clients


async def test_a_group_of_admins_without_people_is_nobody(team: Team) -> None:
    await team.promote("S0EMPTY", Role.ADMIN)
    assert (await reader_of(team.ctx, team.workspace_id, "U1")).admins == ()
