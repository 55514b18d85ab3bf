"""Delivery receipts: early, late, twice, out of order, about others' messages."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from bot.domain.consent import ConsentState
from bot.domain.events import Receipt
from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Status
from bot.domain.thread import FailurePost, Mark, SystemPost
from tests.flows.harness import Team, failure
from tests.support.world import RememberingProvider

SID = f"SM{1:032d}"


def _receipt(
    status: Status, *, sid: str = SID, message_id: str | None = None, why: Failure | None = None
) -> Receipt:
    return Receipt("twilio", sid, status, message_id, why)


@pytest.fixture
async def sent(team: Team) -> Team:
    """A team whose text the provider has accepted."""
    await team.text("Hello")
    await team.work()
    return team


async def test_receipts_move_a_message_and_its_mark_follows(sent: Team) -> None:
    for status in (Status.SENT, Status.DELIVERED, Status.READ):
        await sent.receipts(_receipt(status))
        await sent.work()
    message = await sent.message()
    assert message.status is Status.READ
    assert message.slack_ts
    assert sent.marks(message.slack_ts)[-3:] == [Mark.SENT, Mark.DELIVERED, Mark.READ]


@pytest.mark.parametrize("order", list(permutations([Status.SENT, Status.DELIVERED, Status.READ])))
@pytest.mark.parametrize("batched", [True, False])
async def test_in_any_order_the_furthest_status_wins(
    sent: Team, order: tuple[Status, ...], batched: bool
) -> None:
    receipts = [_receipt(status) for status in order]
    for batch in [receipts] if batched else [[each] for each in receipts]:
        await sent.receipts(*batch)
    assert (await sent.message()).status is Status.READ


async def test_a_receipt_twice_is_one_line_in_the_log(sent: Team) -> None:
    await sent.receipts(_receipt(Status.DELIVERED), _receipt(Status.DELIVERED))
    await sent.receipts(_receipt(Status.DELIVERED))
    message = await sent.message()
    assert [line for line in await sent.log(message.id) if line[0] == "delivered"] == [("delivered", True)]


async def test_a_step_back_is_logged_and_moves_nothing(sent: Team) -> None:
    await sent.receipts(_receipt(Status.DELIVERED))
    await sent.receipts(_receipt(Status.SENT), _receipt(Status.FAILED, why=failure(FailureKind.FINAL)))
    await sent.work()
    message = await sent.message()
    assert message.status is Status.DELIVERED
    assert (await sent.log(message.id))[-2:] == [("sent", False), ("failed", False)]
    assert sent.posts(FailurePost) == []


async def test_a_receipt_before_the_answer_to_the_call_keeps_its_say(team: Team) -> None:
    message_id = await team.text("Hello")

    class Early(RememberingProvider):
        async def send(self, message):  # type: ignore[no-untyped-def]
            await team.receipts(_receipt(Status.DELIVERED, message_id=message.id))
            return await super().send(message)

    team.provider = Early()
    await team.work()
    message = await team.message(message_id)
    assert (message.status, message.provider_id) == (Status.DELIVERED, SID)


@pytest.mark.parametrize("kind", [FailureKind.AMBIGUOUS, FailureKind.RETRY])
async def test_a_receipt_proves_a_send_whose_answer_said_otherwise(team: Team, kind: FailureKind) -> None:
    team.provider.answers = [failure(kind)]
    message_id = await team.text("Hello")
    await team.work()
    await team.receipts(_receipt(Status.SENT, message_id=message_id))
    await team.wait(hours=1)
    await team.settle_doubts()
    assert (await team.message()).status is Status.SENT
    assert team.sent == ["Hello"]


async def test_a_receipt_for_a_message_that_never_left_changes_nothing(team: Team) -> None:
    message_id = await team.text("Hello")
    await team.receipts(_receipt(Status.DELIVERED, message_id=message_id))
    assert (await team.message()).status is Status.QUEUED


async def test_a_receipt_about_nobodys_message_is_passed_over(sent: Team) -> None:
    await sent.receipts(
        _receipt(Status.DELIVERED, sid="SMforeign"), _receipt(Status.READ, message_id="0" * 26)
    )
    assert (await sent.message()).status is Status.ACCEPTED


async def test_a_receipt_of_another_send_of_the_same_message_does_not_move_it(sent: Team) -> None:
    message = await sent.message()
    why = failure(FailureKind.FINAL)
    await sent.receipts(_receipt(Status.FAILED, sid="SMother", message_id=message.id, why=why))
    after = await sent.message()
    assert (after.status, after.provider_id) == (Status.ACCEPTED, SID)
    assert (await sent.log(message.id))[-1] == ("failed", False)


async def test_a_failed_delivery_is_explained_in_the_thread(sent: Team) -> None:
    why = failure(FailureKind.FINAL, help="Call them.", code="30006")
    await sent.receipts(_receipt(Status.FAILED, why=why), _receipt(Status.FAILED, why=why))
    await sent.work()
    [post] = sent.posts(FailurePost)
    assert f"{post.reason} {post.help}".strip() == "It was final. Call them."
    assert (post.code, post.can_retry) == ("30006", False)


async def test_a_failure_without_a_reason_is_told_all_the_same(sent: Team) -> None:
    await sent.receipts(_receipt(Status.FAILED))
    await sent.work()
    assert [post.reason for post in sent.posts(FailurePost)] == ["The message did not go."]


async def test_an_opt_out_told_by_a_receipt_suppresses_the_address(sent: Team) -> None:
    await sent.receipts(_receipt(Status.FAILED, why=failure(FailureKind.OPTED_OUT, code="21610")))
    assert await sent.consent() is ConsentState.WITHDRAWN


async def _unreachable(team: Team, number: int = 1) -> None:
    why = failure(FailureKind.RETRY_ONCE, code="30003")
    await team.receipts(_receipt(Status.FAILED, sid=f"SM{number:032d}", why=why))


async def test_an_unreachable_phone_is_tried_once_more_and_only_once(sent: Team) -> None:
    await _unreachable(sent)
    await _unreachable(sent)
    await sent.wait(minutes=4)
    assert sent.sent == ["Hello"]
    assert [post.text for post in sent.posts(SystemPost)] == ["It was retry_once. Trying once more in 5 min."]
    assert sent.posts(FailurePost) == []
    await sent.wait(minutes=2)
    await _unreachable(sent, 2)
    await sent.wait(hours=1)
    assert sent.sent == ["Hello", "Hello"]
    [told] = sent.posts(FailurePost)
    assert (told.code, told.can_retry) == ("30003", True)


@pytest.mark.parametrize(
    ("kind", "wait", "told"),
    [
        (FailureKind.RETRY, None, "It was retry. Trying once more in 5 min."),
        (FailureKind.RETRY, timedelta(minutes=30), "It was retry. Trying once more in 30 min."),
        (FailureKind.WAIT, timedelta(hours=1.9), "It was wait. Trying once more in about 2 hours."),
    ],
)
async def test_what_the_carrier_took_and_then_had_no_time_for_is_tried_once_more(
    sent: Team, kind: FailureKind, wait: timedelta | None, told: str
) -> None:
    why = replace(failure(kind, code="30022"), retry_after=wait)
    await sent.receipts(_receipt(Status.FAILED, why=why))
    await sent.work()
    assert ([post.text for post in sent.posts(SystemPost)], sent.posts(FailurePost)) == ([told], [])
    await sent.wait(minutes=4)
    assert sent.sent == ["Hello"]
    await sent.wait(hours=2)
    assert sent.sent == ["Hello", "Hello"]
    await sent.receipts(_receipt(Status.FAILED, sid=f"SM{2:032d}", why=why))
    await sent.wait(hours=3)
    assert sent.sent == ["Hello", "Hello"]
    [post] = sent.posts(FailurePost)
    assert (post.code, post.can_retry) == ("30022", True)


async def test_a_delivered_message_is_not_tried_again_for_a_late_failure_beside_it(sent: Team) -> None:
    why = failure(FailureKind.RETRY_ONCE)
    await sent.receipts(_receipt(Status.DELIVERED), _receipt(Status.FAILED, why=why))
    await sent.wait(hours=1)
    assert sent.sent == ["Hello"]
    assert await sent.statuses() == [Status.DELIVERED]


async def test_a_second_try_that_may_not_go_is_told_as_the_failure_it_is(sent: Team) -> None:
    await sent.opt_out()
    await _unreachable(sent)
    await sent.wait(hours=1)
    assert sent.sent == ["Hello"]
    assert [post.code for post in sent.posts(FailurePost)] == ["30003"]
    assert sent.posts(SystemPost) == []


async def test_a_second_try_without_a_sender_is_told_and_the_receipt_is_kept(sent: Team) -> None:
    mute = sent.with_context(senders=())
    await _unreachable(mute)
    await mute.work()
    assert (await mute.message()).status is Status.FAILED
    assert [post.code for post in mute.posts(FailurePost)] == ["30003"]


async def test_a_call_answered_with_unreachable_is_tried_once_more_too(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.RETRY_ONCE), failure(FailureKind.RETRY_ONCE)]
    await team.text("Hello")
    await team.work()
    await team.wait(minutes=6)
    await team.wait(hours=1)
    assert team.sent == ["Hello", "Hello"]
    assert await team.statuses() == [Status.FAILED, Status.FAILED]
    assert len(team.posts(FailurePost)) == 1
