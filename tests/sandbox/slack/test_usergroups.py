"""User groups: who is in them, who may ask, and what the app hears when that changes."""

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack import CannotDoError
from tests.sandbox.slack.conftest import MAYA, PRIYA, SAM, Build, World


async def test_the_list_has_members_and_disabled_groups_only_when_asked(world: World) -> None:
    [front] = (await world.client.usergroups_list())["usergroups"]
    assert (front["id"], front["name"], front["handle"]) == ("S0FRONT", "Front desk", "front-desk")
    assert (front["team_id"], front["is_usergroup"], front["date_delete"]) == ("T0HARBOR", True, 0)
    assert not {"users", "user_count"} & set(front)
    [front] = (await world.client.usergroups_list(include_users=True, include_count=True))["usergroups"]
    assert (front["users"], front["user_count"]) == ([SAM, PRIYA], 2)
    both = (await world.client.usergroups_list(include_disabled=True))["usergroups"]
    assert [each["id"] for each in both if each["date_delete"]] == ["S0OLD"]


async def test_the_members_of_one_group(world: World) -> None:
    assert (await world.client.usergroups_users_list(usergroup="S0FRONT"))["users"] == [SAM, PRIYA]
    for group in ("S0NONE", "S0OLD"):
        asked = world.client.usergroups_users_list(usergroup=group)
        assert await world.refused(asked) == "no_such_subteam"
    old = await world.client.usergroups_users_list(usergroup="S0OLD", include_disabled=True)
    assert old["users"] == [MAYA]


async def test_another_workspace_is_refused(world: World) -> None:
    assert await world.refused(world.client.usergroups_list(team_id="T0OTHER")) == "invalid_team"


async def test_the_scope_is_needed_for_methods_and_event(build: Build) -> None:
    world = await build(without=("usergroups:read",))
    for asked in (world.client.usergroups_list(), world.client.usergroups_users_list(usergroup="S0FRONT")):
        assert await world.refused(asked) == "missing_scope"
    world.slack.people.set_group(MAYA, "S0FRONT", [SAM])
    await world.slack.settle()
    assert world.double.events("subteam_members_changed") == []


async def test_the_rate_is_that_of_tier_2(build: Build) -> None:
    world = await build(rate_limits=True)
    for _ in range(20):
        await world.client.usergroups_list()
    with pytest.raises(SlackApiError) as caught:
        await world.client.usergroups_list()
    assert caught.value.response.status_code == 429


async def test_a_change_is_told_with_who_came_and_who_went(world: World) -> None:
    before = (await world.client.usergroups_list())["usergroups"][0]["date_update"]
    world.clock.advance(60)
    world.slack.people.set_group(MAYA, "S0FRONT", [SAM, MAYA, SAM])
    world.slack.people.set_group(MAYA, "S0FRONT", [SAM, MAYA])
    await world.slack.settle()
    [heard] = world.double.events("subteam_members_changed")
    assert (heard["subteam_id"], heard["team_id"]) == ("S0FRONT", "T0HARBOR")
    assert (heard["added_users"], heard["removed_users"]) == ([MAYA], [PRIYA])
    assert (heard["added_users_count"], heard["removed_users_count"]) == (1, 1)
    assert heard["date_previous_update"] == before <= heard["date_update"] - 60
    assert (await world.client.usergroups_users_list(usergroup="S0FRONT"))["users"] == [SAM, MAYA]


@pytest.mark.parametrize(
    ("user", "group", "members", "words"),
    [
        (SAM, "S0FRONT", [SAM], "admin"),
        (MAYA, "S0NONE", [SAM], "no such user group"),
        (MAYA, "S0OLD", [SAM], "no such user group"),
        (MAYA, "S0FRONT", [], "at least one"),
        (MAYA, "S0FRONT", ["U0NOBODY"], "no teammate"),
    ],
)
async def test_only_what_slack_allows(
    world: World, user: str, group: str, members: list[str], words: str
) -> None:
    with pytest.raises(CannotDoError, match=words):
        world.slack.people.set_group(user, group, members)


async def test_users_show_their_standing(world: World) -> None:
    maya = (await world.client.users_info(user=MAYA))["user"]
    assert (maya["is_admin"], maya["is_owner"], maya["is_restricted"]) == (True, True, False)
    listed = {user["id"]: user for user in (await world.client.users_list())["members"]}
    assert listed[MAYA]["is_owner"]
    assert (listed[SAM]["is_admin"], listed[SAM]["is_owner"]) == (False, False)
