"""Sends whose outcome is unknown: looked up, then asked of a person, never repeated blindly."""

from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.events import Receipt
from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.thread import Mark, UnconfirmedPost
from bot.flows.outbound.dispatch import claim_due
from bot.flows.outbound.settle import Doubt, ask, claim_doubts, settle
from bot.ports import Found, LookUp, LookUpFailed, NotFound
from bot.storage.tables import messages
from tests.flows.harness import JANE, Team, failure
from tests.flows.money.till import limit, reports

SID = "SMfound"


@pytest.fixture
async def doubtful(team: Team) -> Team:
    """A team with a text whose answer was lost."""
    team.provider.answers = [failure(FailureKind.AMBIGUOUS)]
    await team.text("Hello")
    await team.work()
    return team


def _found(status: Status, sid: str = SID, **more: object) -> Found:
    return Found(Receipt("twilio", sid, status, **more))  # type: ignore[arg-type]


async def _until_given_up(team: Team) -> None:
    for _ in range(6):
        team.clock.advance(seconds=31)
        await team.settle_doubts()
    await team.work()


async def test_the_receipt_gets_its_time_before_the_provider_is_asked(doubtful: Team) -> None:
    doubtful.clock.advance(seconds=19)
    assert await doubtful.settle_doubts() == 0
    doubtful.clock.advance(seconds=2)
    assert await doubtful.settle_doubts() == 1


async def test_two_workers_do_not_ask_about_the_same_message_at_once(doubtful: Team) -> None:
    doubtful.clock.advance(seconds=21)
    assert len(await claim_doubts(doubtful.ctx, doubtful.workspace_id)) == 1
    assert await claim_doubts(doubtful.ctx, doubtful.workspace_id) == []


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.SENT, Status.DELIVERED, Status.READ])
async def test_what_the_provider_knows_settles_it(doubtful: Team, status: Status) -> None:
    doubtful.provider.found = _found(status)
    doubtful.clock.advance(seconds=21)
    await doubtful.settle_doubts()
    message = await doubtful.message()
    assert (message.status, message.provider_id) == (status, SID)
    await _until_given_up(doubtful)
    assert doubtful.posts(UnconfirmedPost) == []
    assert doubtful.sent == ["Hello"]


@pytest.mark.parametrize(
    ("answer", "looked_up"), [(NotFound(), True), (LookUpFailed("Twilio could not be asked."), False)]
)
async def test_what_nobody_knows_is_asked_of_its_author_once(
    doubtful: Team, answer: LookUp, looked_up: bool
) -> None:
    doubtful.provider.found = answer
    await _until_given_up(doubtful)
    message = await doubtful.message()
    assert message.status is Status.UNCONFIRMED
    [question] = doubtful.posts(UnconfirmedPost)
    assert (question.message_id, question.user, question.excerpt) == (message.id, "U1", "Hello")
    assert question.looked_up is looked_up
    assert message.slack_ts
    assert Mark.UNCONFIRMED in doubtful.marks(message.slack_ts)
    assert doubtful.sent == ["Hello"]


async def test_a_provider_that_keeps_no_list_alarms_nobody(doubtful: Team) -> None:
    await limit(doubtful, "100")
    doubtful.provider.found = LookUpFailed("Only the receipt tells.", keeps_none=True)
    await _until_given_up(doubtful)
    assert len(doubtful.posts(UnconfirmedPost)) == 1
    assert await reports(doubtful) == []


async def test_one_that_does_not_answer_is_reported(doubtful: Team) -> None:
    await limit(doubtful, "100")
    doubtful.provider.found = LookUpFailed("Twilio could not be asked.")
    await _until_given_up(doubtful)
    [notice] = await reports(doubtful)
    assert notice.startswith("Twilio has not answered for some minutes")


async def test_the_provider_is_asked_again_before_a_person_is(doubtful: Team) -> None:
    doubtful.clock.advance(seconds=21)
    await doubtful.settle_doubts()
    assert await doubtful.statuses() == [Status.CHECKING]
    doubtful.provider.found = _found(Status.SENT)
    doubtful.clock.advance(seconds=31)
    await doubtful.settle_doubts()
    assert await doubtful.statuses() == [Status.SENT]


@pytest.mark.parametrize("given_up", [True, False])
async def test_a_receipt_settles_it_before_and_after_a_person_was_asked(
    doubtful: Team, given_up: bool
) -> None:
    if given_up:
        await _until_given_up(doubtful)
    message = await doubtful.message()
    await doubtful.receipts(Receipt("twilio", SID, Status.DELIVERED, message.id))
    await _until_given_up(doubtful)
    assert (await doubtful.message()).status is Status.DELIVERED
    assert doubtful.sent == ["Hello"]


async def test_an_abandoned_call_is_looked_up_not_repeated(team: Team) -> None:
    await team.text("Hello")
    assert len(await claim_due(team.ctx, team.workspace_id, "dies", 10)) == 1
    team.clock.advance(seconds=59)
    await team.settle_doubts()
    assert await team.statuses() == [Status.SENDING]
    team.clock.advance(seconds=2)
    await team.settle_doubts()
    assert await team.statuses() == [Status.CHECKING]
    await _until_given_up(team)
    assert await team.statuses() == [Status.UNCONFIRMED]
    assert team.sent == []


async def test_a_found_message_that_is_another_ones_leaves_the_doubt_to_a_person(doubtful: Team) -> None:
    message = await doubtful.message()
    # An early receipt has named this message by another id, so that what is found cannot be it.
    await doubtful.change(messages, message.id, provider_id="SMreal")
    doubtful.provider.found = _found(Status.DELIVERED, "SMother")
    await _until_given_up(doubtful)
    assert (await doubtful.message()).status is Status.UNCONFIRMED
    assert len(doubtful.posts(UnconfirmedPost)) == 1


async def test_the_look_up_knows_the_ids_that_are_other_messages(doubtful: Team) -> None:
    first = await doubtful.message()
    await doubtful.written_to(JANE)
    await doubtful.text("To the same number, by another way", channel=Channel.WHATSAPP)
    await doubtful.change(messages, first.id, due_at=doubtful.clock.now() + timedelta(days=1))
    await doubtful.work()
    doubtful.clock.advance(seconds=21)
    [doubt] = await claim_doubts(doubtful.ctx, doubtful.workspace_id)
    assert doubt.message.id == first.id
    assert doubt.known == {f"SM{2:032d}", f"hi:{JANE}"}


async def test_a_look_up_that_breaks_off_tells_nothing_and_is_in_the_log(
    doubtful: Team, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        async def look_up(self, *_: object) -> LookUp:
            raise RuntimeError("a fault")

    answer = await ask(Broken(), Doubt(await doubtful.message(), frozenset()))  # type: ignore[arg-type]
    assert isinstance(answer, LookUpFailed)
    assert "Looking a message up failed." in caplog.messages


async def test_a_doubt_settled_meanwhile_is_left_alone(doubtful: Team) -> None:
    message = await doubtful.message()
    await doubtful.receipts(Receipt("twilio", SID, Status.SENT, message.id))
    doubtful.clock.advance(hours=1)
    await settle(doubtful.ctx, doubtful.workspace_id, Doubt(message, frozenset()), NotFound())
    assert (await doubtful.message()).status is Status.SENT
