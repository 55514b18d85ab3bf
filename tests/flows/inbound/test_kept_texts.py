"""Clients' texts between the webhook and their effect: kept once, applied once, in order, a STOP obeyed."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.message import Media, Status
from bot.domain.thread import FailurePost, InboundPost
from bot.flows.inbound import kept_texts as flow
from bot.flows.inbound.kept_texts import MAX_ATTEMPTS
from bot.flows.reports.backlog import backlog
from bot.storage.tables import inbound_texts
from bot.storage.wakeups import Topic
from tests.flows.harness import JANE, Team
from tests.flows.inbound.kept import ANN, BAD, apply_texts, bodies, keep_texts, try_for_good
from tests.support.world import inbound


async def test_what_is_kept_waits_and_is_applied_once(team: Team) -> None:
    await keep_texts(team, inbound("Hi", "SM1"))
    assert (await backlog(team.ctx, team.workspace_id)).inbound_texts == 1
    assert await team.messages() == []
    assert await apply_texts(team) == 1
    assert await bodies(team) == ["Hi"]
    assert await apply_texts(team) == 0
    assert await team.rows(inbound_texts) == []
    await team.work()
    assert [post.body for post in team.posts(InboundPost)] == ["Hi"]


async def test_a_repetition_before_or_after_it_is_applied_has_no_effect(team: Team) -> None:
    again = inbound("Hi", "SM1")
    await keep_texts(team, again, again)
    await keep_texts(team, again)
    assert len(await team.rows(inbound_texts)) == 1
    await apply_texts(team)
    shown = await team.outbox()
    await keep_texts(team, again)
    assert await apply_texts(team) == 1
    assert await bodies(team) == ["Hi"]
    assert await team.outbox() == shown


async def test_all_that_is_known_of_it_survives_the_wait(team: Team) -> None:
    media = (Media("https://api.example/1", "image/png"),)
    came = inbound("Look \x00\ud800 ☎", "SM1", channel=Channel.MMS, media=media, profile_name="Ann\x00")
    await keep_texts(team, came)
    team.clock.advance(minutes=7)
    await apply_texts(team)
    message = await team.message()
    assert (message.body, message.media, message.channel) == ("Look \ufffd\ufffd ☎", media, Channel.MMS)
    assert (message.created_at, message.provider_id) == (came.received_at, "SM1")
    assert [row.name for row in await team.clients()] == ["Ann\ufffd"]


async def test_stop_and_start_take_effect_in_the_order_in_which_they_came(team: Team) -> None:
    await team.meet("Jane Doe")
    await keep_texts(team, inbound("STOP", "SM1"))
    await keep_texts(team, inbound("START", "SM2"))
    await apply_texts(team)
    assert await team.consent() is ConsentState.EXPRESS
    assert [row.state for row in await team.ledger()] == ["withdrawn", "express"]


async def test_nothing_goes_to_whoever_has_written_until_that_is_applied(team: Team) -> None:
    await team.text("To Jane")
    await team.text("To Ann", number=ANN)
    team.clock.advance(minutes=1)
    await keep_texts(team, inbound("STOP", "SM1", answered_by_provider=True))
    await team.send()
    team.clock.advance(seconds=2)
    await team.send()
    assert team.sent == ["To Ann"]
    await apply_texts(team)
    await team.work()
    assert team.sent == ["To Ann"]
    assert (await team.statuses())[0] is Status.REFUSED
    [post] = team.posts(FailurePost)
    assert "opted out" in post.reason


async def test_what_waited_for_a_plain_text_goes_once_that_is_applied(team: Team) -> None:
    await team.text("See you at three")
    team.clock.advance(minutes=1)
    await keep_texts(team, inbound("Half past, please", "SM1"))
    await team.send()
    assert team.sent == []
    sending = team.ctx.store.wakeups._events[Topic.MESSAGES]
    sending.clear()
    await apply_texts(team)
    assert sending.is_set()
    await team.send()
    assert team.sent == ["See you at three"]


async def test_a_batch_is_bounded(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "_AT_ONCE", 2)
    await keep_texts(team, *(inbound(str(each), f"SM{each}") for each in range(3)))
    assert [await apply_texts(team) for _ in range(3)] == [2, 1, 0]
    assert await bodies(team) == ["0", "1", "2"]


async def test_a_crash_before_the_commit_leaves_the_text_and_no_effect(team: Team) -> None:
    await keep_texts(team, inbound("Hi", "SM1"))
    engine = team.ctx.store.writer.sync_engine

    def die(_connection: object) -> None:
        raise SystemExit

    event.listen(engine, "commit", die)
    try:
        with pytest.raises(SystemExit):
            await apply_texts(team)
    finally:
        event.remove(engine, "commit", die)
    assert await team.messages() == []
    assert await apply_texts(team) == 1
    assert await bodies(team) == ["Hi"]


async def test_one_that_fails_holds_back_its_senders_later_texts_and_nobody_elses(
    team: Team, faulty: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    await keep_texts(
        team,
        inbound("First", "SM1"),
        inbound(BAD, "SM2"),
        inbound("Ann", "SM3", sender=ANN),
        inbound("Later", "SM4"),
    )
    await apply_texts(team)
    assert await bodies(team) == ["First", "Ann"]
    assert [row.attempts for row in await team.rows(inbound_texts)] == [1, 0]
    assert "Applying a client's text failed." in caplog.messages
    await keep_texts(team, inbound("Much later", "SM5"), inbound("Ann again", "SM6", sender=ANN))
    assert await apply_texts(team) == 1, "Only Ann's: Jane's first is not tried again at once."
    faulty.clear()
    team.clock.advance(seconds=3)
    assert await apply_texts(team) == 3
    assert await bodies(team) == ["First", "Ann", "Ann again", BAD, "Later", "Much later"]


async def test_one_that_fails_for_good_is_kept_and_counted_and_blocks_nothing(
    team: Team, faulty: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    await team.text("Hello")
    await keep_texts(team, inbound(faulty[0], "SM1"), inbound("Later", "SM2"))
    await try_for_good(team)
    await apply_texts(team)
    [row] = await team.rows(inbound_texts)
    assert (row.state, row.last_error, row.data["body"]) == ("dead", "ValueError", BAD)
    waiting = await backlog(team.ctx, team.workspace_id)
    assert (waiting.inbound_texts, waiting.dead) == (0, 1)
    assert "A client's text is set aside for good." in caplog.messages
    assert await bodies(team) == ["Hello", "Later"]
    await team.send()
    assert team.sent == ["Hello"]


async def test_a_row_that_cannot_be_read_is_put_aside(team: Team) -> None:
    await keep_texts(team, inbound("Odd", "SM1"), inbound("Hi", "SM2", sender=ANN))
    [odd, _] = await team.rows(inbound_texts)
    await team.change(inbound_texts, odd.id, data={"odd": True})
    await apply_texts(team)
    assert await bodies(team) == ["Hi"]
    assert [row.last_error for row in await team.rows(inbound_texts)] == ["KeyError"]
    await try_for_good(team)
    assert [row.state for row in await team.rows(inbound_texts)] == ["dead"]


async def test_a_database_that_is_away_is_no_texts_fault(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    await keep_texts(team, inbound("Hi", "SM1"))

    async def away(*_: object) -> None:
        raise ConnectionError("the database is down")

    with monkeypatch.context() as patch:
        patch.setattr("bot.storage.repositories.inbound_texts.InboundTexts.take", away)
        with pytest.raises(ConnectionError):
            await apply_texts(team)
    assert [row.attempts for row in await team.rows(inbound_texts)] == [0]


async def test_several_appliers_at_once_keep_each_clients_order(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "_AT_ONCE", 3)
    for index in range(30):
        await keep_texts(team, inbound(str(index), f"SM{index}", sender=(JANE, ANN)[index % 2]))

    async def work() -> None:
        while await team.rows(inbound_texts):
            await apply_texts(team)

    async with asyncio.timeout(60):
        await asyncio.gather(*(work() for _ in range(4)))
    said = [(message.to, int(message.body)) for message in await team.messages()]
    assert len(said) == 30
    for number in (JANE, ANN):
        mine = [each for to, each in said if to == number]
        assert mine == sorted(mine)


async def test_the_wait_before_another_try_grows_to_five_minutes(team: Team, faulty: list[str]) -> None:
    await keep_texts(team, inbound(faulty[0], "SM1"))
    waits = []
    for _ in range(MAX_ATTEMPTS - 1):
        await apply_texts(team)
        [row] = await team.rows(inbound_texts)
        waits.append(row.next_attempt_at - team.clock.now())
        team.clock.advance(minutes=5)
    assert waits[:3] == [timedelta(seconds=seconds) for seconds in (2, 4, 8)]
    assert waits[-1] == timedelta(minutes=5)
