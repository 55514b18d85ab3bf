"""What is missing for the words of planned reminders is said when they are planned."""

from dataclasses import replace

import pytest

from bot.domain.message_template import Approved
from bot.domain.occasion import Details
from bot.domain.settings import KeywordAnswers
from tests.flows.harness import Team
from tests.flows.occasions.calendar import DAY_BEFORE, appointment, have, trigger

CALL = "See you, {{ first_name }}. Call {{ company_phone }}."


async def said(team: Team, **changes: object) -> tuple[str, ...]:
    return (await have(team, replace(appointment(), **changes))).left_out


async def test_what_nobody_has_set_is_said_with_the_place_to_set_it(team: Team) -> None:
    await trigger(team, DAY_BEFORE, content=CALL)

    [sentence] = await said(team)

    assert "cannot go as things stand: nobody has said what {{company_phone}} is." in sentence
    assert "/messaging settings" in sentence


async def test_what_is_set_is_no_gap(team: Team) -> None:
    await trigger(team, DAY_BEFORE, content=CALL)
    async with team.ctx.store.write(team.workspace_id) as uow:
        kept = await uow.settings.load()
        answers = KeywordAnswers(phone="+12025550100")
        await uow.settings.save(replace(kept.settings, answers=answers), kept.version, "U1", team.clock.now())

    assert await said(team) == ()


@pytest.mark.parametrize(
    ("content", "way_out"),
    [
        ("We meet at {{ appointment_place }}.", "Change this appointment and say it."),
        ("Ask for {{ doctor }}.", "A request can give it among its values"),
    ],
)
async def test_what_the_occasion_lacks_is_mended_there(team: Team, content: str, way_out: str) -> None:
    await trigger(team, DAY_BEFORE, content=content)

    [sentence] = await said(team, details=Details())

    assert way_out in sentence


async def test_what_the_occasion_says_is_no_gap(team: Team) -> None:
    await trigger(team, DAY_BEFORE, content="We meet at {{ appointment_place }}. {{ doctor }} waits.")

    assert await said(team, details=Details(place="2 Pier Road", more=(("doctor", "Dr. Wu"),))) == ()


async def test_where_one_of_whatsapp_s_can_go_nothing_is_said(team: Team) -> None:
    await trigger(team, DAY_BEFORE, content=CALL, approved=Approved("HX1"))

    assert await said(team) == ()
