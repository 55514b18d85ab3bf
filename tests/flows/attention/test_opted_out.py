"""Who asked something and may not be texted any more: the question stands, and how it can be dealt with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.attention import Why
from bot.domain.channel import Channel
from bot.domain.consent import DncEntry, DncSource
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.settings import ConsentRules
from bot.flows.clients.addresses import remove
from bot.flows.clients.spam import mark_spam, unmark_spam
from bot.flows.threads.work import close
from tests.flows.attention.seen import client_of, kinds, only
from tests.flows.harness import JANE, Team
from tests.support.world import CLOCK_START, inbound

SMS, WHATSAPP = Channel.SMS, Channel.WHATSAPP
ASKED = "Is 5 pm fine?"
OTHER = "+12125550188"


@pytest.fixture
async def office(team: Team) -> Team:
    """A team that knows Jane; U1 may see every word."""
    await team.meet("Jane Doe")
    await team.promote("U1", Role.ADMIN)
    return team


async def heard(team: Team, text: str, sid: str, channel: Channel = SMS, sender: str = JANE) -> None:
    """A client writes at this moment."""
    said = inbound(text, sid, channel=channel, sender=sender)
    await team.hear(replace(said, received_at=team.clock.now()))
    await team.work()


@pytest.mark.parametrize("stops", [["STOP"], ["Stop please!"], ["STOP"] * 7])
async def test_the_question_is_listed_and_on_which_channel_nothing_may_answer(
    office: Team, stops: list[str]
) -> None:
    await heard(office, ASKED, "SM1")
    office.clock.advance(minutes=5)
    for number, word in enumerate(stops):
        await heard(office, word, f"SM2{number}")
    row = await only(office)
    assert (row.why, row.excerpt, row.since) == (Why.OPTED_OUT, ASKED, CLOCK_START)
    assert (row.opted_out, row.until) == ((SMS,), None)


async def test_who_is_back_waits_for_a_text_like_anybody_with_the_same_question(office: Team) -> None:
    for number, text in enumerate((ASKED, "STOP", "START")):
        await heard(office, text, f"SM{number}")
    row = await only(office)
    assert (row.why, row.excerpt, row.opted_out) == (Why.UNANSWERED, ASKED, ())


async def test_what_is_asked_after_a_stop_is_listed_the_same_way(office: Team) -> None:
    await heard(office, "STOP", "SM1")
    assert await kinds(office) == []
    await heard(office, "And my papers?", "SM2")
    row = await only(office)
    assert (row.why, row.excerpt) == (Why.OPTED_OUT, "And my papers?")


async def test_a_stop_alone_waits_for_nobody(office: Team) -> None:
    await heard(office, "Thank you", "SM1")
    await office.reply("Any time")
    await heard(office, "STOP", "SM2")
    assert await kinds(office) == []


async def test_a_stranger_who_only_says_stop_waits_for_nobody(team: Team) -> None:
    await heard(team, "STOP", "SM1")
    assert await kinds(team) == []
    await heard(team, "START", "SM2")
    assert await kinds(team) == [Why.UNKNOWN_NUMBER]


async def test_a_stranger_who_was_answered_and_says_stop_waits_for_nobody(team: Team) -> None:
    await heard(team, "Do you have a table?", "SM1")
    await team.reply("We do")
    await heard(team, "STOP", "SM2")
    assert await kinds(team) == []


async def test_a_stranger_s_question_stands_above_who_it_is(office: Team) -> None:
    await heard(office, "Do you have a table?", "SM1", sender=OTHER)
    await heard(office, "STOP", "SM2", sender=OTHER)
    row = await only(office)
    assert (row.why, row.excerpt) == (Why.OPTED_OUT, "Do you have a table?")


async def test_while_another_way_is_open_the_list_says_which_is_not(office: Team) -> None:
    await heard(office, ASKED, "SM1", WHATSAPP)
    await heard(office, "STOP", "SM2")
    row = await only(office)
    assert (row.why, row.excerpt, row.opted_out) == (Why.UNANSWERED, ASKED, (SMS,))


async def test_where_a_stop_covers_all_no_way_is_open(office: Team) -> None:
    await office.decide(consent=ConsentRules(stop_covers_all=True))
    await heard(office, ASKED, "SM1", WHATSAPP)
    await heard(office, "STOP", "SM2")
    row = await only(office)
    assert (row.why, row.excerpt, row.opted_out) == (Why.OPTED_OUT, ASKED, (SMS, WHATSAPP))


@pytest.mark.parametrize(("way", "why"), [(WHATSAPP, Why.OPTED_OUT), (SMS, Why.WINDOW_ENDS)])
async def test_a_window_presses_only_while_it_may_be_used(office: Team, way: Channel, why: Why) -> None:
    await heard(office, ASKED, "SM1", WHATSAPP)
    await heard(office, "STOP", "SM2", way)
    office.clock.advance(hours=23)
    row = await only(office)
    assert (row.why, row.excerpt) == (why, ASKED)
    assert row.until == (CLOCK_START + timedelta(hours=24) if why is Why.WINDOW_ENDS else None)


async def test_a_window_to_a_closed_way_does_not_press_while_another_is_open(office: Team) -> None:
    await heard(office, ASKED, "SM1")
    await heard(office, "STOP", "SM2", WHATSAPP)
    office.clock.advance(hours=23)
    row = await only(office)
    assert (row.why, row.until, row.opted_out) == (Why.UNANSWERED, None, (WHATSAPP,))


@pytest.mark.parametrize("channel", [SMS, None, WHATSAPP])
async def test_the_do_not_contact_list_closes_a_way_as_a_stop_does(
    office: Team, channel: Channel | None
) -> None:
    await heard(office, ASKED, "SM1")
    entry = DncEntry(JANE, channel, DncSource.PERSON, "Asked at the desk", "U1", office.clock.now())
    async with office.ctx.store.write(office.workspace_id) as uow:
        await uow.dnc.add([entry])
    assert await kinds(office) == [Why.UNANSWERED if channel is WHATSAPP else Why.OPTED_OUT]


async def test_the_list_and_the_gate_say_the_same(office: Team) -> None:
    await heard(office, ASKED, "SM1")
    await heard(office, "STOP", "SM2")
    await office.reply("It is")
    await office.wait(seconds=10)
    assert (await office.statuses())[-1] is Status.REFUSED
    assert await kinds(office) == [Why.OPTED_OUT]


async def test_a_number_that_was_taken_off_the_client_is_no_way(office: Team) -> None:
    client = await client_of(office)
    async with office.ctx.store.write(office.workspace_id) as uow:
        added = await uow.addresses.add(client, OTHER, office.clock.now())
    assert added
    await heard(office, ASKED, "SM1", sender=OTHER)
    await heard(office, "STOP", "SM2")
    assert await kinds(office) == [Why.UNANSWERED]
    await remove(office.ctx, office.workspace_id, "U1", client, added.id)
    assert await kinds(office) == [Why.OPTED_OUT]


async def test_closed_it_is_off_the_list(office: Team) -> None:
    await heard(office, ASKED, "SM1")
    await heard(office, "STOP", "SM2")
    await close(office.ctx, office.workspace_id, await client_of(office), "U1")
    assert await kinds(office) == []


async def test_who_only_said_stop_while_muted_waits_for_nobody_afterwards(office: Team) -> None:
    client = await client_of(office)
    await mark_spam(office.ctx, office.workspace_id, client, "U1")
    await heard(office, "STOP", "SM1")
    await unmark_spam(office.ctx, office.workspace_id, client, "U1")
    await office.work()
    assert await kinds(office) == []
