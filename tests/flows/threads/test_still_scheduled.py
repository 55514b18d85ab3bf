"""The author of a scheduled text hears, once, of what is written before it goes."""

from datetime import timedelta

import pytest

from bot.domain.message import Status
from bot.domain.thread import OfferKind, StillScheduledPost
from bot.flows.outbound.cancel import cancel
from tests.flows.harness import JANE, Team
from tests.support.world import CLOCK_START, inbound

TOMORROW = CLOCK_START + timedelta(days=1)


@pytest.fixture
async def scheduled(team: Team) -> Team:
    """A team in a thread with Jane, for whom U1 has scheduled a text."""
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1"))
    await team.text("See you", send_at=TOMORROW)
    await team.work()
    return team


def told_of(team: Team) -> list[StillScheduledPost]:
    return team.posts(StillScheduledPost)


async def test_the_client_writes_and_the_text_goes_all_the_same(scheduled: Team) -> None:
    await scheduled.hear(inbound("I am ill", "SM2"))
    await scheduled.work()
    [said] = told_of(scheduled)
    assert scheduled.posts()[-1] is said  # Below the words that it is about.
    assert (said.user, said.client_name, said.by, said.until) == ("U1", "Jane Doe", "", TOMORROW)
    assert [offer.kind for offer in said.offers] == [OfferKind.CHANGE_TIME, OfferKind.CANCEL]
    await scheduled.wait(days=1)
    assert scheduled.sent == ["See you"]


async def test_it_is_said_once_for_each_text(scheduled: Team) -> None:
    await scheduled.text("And bring the form", send_at=TOMORROW, user="U2")
    for number in range(3):
        await scheduled.hear(inbound("I am ill", f"SM1{number}"))
        await scheduled.work()
    assert [said.user for said in told_of(scheduled)] == ["U1", "U2"]


async def test_one_s_own_answer_is_no_news(scheduled: Team) -> None:
    await scheduled.reply("Come at ten", user="U1")
    await scheduled.work()
    assert told_of(scheduled) == []


async def test_a_teammate_s_answer_is(scheduled: Team) -> None:
    await scheduled.reply("Come at ten", user="U2")
    await scheduled.work()
    [said] = told_of(scheduled)
    assert (said.user, said.by) == ("U1", "U2")


async def test_so_is_one_from_the_form_but_not_what_is_scheduled_as_well(scheduled: Team) -> None:
    await scheduled.text("Later still", send_at=TOMORROW, user="U2")
    await scheduled.work()
    assert told_of(scheduled) == []
    await scheduled.text("At once", user="U3")
    await scheduled.work()
    assert [(said.user, said.by) for said in told_of(scheduled)] == [("U1", "U3"), ("U2", "U3")]


async def test_a_stop_is_told_otherwise(scheduled: Team) -> None:
    await scheduled.hear(inbound("STOP", "SM2"))
    await scheduled.work()
    assert told_of(scheduled) == []


async def test_what_others_write_and_what_was_taken_back_is_no_reason(scheduled: Team) -> None:
    await scheduled.hear(inbound("Hi", "SM3", sender="+12125550188"))
    [message_id] = [each.id for each in await scheduled.messages() if each.status is Status.QUEUED]
    await cancel(scheduled.ctx, scheduled.workspace_id, message_id, "U1")
    await scheduled.hear(inbound("I am ill", "SM2", sender=JANE))
    await scheduled.work()
    assert told_of(scheduled) == []


async def test_what_is_taken_back_before_it_is_said_is_not_said(scheduled: Team) -> None:
    await scheduled.hear(inbound("I am ill", "SM2"))
    [message_id] = [each.id for each in await scheduled.messages() if each.status is Status.QUEUED]
    await cancel(scheduled.ctx, scheduled.workspace_id, message_id, "U1")
    await scheduled.work()
    assert told_of(scheduled) == []
