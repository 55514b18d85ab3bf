"""Clients' texts between the webhook and their effect: kept once, applied once, in order, a STOP obeyed."""

import asyncio
import logging
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState, DncSource
from bot.domain.events import InboundText
from bot.domain.message import Media, Status
from bot.domain.replies import RootDeleted
from bot.domain.settings import ConsentRules
from bot.domain.thread import ContinuedPost, FailurePost, InboundPost, OptOutQuestion
from bot.flows.consent.review import dismiss
from bot.flows.inbound import kept_texts as flow
from bot.flows.inbound import last_resort
from bot.flows.inbound.kept_texts import MAX_ATTEMPTS, apply_kept, keep
from bot.flows.reports.backlog import backlog
from bot.flows.threads.work import close
from bot.storage.tables import conversations, inbound_texts, opt_out_reviews
from bot.storage.wakeups import Topic
from tests.flows.harness import JANE, Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, inbound

ANN = "+12025550177"
BAD = "A text that fails"
ASKS = "Please stop texting me"


async def _keep(team: Team, *new: InboundText) -> None:
    await keep(team.ctx, team.workspace_id, new)


async def _apply(team: Team) -> int:
    return await apply_kept(team.ctx, team.workspace_id)


async def _bodies(team: Team) -> list[str]:
    return [message.body for message in await team.messages()]


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Applying a text that says one of these fails, for as long as this holds it."""
    faults, real = [BAD], flow.receive_in

    async def apply(ctx, uow, texts):  # type: ignore[no-untyped-def]
        await real(ctx, uow, texts)
        if any(text.body in faults for text in texts):
            raise ValueError("a fault of ours")

    monkeypatch.setattr(flow, "receive_in", apply)
    return faults


async def _try_for_good(team: Team) -> None:
    for _ in range(MAX_ATTEMPTS):
        await _apply(team)
        team.clock.advance(minutes=5)


async def test_what_is_kept_waits_and_is_applied_once(team: Team) -> None:
    await _keep(team, inbound("Hi", "SM1"))
    assert (await backlog(team.ctx, team.workspace_id)).inbound_texts == 1
    assert await team.messages() == []
    assert await _apply(team) == 1
    assert await _bodies(team) == ["Hi"]
    assert await _apply(team) == 0
    assert await team.rows(inbound_texts) == []
    await team.work()
    assert [post.body for post in team.posts(InboundPost)] == ["Hi"]


async def test_a_repetition_before_or_after_it_is_applied_has_no_effect(team: Team) -> None:
    again = inbound("Hi", "SM1")
    await _keep(team, again, again)
    await _keep(team, again)
    assert len(await team.rows(inbound_texts)) == 1
    await _apply(team)
    shown = await team.outbox()
    await _keep(team, again)
    assert await _apply(team) == 1
    assert await _bodies(team) == ["Hi"]
    assert await team.outbox() == shown


async def test_all_that_is_known_of_it_survives_the_wait(team: Team) -> None:
    media = (Media("https://api.example/1", "image/png"),)
    came = inbound("Look \x00\ud800 ☎", "SM1", channel=Channel.MMS, media=media, profile_name="Ann\x00")
    await _keep(team, came)
    team.clock.advance(minutes=7)
    await _apply(team)
    message = await team.message()
    assert (message.body, message.media, message.channel) == ("Look \ufffd\ufffd ☎", media, Channel.MMS)
    assert (message.created_at, message.provider_id) == (came.received_at, "SM1")
    assert [row.name for row in await team.clients()] == ["Ann\ufffd"]


async def test_stop_and_start_take_effect_in_the_order_in_which_they_came(team: Team) -> None:
    await team.meet("Jane Doe")
    await _keep(team, inbound("STOP", "SM1"))
    await _keep(team, inbound("START", "SM2"))
    await _apply(team)
    assert await team.consent() is ConsentState.EXPRESS
    assert [row.state for row in await team.ledger()] == ["withdrawn", "express"]


async def test_nothing_goes_to_whoever_has_written_until_that_is_applied(team: Team) -> None:
    await team.text("To Jane")
    await team.text("To Ann", number=ANN)
    team.clock.advance(minutes=1)
    await _keep(team, inbound("STOP", "SM1", answered_by_provider=True))
    await team.send()
    team.clock.advance(seconds=2)
    await team.send()
    assert team.sent == ["To Ann"]
    await _apply(team)
    await team.work()
    assert team.sent == ["To Ann"]
    assert (await team.statuses())[0] is Status.REFUSED
    [post] = team.posts(FailurePost)
    assert "opted out" in post.reason


async def test_what_waited_for_a_plain_text_goes_once_that_is_applied(team: Team) -> None:
    await team.text("See you at three")
    team.clock.advance(minutes=1)
    await _keep(team, inbound("Half past, please", "SM1"))
    await team.send()
    assert team.sent == []
    sending = team.ctx.store.wakeups._events[Topic.MESSAGES]
    sending.clear()
    await _apply(team)
    assert sending.is_set()
    await team.send()
    assert team.sent == ["See you at three"]


async def test_a_batch_is_bounded(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "_AT_ONCE", 2)
    await _keep(team, *(inbound(str(each), f"SM{each}") for each in range(3)))
    assert [await _apply(team) for _ in range(3)] == [2, 1, 0]
    assert await _bodies(team) == ["0", "1", "2"]


async def test_a_crash_before_the_commit_leaves_the_text_and_no_effect(team: Team) -> None:
    await _keep(team, inbound("Hi", "SM1"))
    engine = team.ctx.store.writer.sync_engine

    def die(_connection: object) -> None:
        raise SystemExit

    event.listen(engine, "commit", die)
    try:
        with pytest.raises(SystemExit):
            await _apply(team)
    finally:
        event.remove(engine, "commit", die)
    assert await team.messages() == []
    assert await _apply(team) == 1
    assert await _bodies(team) == ["Hi"]


async def test_one_that_fails_holds_back_its_senders_later_texts_and_nobody_elses(
    team: Team, faulty: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    await _keep(
        team,
        inbound("First", "SM1"),
        inbound(BAD, "SM2"),
        inbound("Ann", "SM3", sender=ANN),
        inbound("Later", "SM4"),
    )
    await _apply(team)
    assert await _bodies(team) == ["First", "Ann"]
    assert [row.attempts for row in await team.rows(inbound_texts)] == [1, 0]
    assert "Applying a client's text failed." in caplog.messages
    await _keep(team, inbound("Much later", "SM5"), inbound("Ann again", "SM6", sender=ANN))
    assert await _apply(team) == 1, "Only Ann's: Jane's first is not tried again at once."
    faulty.clear()
    team.clock.advance(seconds=3)
    assert await _apply(team) == 3
    assert await _bodies(team) == ["First", "Ann", "Ann again", BAD, "Later", "Much later"]


async def test_one_that_fails_for_good_is_kept_and_counted_and_blocks_nothing(
    team: Team, faulty: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    await team.text("Hello")
    await _keep(team, inbound(faulty[0], "SM1"), inbound("Later", "SM2"))
    await _try_for_good(team)
    await _apply(team)
    [row] = await team.rows(inbound_texts)
    assert (row.state, row.last_error, row.data["body"]) == ("dead", "ValueError", BAD)
    waiting = await backlog(team.ctx, team.workspace_id)
    assert (waiting.inbound_texts, waiting.dead) == (0, 1)
    assert "A client's text is set aside for good." in caplog.messages
    assert await _bodies(team) == ["Hello", "Later"]
    await team.send()
    assert team.sent == ["Hello"]


@pytest.mark.parametrize("known", [True, False])
async def test_a_stop_that_fails_for_good_is_obeyed_all_the_same(
    team: Team, faulty: list[str], known: bool
) -> None:
    if known:
        await team.meet("Jane Doe")
    faulty.append("STOP")
    await _keep(team, inbound("STOP", "SM1"))
    await _try_for_good(team)
    assert [row.state for row in await team.rows(inbound_texts)] == ["dead"]
    assert await team.consent() is ConsentState.WITHDRAWN
    assert [row.evidence for row in await team.ledger()] == ["twilio:SM1"]
    assert [(each.channel, each.source) for each in await team.listed()] == [(Channel.SMS, DncSource.STOP)]
    await _keep(team, inbound("START", "SM2"))
    await _apply(team)
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
    await _keep(team, inbound(words, "SM1"))
    await _try_for_good(team)
    assert [row.state for row in await team.rows(inbound_texts)] == ["waiting"]
    assert "An opt-out could not even be recorded." in caplog.messages
    await team.send()
    assert team.sent == []


async def test_a_stop_that_fails_for_good_holds_on_every_channel_where_the_admins_say_so(
    team: Team, faulty: list[str]
) -> None:
    await team.decide(consent=ConsentRules(stop_covers_all=True))
    faulty.append("STOP")
    await _keep(team, inbound("STOP", "SM1"))
    await _try_for_good(team)
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.WITHDRAWN
    assert [each.channel for each in await team.listed()] == [None]


async def test_words_that_may_be_an_opt_out_and_fail_for_good_are_asked_about(
    team: Team, faulty: list[str]
) -> None:
    faulty.append(ASKS)
    await team.text("Hello")
    await _keep(team, inbound(ASKS, "SM1"))
    await _try_for_good(team)
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
    await _keep(team, inbound(ASKS, "SM2", received_at=team.clock.now()))
    await _try_for_good(team)
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
    await _keep(team, inbound(ASKS, "SM2"))
    await team.event(RootDeleted(INBOX, root_of(team.slack)))
    await _try_for_good(team)
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
    await _keep(team, inbound(ASKS, "SM2"))
    await _try_for_good(team)
    [review] = await team.rows(opt_out_reviews)
    await dismiss(team.ctx, team.workspace_id, review.id, "U1")
    [thread] = await team.rows(conversations)
    assert (thread.work, thread.unanswered_since is not None) == ("open", True)


async def test_what_slack_must_not_see_stays_hidden_in_words_that_are_asked_about(
    team: Team, faulty: list[str]
) -> None:
    words = f"{ASKS} my card 4111 1111 1111 1111"
    faulty.append(words)
    await _keep(team, inbound(words, "SM1"))
    await _try_for_good(team)
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
    await _keep(team, inbound(ASKS, "SM1"))
    await _try_for_good(team)
    await team.work()
    assert team.sent == []
    assert [(each.channel, each.source) for each in await team.listed()] == [(Channel.SMS, DncSource.REVIEW)]


async def test_a_row_that_cannot_be_read_is_put_aside(team: Team) -> None:
    await _keep(team, inbound("Odd", "SM1"), inbound("Hi", "SM2", sender=ANN))
    [odd, _] = await team.rows(inbound_texts)
    await team.change(inbound_texts, odd.id, data={"odd": True})
    await _apply(team)
    assert await _bodies(team) == ["Hi"]
    assert [row.last_error for row in await team.rows(inbound_texts)] == ["KeyError"]
    await _try_for_good(team)
    assert [row.state for row in await team.rows(inbound_texts)] == ["dead"]


async def test_a_database_that_is_away_is_no_texts_fault(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    await _keep(team, inbound("Hi", "SM1"))

    async def away(*_: object) -> None:
        raise ConnectionError("the database is down")

    with monkeypatch.context() as patch:
        patch.setattr("bot.storage.repositories.inbound_texts.InboundTexts.take", away)
        with pytest.raises(ConnectionError):
            await _apply(team)
    assert [row.attempts for row in await team.rows(inbound_texts)] == [0]


async def test_several_appliers_at_once_keep_each_clients_order(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "_AT_ONCE", 3)
    for index in range(30):
        await _keep(team, inbound(str(index), f"SM{index}", sender=(JANE, ANN)[index % 2]))

    async def work() -> None:
        while await team.rows(inbound_texts):
            await _apply(team)

    async with asyncio.timeout(60):
        await asyncio.gather(*(work() for _ in range(4)))
    said = [(message.to, int(message.body)) for message in await team.messages()]
    assert len(said) == 30
    for number in (JANE, ANN):
        mine = [each for to, each in said if to == number]
        assert mine == sorted(mine)


async def test_the_wait_before_another_try_grows_to_five_minutes(team: Team, faulty: list[str]) -> None:
    await _keep(team, inbound(faulty[0], "SM1"))
    waits = []
    for _ in range(MAX_ATTEMPTS - 1):
        await _apply(team)
        [row] = await team.rows(inbound_texts)
        waits.append(row.next_attempt_at - team.clock.now())
        team.clock.advance(minutes=5)
    assert waits[:3] == [timedelta(seconds=seconds) for seconds in (2, 4, 8)]
    assert waits[-1] == timedelta(minutes=5)
