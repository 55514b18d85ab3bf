"""A possible opt-out that cannot be applied is obeyed or asked about all the same."""

import logging

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState, DncSource
from bot.domain.replies import RootDeleted
from bot.domain.settings import ConsentRules
from bot.domain.thread import ContinuedPost, InboundPost, OptOutQuestion
from bot.flows.consent.review import dismiss
from bot.flows.inbound import last_resort
from bot.flows.threads.work import close
from bot.storage.tables import conversations, inbound_texts, opt_out_reviews
from tests.flows.harness import Team
from tests.flows.inbound.kept import ASKS, apply_texts, keep_texts, try_for_good
from tests.support.journeys import root_of
from tests.support.world import INBOX, inbound


@pytest.mark.parametrize("known", [True, False])
async def test_a_stop_that_fails_for_good_is_obeyed_all_the_same(
    team: Team, faulty: list[str], known: bool
) -> None:
    if known:
        await team.meet("Jane Doe")
    faulty.append("STOP")
    await keep_texts(team, inbound("STOP", "SM1"))
    await try_for_good(team)
    assert [row.state for row in await team.rows(inbound_texts)] == ["dead"]
    assert await team.consent() is ConsentState.WITHDRAWN
    assert [row.evidence for row in await team.ledger()] == ["twilio:SM1"]
    assert [(each.channel, each.source) for each in await team.listed()] == [(Channel.SMS, DncSource.STOP)]
    await keep_texts(team, inbound("START", "SM2"))
    await apply_texts(team)
    assert await team.consent() is ConsentState.EXPRESS


@pytest.mark.parametrize("words", ["STOP", ASKS])
async def test_an_opt_out_that_cannot_even_be_recorded_is_never_given_up(
    team: Team,
    faulty: list[str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR)

    async def away(*_: object) -> None:
        raise ConnectionError("no")

    monkeypatch.setattr(last_resort, "owners_of", away)
    faulty.append(words)
    await team.text("Hello")
    await keep_texts(team, inbound(words, "SM1"))
    await try_for_good(team)
    assert [row.state for row in await team.rows(inbound_texts)] == ["waiting"]
    assert "An opt-out could not even be recorded." in caplog.messages
    await team.send()
    assert team.sent == []


async def test_a_stop_that_fails_for_good_holds_on_every_channel_where_the_admins_say_so(
    team: Team, faulty: list[str]
) -> None:
    await team.decide(consent=ConsentRules(stop_covers_all=True))
    faulty.append("STOP")
    await keep_texts(team, inbound("STOP", "SM1"))
    await try_for_good(team)
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.WITHDRAWN
    assert [each.channel for each in await team.listed()] == [None]


async def test_words_that_may_be_an_opt_out_and_fail_for_good_are_asked_about(
    team: Team, faulty: list[str]
) -> None:
    faulty.append(ASKS)
    await team.text("Hello")
    await keep_texts(team, inbound(ASKS, "SM1"))
    await try_for_good(team)
    await team.work()
    assert team.sent == []
    [question] = team.posts(OptOutQuestion)
    assert question.excerpt == ASKS
    assert await team.consent() is not ConsentState.WITHDRAWN


async def test_after_a_long_silence_they_are_asked_about_under_a_fresh_card(
    team: Team, faulty: list[str]
) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound("Thank you", "SM1"))
    await team.work()
    old = root_of(team.slack)
    team.clock.advance(days=15)
    faulty.append(ASKS)
    await keep_texts(team, inbound(ASKS, "SM2", received_at=team.clock.now()))
    await try_for_good(team)
    await team.work()
    new = root_of(team.slack)
    assert new != old
    here, text, question = [post for _, at, post, _ in team.slack.posts if at == new]
    assert isinstance(here, ContinuedPost)
    assert [each.body for each in here.earlier] == ["Thank you"]
    assert (text.body, question.excerpt) == (ASKS, ASKS)
    assert team.slack.roots[old].goes_on


async def test_in_place_of_a_deleted_card_a_fresh_one_asks(team: Team, faulty: list[str]) -> None:
    await team.hear(inbound("Thank you", "SM1"))
    await team.work()
    faulty.append(ASKS)
    await keep_texts(team, inbound(ASKS, "SM2"))
    await team.event(RootDeleted(INBOX, root_of(team.slack)))
    await try_for_good(team)
    await team.work()
    posts = [post for _, at, post, _ in team.slack.posts if at == root_of(team.slack)]
    assert [type(post) for post in posts] == [ContinuedPost, InboundPost, OptOutQuestion]


async def test_no_opt_out_after_all_they_wait_for_an_answer_like_any_text(
    team: Team, faulty: list[str]
) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound("Thank you", "SM1"))
    await team.work()
    [thread] = await team.rows(conversations)
    await team.reply("Any time")
    await close(team.ctx, team.workspace_id, thread.client_id, "U1")
    faulty.append(ASKS)
    await keep_texts(team, inbound(ASKS, "SM2"))
    await try_for_good(team)
    [review] = await team.rows(opt_out_reviews)
    await dismiss(team.ctx, team.workspace_id, review.id, "U1")
    [thread] = await team.rows(conversations)
    assert (thread.work, thread.unanswered_since is not None) == ("open", True)


async def test_what_slack_must_not_see_stays_hidden_in_words_that_are_asked_about(
    team: Team, faulty: list[str]
) -> None:
    words = f"{ASKS} my card 4111 1111 1111 1111"
    faulty.append(words)
    await keep_texts(team, inbound(words, "SM1"))
    await try_for_good(team)
    await team.work()
    [question], [post] = team.posts(OptOutQuestion), team.posts(InboundPost)
    assert "4111" not in question.excerpt + post.body
    assert "my card" in post.body


async def test_words_that_cannot_be_asked_about_count_as_an_opt_out(
    team: Team, faulty: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise ConnectionError("no")

    monkeypatch.setattr(last_resort, "open_reviews", away)
    faulty.append(ASKS)
    await team.text("Hello")
    await keep_texts(team, inbound(ASKS, "SM1"))
    await try_for_good(team)
    await team.work()
    assert team.sent == []
    assert [(each.channel, each.source) for each in await team.listed()] == [(Channel.SMS, DncSource.REVIEW)]
