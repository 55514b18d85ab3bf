"""Receipts between the webhook and their effect: kept once, applied once, never lost on the way."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.domain.events import Receipt
from bot.domain.failure import Failure, FailureKind, RecipientFault
from bot.domain.message import Status
from bot.domain.thread import FailurePost, OfferKind
from bot.flows.outbound import receipts as flow
from bot.flows.outbound.receipts import MAX_ATTEMPTS, apply_kept, keep
from bot.flows.reports.backlog import backlog
from bot.storage.repositories.receipts import read_receipt
from bot.storage.tables import message_events, receipts
from tests.flows.harness import Team, failure

SID = f"SM{1:032d}"
BAD = "SMbad"


def _receipt(status: Status, sid: str = SID, why: Failure | None = None) -> Receipt:
    return Receipt("twilio", sid, status, failure=why)


async def _keep(team: Team, *new: Receipt) -> None:
    await keep(team.ctx, team.workspace_id, new)


async def _apply(team: Team) -> int:
    return await apply_kept(team.ctx, team.workspace_id)


@pytest.fixture
async def sent(team: Team) -> Team:
    """A team whose text the provider has accepted."""
    await team.text("Hello")
    await team.work()
    return team


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Applying a receipt about ``BAD`` fails for as long as this holds it."""
    faults, real = [BAD], flow.apply_receipts

    async def apply(ctx, uow, given):  # type: ignore[no-untyped-def]
        await real(ctx, uow, given)
        if any(receipt.provider_id in faults for receipt in given):
            raise ValueError("a fault of ours")

    monkeypatch.setattr(flow, "apply_receipts", apply)
    return faults


async def test_what_a_kept_receipt_says_of_the_number_is_refused_the_next_time(sent: Team) -> None:
    why = failure(FailureKind.FINAL, code="30006", recipient=RecipientFault.LANDLINE)
    await _keep(sent, _receipt(Status.FAILED, why=why))
    await _apply(sent)
    await sent.reply("And now?")
    await sent.wait(seconds=10)
    assert sent.sent == ["Hello"]
    assert "is a landline" in sent.told[0]


async def test_a_window_that_was_closed_after_all_is_told_with_the_way_out(sent: Team) -> None:
    await _keep(sent, _receipt(Status.FAILED, why=failure(FailureKind.FINAL, needs_template=True)))
    await _apply(sent)
    await sent.work()
    [post] = sent.posts(FailurePost)
    assert [offer.kind for offer in post.offers] == [OfferKind.USE_TEMPLATE, OfferKind.SEND_AS_SMS]


async def test_what_is_kept_waits_and_is_applied_once(sent: Team) -> None:
    await _keep(sent, _receipt(Status.DELIVERED))
    assert (await sent.message()).status is Status.ACCEPTED
    assert (await backlog(sent.ctx, sent.workspace_id)).receipts == 1
    assert await _apply(sent) == 1
    message = await sent.message()
    assert message.status is Status.DELIVERED
    assert await _apply(sent) == 0
    assert await sent.rows(receipts) == []
    assert (await sent.log(message.id))[-1] == ("delivered", True)


async def test_a_duplicate_that_waits_is_one_row_and_a_late_one_changes_nothing(sent: Team) -> None:
    again = _receipt(Status.DELIVERED)
    await _keep(sent, again, again)
    await _keep(sent, again)
    assert len(await sent.rows(receipts)) == 1
    await _apply(sent)
    logged = await sent.rows(message_events)
    await _keep(sent, again)
    assert await _apply(sent) == 1
    assert await sent.rows(message_events) == logged


async def test_they_are_applied_in_the_order_of_their_arrival(sent: Team) -> None:
    for status in (Status.SENT, Status.DELIVERED, Status.READ):
        await _keep(sent, _receipt(status))
    assert await _apply(sent) == 3
    log = await sent.log((await sent.message()).id)
    assert log[-3:] == [("sent", True), ("delivered", True), ("read", True)]


