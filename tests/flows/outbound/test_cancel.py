"""*Cancel it*: a text that waits is taken back, and whatever else is true is said."""

import pytest

from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.thread import Mark
from bot.flows.outbound.cancel import NEVER_WENT, NOT_YOURS, TAKEN_BACK, TOO_LATE, TWICE, cancel
from bot.flows.outbound.retry import GONE
from bot.storage.tables import messages
from tests.flows.harness import Team


@pytest.fixture
async def held(team: Team) -> Team:
    """A team with a text by U1 that waits for the morning."""
    team.clock.advance(hours=12)
    await team.text("See you")
    await team.work()
    return team


async def _cancel(team: Team, user: str = "U1") -> str:
    return await cancel(team.ctx, team.workspace_id, (await team.message()).id, user)


async def test_it_never_goes_and_is_marked_and_in_the_audit(held: Team) -> None:
    assert await _cancel(held) == TAKEN_BACK
    await held.wait(hours=11)
    message = await held.message()
    assert (held.sent, message.status) == ([], Status.CANCELED)
    assert held.marks(str(message.slack_ts))[-1] is Mark.CANCELED
    [card] = held.slack.roots.values()
    assert card.next_text is None
    [deed] = await held.audit("taken_back")
    assert (deed.actor, deed.message_id) == ("U1", message.id)


async def test_pressed_twice_it_says_so(held: Team) -> None:
    await _cancel(held)
    assert await _cancel(held) == TWICE
    assert len(await held.audit("taken_back")) == 1


async def test_somebody_else_needs_to_be_a_manager(held: Team) -> None:
    assert await _cancel(held, "U2") == NOT_YOURS
    await held.promote("U2", Role.MANAGER)
    assert await _cancel(held, "U2") == TAKEN_BACK


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.SENDING, TOO_LATE),
        (Status.DELIVERED, TOO_LATE),
        (Status.UNCONFIRMED, TOO_LATE),
        (Status.REFUSED, NEVER_WENT),
        (Status.FAILED, NEVER_WENT),
    ],
)
async def test_what_does_not_wait_any_more_is_told_as_it_is(held: Team, status: Status, said: str) -> None:
    await held.change(messages, (await held.message()).id, status=status.value)
    assert await _cancel(held) == said
    assert (await held.message()).status is status


async def test_a_message_that_is_gone(team: Team) -> None:
    assert await cancel(team.ctx, team.workspace_id, "0" * 26, "U1") == GONE
