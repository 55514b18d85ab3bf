"""*Retry* on a Slack message: the same as the button, or why it cannot help."""

from datetime import timedelta

import pytest

from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.flows.outbound.retry import GONE, SENDING, TWICE
from bot.flows.outbound.retry_there import NOT_A_TEXT, retry_there
from bot.flows.team.permissions import NotAllowed
from bot.storage.tables import messages
from tests.flows.harness import Team, failure
from tests.support.world import CLOCK_START, INBOX, inbound

TS = "9.1"
NOBODY = "0" * 26


@pytest.fixture
async def failed(team: Team) -> Team:
    """A team in a thread, with a reply that failed by the account's fault."""
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    team.provider.answers = [failure(FailureKind.ACCOUNT)]
    await team.reply("Hello", TS)
    await team.wait(minutes=1)
    assert (await team.statuses())[-1] is Status.FAILED
    return team


async def again(team: Team, ts: str = TS, message_id: str = "", user: str = "U1") -> str:
    return await retry_there(team.ctx, team.workspace_id, INBOX, ts, user, message_id)


async def test_on_the_message_itself_it_is_sent_again(failed: Team) -> None:
    assert await again(failed) == SENDING
    await failed.work()
    assert failed.sent == ["Hello", "Hello"]


async def test_on_the_post_that_tells_of_it_as_well_and_once(failed: Team) -> None:
    message_id = (await failed.messages())[-1].id
    assert await again(failed, "1.5", message_id) == SENDING
    assert await again(failed, "1.5", message_id) == TWICE


async def test_what_was_sent_again_is_judged_by_its_newest_try(failed: Team) -> None:
    await again(failed)
    await failed.work()
    assert await again(failed) == "This has not failed: it is on its way."


async def test_a_permanent_failure_says_why_not(failed: Team) -> None:
    failed.provider.answers = [failure(FailureKind.FINAL)]
    await failed.reply("Hello again", "9.2")
    await failed.wait(minutes=1)
    assert (await again(failed, "9.2")).startswith("Sending this again cannot help. It was final.")


async def test_what_the_gate_has_refused_says_why_not(failed: Team) -> None:
    await failed.text("See you", send_at=CLOCK_START + timedelta(hours=2))
    await failed.opt_out()
    await failed.wait(hours=2)
    said = await again(failed, str((await failed.messages())[-1].slack_ts))
    assert said.startswith("This was not sent, and the same would happen again.")
    assert "opted out" in said


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.FAILED, Status.REFUSED, Status.RECEIVED}))
async def test_what_has_not_failed_is_not_sent_again(failed: Team, status: Status) -> None:
    await failed.change(messages, (await failed.messages())[-1].id, status=status.value)
    before = len(await failed.messages())
    said = await again(failed)
    assert said not in {SENDING, NOT_A_TEXT, GONE}
    assert len(await failed.messages()) == before


async def test_what_is_no_text_of_ours(failed: Team) -> None:
    assert await again(failed, "9.7") == await again(failed, "9.7", NOBODY) == NOT_A_TEXT


async def test_who_may_not_send_may_not_send_again(failed: Team) -> None:
    await failed.decide(default_role=Role.VIEWER)
    with pytest.raises(NotAllowed, match="You cannot write to clients"):
        await again(failed)
