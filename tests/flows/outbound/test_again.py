"""*Retry*, *It arrived* and *Send again*: each does its one thing once, however often it is pressed."""

import pytest

from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.thread import Mark
from bot.flows.outbound.retry import GONE, TWICE, retry
from bot.flows.outbound.unconfirmed import it_arrived, send_again
from bot.flows.team.permissions import NotAllowed
from bot.storage.repositories.roles import Grant
from bot.storage.tables import messages
from tests.flows.harness import Team, failure

NOBODY = "0" * 26


@pytest.fixture
async def failed(team: Team) -> Team:
    """A team with a text that failed by the account's fault."""
    team.provider.answers = [failure(FailureKind.ACCOUNT)]
    await team.text("Hello")
    await team.work()
    return team


@pytest.fixture
async def unconfirmed(team: Team) -> Team:
    """A team with a text that nobody can vouch for."""
    team.provider.answers = [failure(FailureKind.AMBIGUOUS)]
    await team.text("Hello")
    await team.work()
    for _ in range(6):
        team.clock.advance(seconds=31)
        await team.settle_doubts()
    await team.work()
    assert await team.statuses() == [Status.UNCONFIRMED]
    return team


async def _retry(team: Team, user: str = "U1") -> str:
    return await retry(team.ctx, team.workspace_id, (await team.messages())[0].id, user)


async def _arrived(team: Team) -> str:
    return await it_arrived(team.ctx, team.workspace_id, (await team.messages())[0].id, "U2")


async def _again(team: Team) -> str:
    return await send_again(team.ctx, team.workspace_id, (await team.messages())[0].id, "U2")


async def test_a_failed_text_is_sent_again_and_its_mark_follows(failed: Team) -> None:
    assert await _retry(failed) == "Sending it again now."
    await failed.work()
    first, second = await failed.messages()
    assert (first.status, second.status, second.retry_of) == (Status.FAILED, Status.ACCEPTED, first.id)
    assert failed.sent == ["Hello", "Hello"]
    assert second.slack_ts == first.slack_ts
    assert failed.marks(str(first.slack_ts))[-1] is Mark.QUEUED


async def test_retry_pressed_twice_sends_once(failed: Team) -> None:
    await _retry(failed)
    assert await _retry(failed, "U2") == TWICE
    await failed.work()
    assert await _retry(failed) == TWICE
    assert failed.sent == ["Hello", "Hello"]


@pytest.mark.parametrize("kind", [FailureKind.FINAL, FailureKind.OPTED_OUT])
async def test_what_would_fail_for_ever_is_not_sent_again(team: Team, kind: FailureKind) -> None:
    team.provider.answers = [failure(kind)]
    await team.text("Hello")
    await team.work()
    assert "cannot help" in await _retry(team)
    await team.work()
    assert team.sent == ["Hello"]


async def test_what_has_not_failed_is_not_sent_again(team: Team) -> None:
    await team.text("Hello")
    assert "cannot help" in await _retry(team)


async def test_a_retry_after_an_opt_out_is_refused(failed: Team) -> None:
    await failed.opt_out()
    assert (await _retry(failed)).startswith("Not sent. Jane Doe opted out of SMS.")
    await failed.work()
    assert failed.sent == ["Hello"]


@pytest.mark.parametrize("press", [_retry, _arrived, _again])
async def test_a_button_on_a_message_that_is_gone_says_so(team: Team, press) -> None:  # type: ignore[no-untyped-def]
    function = {_retry: retry, _arrived: it_arrived, _again: send_again}[press]
    assert await function(team.ctx, team.workspace_id, NOBODY, "U1") == GONE


async def test_without_a_sender_nothing_is_sent_again(failed: Team) -> None:
    answer = await _retry(failed.with_context(senders=()))
    assert answer == "Not sent. No SMS sender is set up. Ask an admin to connect one."


async def test_a_persons_word_that_it_arrived_settles_it(unconfirmed: Team) -> None:
    assert await _arrived(unconfirmed) == "Noted as delivered."
    await unconfirmed.work()
    message = await unconfirmed.message()
    assert message.status is Status.DELIVERED
    assert unconfirmed.marks(str(message.slack_ts))[-1] is Mark.DELIVERED
    assert "settled meanwhile" in await _arrived(unconfirmed)
    assert "settled meanwhile" in await _again(unconfirmed)
    assert unconfirmed.sent == ["Hello"]


async def test_a_person_has_it_sent_again_once(unconfirmed: Team) -> None:
    assert await _again(unconfirmed) == "Sending it again now."
    assert await _again(unconfirmed) == TWICE
    await unconfirmed.work()
    assert await _again(unconfirmed) == TWICE
    assert unconfirmed.sent == ["Hello", "Hello"]


async def test_the_first_one_can_still_be_said_to_have_arrived_after_it_was_sent_again(
    unconfirmed: Team,
) -> None:
    await _again(unconfirmed)
    assert await _arrived(unconfirmed) == "Noted as delivered."
    assert (await unconfirmed.statuses())[0] is Status.DELIVERED


async def test_sending_again_after_an_opt_out_is_refused(unconfirmed: Team) -> None:
    await unconfirmed.opt_out()
    assert (await _again(unconfirmed)).startswith("Not sent. Jane Doe opted out")


async def test_sending_again_without_a_sender_says_so(unconfirmed: Team) -> None:
    assert (await _again(unconfirmed.with_context(senders=()))).startswith("Not sent. No SMS sender")


async def test_a_client_who_is_gone_is_not_sent_anything(failed: Team) -> None:
    message = await failed.message()
    async with failed.ctx.store.write(failed.workspace_id) as uow:
        await uow.connection.execute(messages.delete())
    assert await retry(failed.ctx, failed.workspace_id, message.id, "U1") == GONE


async def _make_viewer(team: Team, user: str) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.roles.grant(Grant(user, Role.VIEWER, None, team.clock.now()))


async def test_who_may_not_write_to_clients_may_not_retry(failed: Team) -> None:
    await _make_viewer(failed, "U2")
    with pytest.raises(NotAllowed, match="You cannot write to clients"):
        await _retry(failed, "U2")
    assert len(await failed.messages()) == 1


async def test_who_may_not_write_to_clients_may_not_send_again(unconfirmed: Team) -> None:
    await _make_viewer(unconfirmed, "U2")
    with pytest.raises(NotAllowed, match="You cannot write to clients"):
        await _again(unconfirmed)
    assert await unconfirmed.statuses() == [Status.UNCONFIRMED]
