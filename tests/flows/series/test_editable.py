"""What the window shows in which a text that goes again and again is changed."""

from dataclasses import replace
from datetime import date

from bot.domain.recurrence import Every, Recurrence
from bot.domain.roles import Role
from bot.flows.series import words
from bot.flows.series.change import end, pause
from bot.flows.series.editable import Editable, editable
from tests.flows.harness import Team
from tests.flows.series.again import ASKING, DAILY, DAY, ELEVEN, at, begin, kept


async def seen(team: Team, user: str = "U1") -> Editable | str:
    return await editable(team.ctx, team.workspace_id, (await kept(team)).id, user)


async def test_it_begins_with_the_next_time_and_counts_what_is_left(team: Team) -> None:
    await begin(team, replace(DAILY, count=5))
    await at(team, ELEVEN + DAY)
    found = await seen(team)
    assert isinstance(found, Editable)
    assert found.recurrence == replace(DAILY, starts=date(2026, 11, 22), count=3)
    assert (found.client_name, found.next_at, found.is_paused) == ("Jane Doe", ELEVEN + 2 * DAY, False)
    assert (found.body, found.most) == ("Your pills", 1600)


async def test_of_what_is_paused_the_time_that_is_still_to_come_counts(team: Team) -> None:
    await begin(team)
    await pause(team.ctx, team.workspace_id, (await kept(team)).id, "U1")
    await at(team, ELEVEN + DAY)
    found = await seen(team)
    assert isinstance(found, Editable)
    assert (found.is_paused, found.next_at) == (True, ELEVEN)
    assert found.recurrence.starts == date(2026, 11, 22)


async def test_the_weekday_of_its_start_is_named(team: Team) -> None:
    await begin(team, Recurrence(Every.WEEK, DAILY.starts, DAILY.at, DAILY.zone, interval=2))
    found = await seen(team)
    assert isinstance(found, Editable)
    assert found.recurrence.weekdays == (4,)


async def test_the_words_of_a_template_are_not_changed_here(team: Team) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.message_templates.add(ASKING)
    await begin(team, body="", template_id=ASKING.id, values=[("limb", "knee")])
    found = await seen(team)
    assert isinstance(found, Editable)
    assert found.body is None


async def test_it_is_for_its_author_its_owner_or_a_manager(team: Team) -> None:
    await begin(team)
    assert await seen(team, "U2") == words.NOT_YOURS
    await team.promote("U3", Role.MANAGER)
    assert isinstance(await seen(team, "U3"), Editable)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.clients.change((await kept(team)).client_id, owner="U2")
    assert isinstance(await seen(team, "U2"), Editable)


async def test_what_has_ended_or_is_not_there_is_said(team: Team) -> None:
    await begin(team)
    await end(team.ctx, team.workspace_id, (await kept(team)).id, "U1")
    assert await seen(team) == words.ENDED
    gone = await editable(team.ctx, team.workspace_id, "01J00000000000000000000000", "U1")
    assert gone == words.GONE
