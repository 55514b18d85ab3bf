"""/messaging help and roles, as people of different roles use them."""

import pytest

from bot.domain.roles import Role
from bot.flows.team.roles import BECAME_ADMIN, LAST_ADMIN, NO_ADMIN_YET
from bot.slack.blocks.roles import GIVE_GROUP, GIVE_PERSON, REMOVE
from bot.slack.windows import say
from tests.slack.conftest import MAYA, SAM, World
from tests.slack.windows import appoint, command, deeds, window, words


async def messaging(world: World, user: str, text: str) -> str:
    return await command(world, user, "/messaging", text)


async def role_of(world: World, subject: str) -> Role | None:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return next((grant.role for grant in await uow.roles.all() if grant.subject == subject), None)


async def audited(world: World) -> list[str]:
    return [deed.action for deed in await deeds(world)]


@pytest.mark.parametrize("typed", ["", "help", "HELP"])
async def test_help_says_what_there_is_and_what_one_may(world: World, typed: str) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    said = await messaging(world, SAM, typed)
    assert "/messaging dnc" in said
    assert "You are a sender here: you may write to clients, record consent and opt-outs, and " in said
    assert "Ask an admin for more." in said


async def test_unknown_word_is_answered_with_help_and_shown_harmless(world: World) -> None:
    said = await messaging(world, SAM, "frobnicate now")
    assert said.startswith("There is no /messaging frobnicate.")
    assert "/messaging settings" in said
    assert (await messaging(world, SAM, "<!channel>")).startswith("There is no /messaging &lt;!channel&gt;.")


async def test_slack_admin_becomes_the_first_admin_and_others_are_told_who_can(world: World) -> None:
    assert await messaging(world, SAM, "roles") == f"{NO_ADMIN_YET}\nYou typed: /messaging roles"
    assert world.slack.people.open_view(SAM) is None
    await messaging(world, MAYA, "roles")
    assert BECAME_ADMIN in words(world)
    assert await role_of(world, MAYA) is Role.ADMIN
    assert await audited(world) == ["admin_claimed"]
    await messaging(world, MAYA, "settings")
    assert BECAME_ADMIN not in words(world)
    assert "takes a admin" not in (told := await messaging(world, SAM, "settings"))
    assert "You cannot change settings and roles: you are a sender here, and it takes an admin." in told


async def test_person_is_given_a_role_and_another_one(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await messaging(world, MAYA, "roles")
    people = world.slack.people
    for role in (Role.MANAGER, Role.VIEWER):
        await people.click(MAYA, window(world).id, "give", GIVE_PERSON)
        form = window(world)
        await people.choose(MAYA, form.id, "who", "who", {"selected_user": SAM})
        await people.choose(MAYA, form.id, "role", "role", {"selected_option": {"value": role.value}})
        assert (await people.submit(MAYA, form.id)).ok
        assert await role_of(world, SAM) is role
        assert f"<@{SAM}> · *{role.value.capitalize()}*" in words(world)
    assert await audited(world) == ["role_granted"] * 3


async def test_app_is_no_teammate(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await messaging(world, MAYA, "roles")
    people = world.slack.people
    await people.click(MAYA, window(world).id, "give", GIVE_PERSON)
    form = window(world)
    bot = world.slack.installation.config.app.bot_user_id
    await people.choose(MAYA, form.id, "who", "who", {"selected_user": bot})
    await people.choose(MAYA, form.id, "role", "role", {"selected_option": {"value": "sender"}})
    assert "apps have no role" in (await people.submit(MAYA, form.id)).errors["who"]


async def test_group_is_given_a_role_and_its_people_have_it_at_once(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await messaging(world, MAYA, "roles")
    people = world.slack.people
    await people.click(MAYA, window(world).id, "give", GIVE_GROUP)
    form = window(world)
    await people.choose(MAYA, form.id, "who", "who", {"selected_option": {"value": "S0FRONT"}})
    await people.choose(MAYA, form.id, "role", "role", {"selected_option": {"value": "manager"}})
    assert (await people.submit(MAYA, form.id)).ok
    assert "Front desk (1 person) · *Manager*" in words(world)
    assert "You are a manager here" in await messaging(world, SAM, "")


async def test_group_keeps_its_role_while_slack_does_not_tell_its_people(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await messaging(world, MAYA, "roles")
    people = world.slack.people
    await people.click(MAYA, window(world).id, "give", GIVE_GROUP)
    form = window(world)
    await people.choose(MAYA, form.id, "who", "who", {"selected_option": {"value": "S0FRONT"}})
    await people.choose(MAYA, form.id, "role", "role", {"selected_option": {"value": "manager"}})
    world.slack.faults.fail_next("usergroups.users.list", status=500)
    assert (await people.submit(MAYA, form.id)).ok
    assert await role_of(world, "S0FRONT") is Role.MANAGER


async def test_last_admin_stays(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await messaging(world, MAYA, "roles")
    people = world.slack.people
    await people.click(MAYA, window(world).id, f"role:{MAYA}", REMOVE)
    assert LAST_ADMIN in words(world)
    await people.close_view(MAYA, window(world).id)
    await people.click(MAYA, window(world).id, "give", GIVE_PERSON)
    form = window(world)
    await people.choose(MAYA, form.id, "who", "who", {"selected_user": MAYA})
    await people.choose(MAYA, form.id, "role", "role", {"selected_option": {"value": "sender"}})
    assert (await people.submit(MAYA, form.id)).errors == {"role": LAST_ADMIN}
    assert await role_of(world, MAYA) is Role.ADMIN


async def test_role_is_taken_away_and_so_may_be_ones_own(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await appoint(world, SAM, Role.ADMIN)
    await messaging(world, MAYA, "roles")
    people = world.slack.people
    await people.click(MAYA, window(world).id, f"role:{MAYA}", REMOVE)
    assert await role_of(world, MAYA) is None
    assert "You have taken your own role away" in words(world)


async def test_press_by_somebody_who_may_not_any_more_is_refused_on_top(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await appoint(world, SAM, Role.ADMIN)
    await messaging(world, MAYA, "roles")
    await appoint(world, MAYA, Role.SENDER)
    await world.slack.people.click(MAYA, window(world).id, f"role:{SAM}", REMOVE)
    assert "You cannot change settings and roles" in words(world)
    assert await role_of(world, SAM) is Role.ADMIN


async def test_notice_that_cannot_stand_on_top_is_said_directly(world: World) -> None:
    body = {"user": {"id": MAYA}, "trigger_id": "1.2.3", "view": {"type": "modal"}}
    await say(world.deps, body, "Not this way.")
    direct = world.slack.people.direct_channel(MAYA)
    assert [message.text for message in world.slack.workspace.messages(direct)] == ["Not this way."]
