"""What the provider says of our senders: kept, told when it changes, and heeded by the gate at once."""

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.domain.sender import SenderState, SenderStatus
from bot.flows.team.senders import record_states
from bot.ports import SenderReport
from bot.worker.housekeeping import ask_senders
from tests.flows.harness import Team
from tests.flows.money.till import limit, reports
from tests.support.world import OUR_SMS, OUR_WHATSAPP, RememberingProvider, inbound

READY, UNVERIFIED = SenderStatus.READY, SenderStatus.UNVERIFIED
SUSPENDED, SANDBOX = SenderStatus.SUSPENDED, SenderStatus.SANDBOX


def report(status: SenderStatus, channel: Channel = Channel.SMS) -> SenderReport:
    ours = OUR_WHATSAPP if channel is Channel.WHATSAPP else OUR_SMS
    return SenderReport(channel, ours, SenderState(status, "it is so." if status is not READY else ""))


async def told(team: Team, *statuses: SenderStatus) -> list[str]:
    """The reports of these states, one after the other."""
    for status in statuses:
        await record_states(team.ctx, team.workspace_id, [report(status)])
        team.clock.advance(minutes=15)
    return await reports(team)


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ([READY, READY], []),
        ([SANDBOX], []),
        ([SUSPENDED, SUSPENDED], ["is suspended: it is so."]),
        ([UNVERIFIED, READY], ["is not verified: it is so.", "is verified"]),
        ([READY, SUSPENDED, READY, SUSPENDED], ["is suspended", "no longer suspended", "is suspended"]),
    ],
)
async def test_a_change_is_told_once(team: Team, statuses: list[SenderStatus], words: list[str]) -> None:
    await limit(team, "100")
    said = await told(team, *statuses)
    assert len(said) == len(words)
    for sentence, expected in zip(said, words, strict=True):
        assert sentence.startswith("+1 202-555-0100 (SMS) ")
        assert expected in sentence


async def test_a_text_decided_send_does_not_leave_from_a_number_that_is_suspended_meanwhile(
    team: Team,
) -> None:
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await team.reply("Hello")
    await told(team, SUSPENDED)
    await team.wait(seconds=10)
    assert [m.status for m in await team.messages()] == [Status.RECEIVED, Status.REFUSED]
    assert team.sent == []


async def test_the_sandbox_takes_who_wrote_lately(team: Team) -> None:
    await record_states(team.ctx, team.workspace_id, [report(SANDBOX, Channel.WHATSAPP)])
    await team.hear(inbound("Hi", "SM1", channel=Channel.WHATSAPP))
    await team.work()
    await team.reply("Hello")
    await team.wait(seconds=10)
    assert team.sent == ["Hello"]
    team.clock.advance(hours=73)
    await team.reply("Are you there?", "9.2")
    await team.wait(seconds=10)
    assert team.sent == ["Hello"]
    assert "join" in team.told[-1]


async def test_a_provider_that_does_not_answer_changes_nothing_and_keeps_no_other_waiting(team: Team) -> None:
    class Faulty(RememberingProvider):
        async def sender_states(self):  # type: ignore[no-untyped-def]
            raise RuntimeError("a fault")

    silent = RememberingProvider(states=None)
    speaking = RememberingProvider(states=(report(SUSPENDED),))
    providers = {"faulty": Faulty(), "silent": silent, "twilio": speaking}
    await ask_senders(team.ctx, team.workspace_id, providers)  # type: ignore[arg-type]
    async with team.ctx.store.read(team.workspace_id) as uow:
        known = await uow.sender_states.all()
    assert [each.state.status for each in known.values()] == [SUSPENDED]
