"""Two processes over one PostgreSQL: what both meet at once has one effect."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.failure import FailureKind
from bot.flows.context import Context
from bot.flows.inbound import kept_texts
from bot.flows.inbound.kept_texts import apply_kept, keep
from bot.flows.inbound.receive import receive
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.dispatch import claim_due
from bot.flows.outbound.retry import TWICE, retry
from bot.storage.store import Store
from bot.storage.tables import conversations, inbound_texts
from tests.flows.harness import JANE, Team, failure
from tests.support.world import CLOCK_START, OUR_SMS, StoppedClock, inbound, make_context

pytestmark = pytest.mark.postgres
ROUNDS = 8


@pytest.fixture
async def both(postgres_url: str) -> AsyncIterator[tuple[Team, Context]]:
    """A team, and another process's context over the same database."""
    one, other = Store(postgres_url), Store(postgres_url)
    clock = StoppedClock(CLOCK_START)
    async with one.workspaces() as workspaces:
        workspace = await workspaces.remember("T0TEST", "Harbor Clinic", "U0BOT", clock.now())
    ctx = make_context(one, clock)
    yield Team(ctx, workspace.id, clock), replace(ctx, store=other)
    await one.close()
    await other.close()


async def test_one_text_delivered_to_both_is_one_message_of_one_client(both: tuple[Team, Context]) -> None:
    team, other = both
    for index in range(ROUNDS):
        text = inbound("Hi", f"SM{index}", sender=f"+1202555011{index}")
        await asyncio.gather(*(receive(ctx, team.workspace_id, [text]) for ctx in (team.ctx, other)))
    assert len(await team.messages()) == ROUNDS
    assert len(await team.clients()) == ROUNDS
    assert len(await team.rows(conversations)) == ROUNDS
    assert len(await team.outbox(kind="inbound")) == ROUNDS


async def test_a_strangers_two_texts_to_two_processes_are_one_lead(both: tuple[Team, Context]) -> None:
    team, other = both
    for index in range(ROUNDS):
        sender = f"+1202555011{index}"
        await asyncio.gather(
            receive(team.ctx, team.workspace_id, [inbound("One", f"SMa{index}", sender=sender)]),
            receive(other, team.workspace_id, [inbound("Two", f"SMb{index}", sender=sender)]),
        )
    assert len(await team.messages()) == 2 * ROUNDS
    assert len(await team.clients()) == ROUNDS
    assert len(await team.rows(conversations)) == ROUNDS


async def test_two_stops_to_two_processes_are_answered_once(both: tuple[Team, Context]) -> None:
    team, other = both
    for index in range(ROUNDS):
        number = f"+1202555011{index}"
        await team.meet("Somebody", number)
        await asyncio.gather(
            receive(team.ctx, team.workspace_id, [inbound("OPT OUT", f"SMa{index}", sender=number)]),
            receive(other, team.workspace_id, [inbound("OPT OUT", f"SMb{index}", sender=number)]),
        )
    assert len(await team.ledger()) == ROUNDS
    await team.work()
    assert len(team.sent) == ROUNDS


async def test_two_workers_apply_a_clients_texts_in_order(
    both: tuple[Team, Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    team, other = both
    monkeypatch.setattr(kept_texts, "_AT_ONCE", 2)
    numbers = [f"+1202555011{index}" for index in range(ROUNDS)]
    for index in range(4 * ROUNDS):
        # A STOP, then a START, then again: in another order the ledger would be another.
        word, number = ("STOP", "START")[index // ROUNDS % 2], numbers[index % ROUNDS]
        text = inbound(word, f"SM{index}", sender=number, answered_by_provider=True)
        await keep(team.ctx, team.workspace_id, [text])

    async def work(ctx: Context) -> None:
        while await team.rows(inbound_texts):
            await apply_kept(ctx, team.workspace_id)

    async with asyncio.timeout(60):
        await asyncio.gather(*(work(ctx) for ctx in (team.ctx, other, team.ctx, other)))
    assert len(await team.messages()) == 4 * ROUNDS
    assert len(await team.ledger()) == 4 * ROUNDS
    for number in numbers:
        assert await team.consent(number) is ConsentState.EXPRESS


async def test_two_people_who_retry_at_once_send_one_message(both: tuple[Team, Context]) -> None:
    team, other = both
    for index in range(ROUNDS):
        team.provider.answers = [failure(FailureKind.ACCOUNT)]
        message_id = await team.text("Hello", number=f"+1202555011{index}")
        await team.work()
        answers = await asyncio.gather(
            retry(team.ctx, team.workspace_id, message_id, "U1"),
            retry(other, team.workspace_id, message_id, "U2"),
        )
        assert sorted(answers) == sorted(["Sending it again now.", TWICE])
        await team.work()
    assert len(team.sent) == 2 * ROUNDS


async def test_one_submission_handed_to_both_is_one_message(both: tuple[Team, Context]) -> None:
    team, other = both
    request = ComposeRequest("view:1", "U1", Channel.SMS, OUR_SMS, "Hello", None, JANE, "Jane Doe")
    answers = await asyncio.gather(*(compose(ctx, team.workspace_id, request) for ctx in (team.ctx, other)))
    assert all(isinstance(answer, Composed) for answer in answers)
    assert answers[0] == answers[1]
    assert len(await team.messages()) == 1


async def test_no_message_is_claimed_by_two_workers(both: tuple[Team, Context]) -> None:
    team, other = both
    numbers = [f"+120255501{index:02d}" for index in range(30)]
    await team.written_to(*numbers)
    for number in numbers:
        await team.text("Hello", number=number, channel=Channel.WHATSAPP)
    claimed: list[str] = []
    for _ in range(60):
        taken = await asyncio.gather(
            claim_due(team.ctx, team.workspace_id, "one", 5), claim_due(other, team.workspace_id, "two", 5)
        )
        claimed += [each.message.id for group in taken for each in group]
        team.clock.advance(milliseconds=50)
    assert len(claimed) == len(set(claimed)) == 30
