"""Every answer a provider can give, and the journey of the message after it."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState, DncSource
from bot.domain.failure import FailureKind, RecipientFault
from bot.domain.message import Status
from bot.domain.thread import FailurePost, Mark, SystemPost
from bot.flows.outbound.dispatch import call, claim_due
from bot.flows.outbound.outcome import MAX_ATTEMPTS, backoff
from bot.flows.outbound.record import record_attempts
from bot.ports import Accepted, Outgoing, SendResult
from tests.flows.harness import ADDED, JANE, Team, failure
from tests.support.world import OUR_SMS, inbound


class BrokenProvider:
    """Breaks off in the middle of a call."""

    name = "twilio"

    async def send(self, message: Outgoing) -> SendResult:
        """A fault."""
        raise RuntimeError(f"no way to send {message.id}")


async def test_an_accepted_message_is_known_by_the_providers_id(team: Team) -> None:
    message_id = await team.text("Hello")
    await team.work()
    message = await team.message(message_id)
    assert (message.status, message.provider_id, message.lease_owner) == (
        Status.ACCEPTED,
        f"SM{1:032d}",
        None,
    )
    [asked] = team.provider.sent
    assert (asked.id, asked.sender, asked.to, asked.body) == (message_id, OUR_SMS, JANE, "Hello" + ADDED)


async def test_a_retry_waits_as_long_as_the_provider_asks(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.RETRY, retry_after=timedelta(seconds=40))]
    await team.text("Hello")
    await team.send()
    assert await team.statuses() == [Status.QUEUED]
    team.clock.advance(seconds=39)
    assert await team.send() == 0
    team.clock.advance(seconds=2)
    assert await team.send() == 1
    assert await team.statuses() == [Status.ACCEPTED]


async def test_without_a_word_from_the_provider_a_retry_waits_longer_each_time(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.RETRY)] * 3
    await team.text("Hello")
    for wait in (2, 4, 8):
        assert await team.send() == 1
        team.clock.advance(seconds=wait - 0.5)
        assert await team.send() == 0
        team.clock.advance(seconds=1)
    assert await team.send() == 1
    assert len(team.sent) == 4


def test_the_wait_between_tries_grows_to_a_quarter_of_an_hour() -> None:
    waits = [backoff(attempts) for attempts in range(1, 40)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=2), timedelta(minutes=15))


@pytest.mark.parametrize("kind", [FailureKind.RETRY, FailureKind.WAIT])
async def test_after_the_last_attempt_a_person_is_told_and_may_retry(team: Team, kind: FailureKind) -> None:
    team.provider.answers = [failure(kind, help="Try later.", code="20429")] * MAX_ATTEMPTS
    message_id = await team.text("Hello")
    for _ in range(MAX_ATTEMPTS + 3):
        await team.wait(minutes=16)
    assert len(team.sent) == MAX_ATTEMPTS
    message = await team.message(message_id)
    assert (message.status, message.can_retry, message.error_code) == (Status.FAILED, True, "20429")
    [post] = team.posts(FailurePost)
    assert (post.message_id, post.user, post.can_retry, post.code) == (message_id, "U1", True, "20429")
    assert post.reason.startswith(f"It was {kind.value}.")


async def test_what_must_wait_goes_when_it_may_and_the_thread_says_so_once(team: Team) -> None:
    wait = failure(FailureKind.WAIT, retry_after=timedelta(hours=2))
    team.provider.answers = [wait, wait]
    await team.text("Hello")
    await team.work()
    await team.wait(hours=1)
    assert len(team.sent) == 1
    await team.wait(hours=1, seconds=1)
    await team.wait(hours=2, seconds=1)
    assert len(team.sent) == 3
    assert await team.statuses() == [Status.ACCEPTED]
    assert [post.text for post in team.posts(SystemPost)] == [
        "A text is held back for now: It was wait. It goes by itself as soon as it may."
    ]


@pytest.mark.parametrize(
    ("kind", "can_retry"),
    [(FailureKind.FINAL, False), (FailureKind.ACCOUNT, True), (FailureKind.OPTED_OUT, False)],
)
async def test_a_failure_that_is_final_is_explained_in_the_thread(
    team: Team, kind: FailureKind, can_retry: bool
) -> None:
    team.provider.answers = [failure(kind, help="Ask an admin.", code="1")]
    message_id = await team.text("Hello " + "x" * 200)
    await team.work()
    await team.wait(hours=1)
    assert len(team.sent) == 1
    message = await team.message(message_id)
    assert (message.status, message.can_retry) == (Status.FAILED, can_retry)
    [post] = team.posts(FailurePost)
    assert f"{post.reason} {post.help}".strip() == f"It was {kind.value}. Ask an admin."
    assert (post.code, post.can_retry) == ("1", can_retry)
    assert (len(post.excerpt), post.excerpt[-1]) == (80, "…")
    assert message.slack_ts
    assert Mark.FAILED in team.marks(message.slack_ts)


async def test_an_opt_out_at_the_provider_suppresses_the_address(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.OPTED_OUT, code="21610")]
    message_id = await team.text("Hello")
    await team.work()
    assert await team.consent() is ConsentState.WITHDRAWN
    [entry] = await team.ledger()
    assert (entry.source, entry.evidence) == ("provider", f"{message_id} 21610")
    assert [(each.channel, each.source) for each in await team.listed()] == [
        (Channel.SMS, DncSource.PROVIDER)
    ]
    await team.reply("Are you there?")
    await team.wait(seconds=6)
    assert team.sent == ["Hello"]


async def test_what_the_provider_says_of_a_number_is_refused_before_it_costs_again(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.FINAL, code="21614", recipient=RecipientFault.LANDLINE)]
    await team.text("Hello")
    await team.work()
    await team.reply("Are you there?")
    await team.wait(seconds=6)
    assert team.sent == ["Hello"]
    assert "is a landline" in team.told[0]
    assert "WhatsApp" in team.told[0]


async def test_a_text_from_the_number_proves_the_provider_wrong(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.FINAL, code="30005", recipient=RecipientFault.NOT_IN_USE)]
    await team.text("Hello")
    await team.work()
    await team.hear(inbound("I have this number now", "SM1"))
    await team.reply("Good to know")
    await team.wait(seconds=6)
    assert team.sent == ["Hello", "Good to know"]


async def test_a_fault_of_one_channel_leaves_the_other_open(team: Team) -> None:
    await team.written_to(JANE)
    team.provider.answers = [
        failure(FailureKind.FINAL, code="63003", recipient=RecipientFault.NOT_ON_WHATSAPP)
    ]
    await team.text("By WhatsApp", channel=Channel.WHATSAPP)
    await team.work()
    await team.text("By SMS")
    await team.work()
    assert team.sent == ["By WhatsApp", "By SMS"]


async def test_an_ambiguous_answer_is_looked_up_and_never_resent(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.AMBIGUOUS)]
    await team.text("Hello")
    await team.work()
    assert await team.statuses() == [Status.CHECKING]
    await team.wait(hours=1)
    assert team.sent == ["Hello"]


async def test_a_call_that_breaks_off_is_ambiguous_and_in_the_log(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    await team.text("Hello")
    [claimed] = await claim_due(team.ctx, team.workspace_id, "w", 10)
    attempt = await call(BrokenProvider(), claimed, team.clock.now())  # type: ignore[arg-type]
    await record_attempts(team.ctx, team.workspace_id, [attempt])
    assert await team.statuses() == [Status.CHECKING]
    assert "A call to a provider broke off." in caplog.messages


async def test_a_message_waits_for_an_earlier_one_to_the_same_client(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.RETRY, retry_after=timedelta(seconds=30))]
    await team.text("One")
    await team.text("Two")
    await team.work()
    assert team.sent == ["One"]
    await team.wait(seconds=31)
    assert team.sent == ["One", "One", "Two"]


async def test_one_clients_trouble_does_not_keep_another_waiting(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.RETRY, retry_after=timedelta(seconds=30))]
    await team.text("One")
    await team.text("Other", number="+12025550177")
    await team.work()
    assert team.sent == ["One", "Other"]


async def test_a_senders_texts_go_at_its_pace(team: Team) -> None:
    for index in range(4):
        await team.text(f"{index}", number=f"+1202555016{index}")
    turns: list[datetime] = []
    for worker in ("one", "other") * 20:
        turns += [each.turn for each in await claim_due(team.ctx, team.workspace_id, worker, 64)]
        team.clock.advance(milliseconds=250)
    assert len(turns) == 4
    assert all(later - earlier >= timedelta(seconds=1) for earlier, later in pairwise(turns))


async def test_what_the_gate_refuses_at_fire_time_is_never_called_and_is_told(team: Team) -> None:
    message_id = await team.text("Hello")
    await team.opt_out()
    await team.work()
    assert team.sent == []
    message = await team.message(message_id)
    assert (message.status, message.lease_until) == (Status.REFUSED, None)
    [post] = team.posts(FailurePost)
    assert "opted out of SMS" in post.reason
    assert (await team.log(message_id))[-1] == ("refused", True)


async def test_a_failure_recorded_twice_does_not_disturb_the_next_try(team: Team) -> None:
    await team.text("Hello")
    team.provider.answers = [failure(FailureKind.RETRY)]
    [claimed] = await claim_due(team.ctx, team.workspace_id, "w", 10)
    first = await call(team.provider, claimed, team.clock.now())  # type: ignore[arg-type]
    await record_attempts(team.ctx, team.workspace_id, [first])
    team.clock.advance(seconds=5)
    assert len(await claim_due(team.ctx, team.workspace_id, "w", 10)) == 1
    # The first write was committed, but its answer was lost, so it is written again.
    await record_attempts(team.ctx, team.workspace_id, [first])
    assert await team.statuses() == [Status.SENDING]


async def test_an_answer_that_comes_after_the_lease_was_lost_still_counts(team: Team) -> None:
    await team.text("Hello")
    [claimed] = await claim_due(team.ctx, team.workspace_id, "slow", 10)
    team.clock.advance(seconds=61)
    await team.settle_doubts()
    assert await team.statuses() == [Status.CHECKING]
    attempt = await call(team.provider, claimed, team.clock.now())  # type: ignore[arg-type]
    assert isinstance(attempt.result, Accepted)
    await record_attempts(team.ctx, team.workspace_id, [attempt])
    assert await team.statuses() == [Status.ACCEPTED]


async def test_an_attempt_on_a_message_that_is_gone_is_passed_over(team: Team) -> None:
    await team.text("Hello")
    [claimed] = await claim_due(team.ctx, team.workspace_id, "w", 10)
    attempt = await call(team.provider, claimed, team.clock.now())  # type: ignore[arg-type]
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.connection.exec_driver_sql("DELETE FROM messages")
    await record_attempts(team.ctx, team.workspace_id, [attempt])
    assert await team.messages() == []