async def test_a_batch_is_bounded(sent: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "_AT_ONCE", 2)
    await _keep(sent, *(_receipt(status) for status in (Status.SENT, Status.DELIVERED, Status.READ)))
    assert [await _apply(sent) for _ in range(3)] == [2, 1, 0]
    assert (await sent.message()).status is Status.READ


async def test_a_failure_is_told_as_it_was_when_it_came(sent: Team) -> None:
    why = failure(FailureKind.FINAL, help="Call them.", code="30006")
    await _keep(sent, _receipt(Status.FAILED, why=why))
    await _apply(sent)
    await sent.work()
    [post] = sent.posts(FailurePost)
    assert (f"{post.reason} {post.help}", post.code) == ("It was final. Call them.", "30006")


async def test_a_stored_receipt_reads_back_whole(sent: Team) -> None:
    why = Failure(FailureKind.WAIT, "Later.", "Wait.", "30", timedelta(minutes=5))
    whole = Receipt("twilio", SID, Status.FAILED, "M1", why)
    await _keep(sent, whole)
    [row] = await sent.rows(receipts)
    assert read_receipt(json.loads(json.dumps(row.data))) == whole


async def test_a_crash_before_the_commit_leaves_the_receipt_and_no_effect(sent: Team) -> None:
    await _keep(sent, _receipt(Status.DELIVERED))
    engine = sent.ctx.store.writer.sync_engine

    def die(_connection: object) -> None:
        raise SystemExit

    event.listen(engine, "commit", die)
    try:
        with pytest.raises(SystemExit):
            await _apply(sent)
    finally:
        event.remove(engine, "commit", die)
    assert (await sent.message()).status is Status.ACCEPTED
    assert await _apply(sent) == 1
    assert (await sent.message()).status is Status.DELIVERED


async def test_one_that_fails_does_not_hold_up_the_others(
    sent: Team, faulty: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    await _keep(sent, _receipt(Status.SENT), _receipt(Status.SENT, BAD), _receipt(Status.DELIVERED))
    await _apply(sent)
    assert (await sent.message()).status is Status.DELIVERED
    assert [row.attempts for row in await sent.rows(receipts)] == [1]
    assert "Applying a delivery receipt failed." in caplog.messages
    assert await _apply(sent) == 0, "It is not tried again at once."
    faulty.clear()
    sent.clock.advance(seconds=3)
    assert await _apply(sent) == 1
    assert await sent.rows(receipts) == []


async def test_one_that_fails_for_good_is_kept_and_counted(sent: Team, faulty: list[str]) -> None:
    await _keep(sent, _receipt(Status.SENT, faulty[0]))
    for _ in range(MAX_ATTEMPTS):
        assert await _apply(sent) == 1
        sent.clock.advance(minutes=5)
    assert await _apply(sent) == 0
    [row] = await sent.rows(receipts)
    assert (row.state, row.last_error, row.data["provider_id"]) == ("dead", "ValueError", BAD)
    waiting = await backlog(sent.ctx, sent.workspace_id)
    assert (waiting.receipts, waiting.dead) == (0, 1)


async def test_a_row_that_cannot_be_read_is_put_aside(sent: Team) -> None:
    await _keep(sent, _receipt(Status.SENT, BAD), _receipt(Status.SENT))
    [bad, _] = await sent.rows(receipts)
    await sent.change(receipts, bad.id, data={"odd": True})
    await _apply(sent)
    assert (await sent.message()).status is Status.SENT
    assert [row.last_error for row in await sent.rows(receipts)] == ["KeyError"]


async def test_a_database_that_is_away_is_no_receipts_fault(
    sent: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _keep(sent, _receipt(Status.SENT))

    async def away(*_: object) -> None:
        raise ConnectionError("the database is down")

    with monkeypatch.context() as patch:
        patch.setattr("bot.storage.repositories.receipts.Receipts.take", away)
        with pytest.raises(ConnectionError):
            await _apply(sent)
    assert [row.attempts for row in await sent.rows(receipts)] == [0]
