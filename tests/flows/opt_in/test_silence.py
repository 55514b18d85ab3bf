"""Nobody answers: after a day it can be asked again, and after three the texts that waited are over."""

import asyncio

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.conversation import Card
from bot.domain.message import Status
from bot.domain.opt_in import OptInState
from bot.domain.thread import FailurePost, OfferKind, SystemPost
from bot.flows.opt_in.pressed import ASKED, ask_again
from bot.flows.opt_in.watch import watch_opt_ins
from bot.flows.outbound.as_sms import AS_SMS, send_as_sms
from bot.storage.tables import opt_ins
from tests.flows.harness import Team
from tests.flows.opt_in import asking
from tests.flows.opt_in.asking import asks_first, lines, press, question, say, write


@pytest.fixture
async def team(team: Team) -> Team:
    """Jane was asked, and a text waits for her answer."""
    await asks_first(team)
    await write(team, "Your glasses are ready")
    await team.work()
    return team


async def watch(team: Team, **after: float) -> int:
    """The worker's clock, once this much time has passed."""
    team.clock.advance(**after)
    found = await watch_opt_ins(team.ctx, team.workspace_id)
    await team.work()
    return found


def card(team: Team) -> Card:
    return list(team.slack.roots.values())[-1]


async def test_before_a_day_is_over_nobody_is_bothered(team: Team) -> None:
    assert await watch(team, hours=23) == 0
    assert lines(team) == []
    assert card(team).opt_in == await question(team)


async def test_after_a_day_the_thread_and_the_card_offer_to_ask_again_once(team: Team) -> None:
    assert await watch(team, hours=24) == 1
    assert await watch(team, hours=1) == 0
    [post] = team.posts(SystemPost)
    assert post.text == "Jane Doe has not answered the opt-in message for a day."
    asked = await question(team)
    assert [(offer.kind, offer.about) for offer in post.offers] == [(OfferKind.ASK_AGAIN, asked.id)]
    assert card(team).opt_in == asked
    assert asked.reminded_at is not None
    # Never by itself.
    assert team.sent == [asking.ASKED]


async def test_two_workers_say_it_once(team: Team) -> None:
    team.clock.advance(hours=24)
    await asyncio.gather(*(watch_opt_ins(team.ctx, team.workspace_id) for _ in range(2)))
    await team.work()
    assert len(lines(team)) == 1


async def test_after_three_days_what_waited_is_told_to_its_author_with_an_sms(team: Team) -> None:
    await watch(team, hours=24)
    await watch(team, hours=48)
    await watch(team, seconds=1)
    assert lines(team)[-1] == (
        "Jane Doe has not answered the opt-in message for 72 hours. A yes still counts, whenever it comes."
    )
    [post] = team.posts(FailurePost)
    assert (post.user, post.excerpt) == ("U1", "Your glasses are ready")
    assert post.reason == "Jane Doe was asked for consent to WhatsApp and has not said yes within 72 hours."
    assert [offer.kind for offer in post.offers] == [OfferKind.ASK_FIRST, OfferKind.SEND_AS_SMS]
    assert (await question(team)).state is OptInState.SILENT
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.EXPIRED
    assert await send_as_sms(team.ctx, team.workspace_id, post.message_id, "U1") == AS_SMS
    await team.work()
    assert team.provider.sent[-1].channel is Channel.SMS


async def test_a_later_yes_still_counts(team: Team) -> None:
    await watch(team, hours=73)
    await press(team, "Yes, please")
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.EXPRESS
    assert (await question(team)).state is OptInState.AGREED


async def test_a_bare_yes_in_a_conversation_long_after_is_about_something_else(team: Team) -> None:
    await say(team, "Who is this?", "WA1")
    await watch(team, hours=73)
    await say(team, "yes", "WA2")
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.EXPIRED
    await press(team, "Yes, please", "WA3")
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.EXPRESS


async def test_asking_again_does_not_keep_a_text_longer_than_three_days(team: Team) -> None:
    await watch(team, hours=24)
    asked = await question(team)
    assert await ask_again(team.ctx, team.workspace_id, asked.id, "U2") == ASKED
    await watch(team, hours=47)
    assert team.posts(FailurePost) == []
    await watch(team, hours=1, seconds=1)
    assert len(team.posts(FailurePost)) == 1
    assert (await question(team)).state is OptInState.ASKED
    assert [row.state for row in await team.rows(opt_ins)] == ["replaced", "asked"]


async def test_a_yes_to_the_first_question_answers_the_second(team: Team) -> None:
    await watch(team, hours=24)
    await ask_again(team.ctx, team.workspace_id, (await question(team)).id, "U2")
    await team.work()
    await press(team, "Yes, please")
    await team.wait(seconds=1)
    assert team.sent[-1] == "Your glasses are ready"
    assert [each.status for each in await team.messages() if each.awaits_consent] == [Status.ACCEPTED]
