"""*Send anyway*: by whom, for exactly which reasons, once, and what is said when there is nothing to do."""

from datetime import timedelta

import pytest

from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.thread import FailurePost
from bot.flows.outbound.anyway import GONE_ALREADY, NOT_ALLOWED, PUT_OFF, SENT_NOW, send_anyway
from bot.flows.outbound.cancel import TWICE as TAKEN_BACK
from bot.flows.outbound.cancel import cancel
from bot.flows.outbound.retry import GONE, TWICE
from bot.policy.decision import Reason
from bot.storage.tables import messages
from tests.flows.harness import Team, failure
from tests.flows.outbound.doubles import against

WHY = "She asked me to."
DEAR = Reason("budget", "The month's budget is used up.", "Ask an admin.", overridable_by=Role.MANAGER)
NEVER = Reason("spam", "Jane Doe is marked as spam.")


@pytest.fixture
async def held(team: Team) -> Team:
    """A team with a text by U1 that waits for the morning, and a manager U2."""
    team.clock.advance(hours=12)
    await team.text("See you")
    await team.work()
    await team.promote("U2", Role.MANAGER)
    return team


async def _anyway(team: Team, user: str = "U2", why: str = WHY) -> str:
    return await send_anyway(team.ctx, team.workspace_id, (await team.messages())[0].id, user, why)


async def test_a_held_text_goes_at_once_and_the_audit_says_who_and_why(held: Team) -> None:
    assert await _anyway(held) == SENT_NOW
    await held.work()
    message = await held.message()
    assert (held.sent, message.status) == (["See you"], Status.ACCEPTED)
    [deed] = await held.audit("overridden")
    assert (deed.actor, deed.message_id) == ("U2", message.id)
    assert deed.detail == {"codes": ["quiet_hours"], "why": WHY}
    [card] = held.slack.roots.values()
    assert card.next_text is None


async def test_the_role_is_asked_of_the_database_when_it_is_pressed(held: Team) -> None:
    said = await _anyway(held, "U1")
    assert said.startswith(NOT_ALLOWED)
    assert "outside the hours for texts" in said
    await held.work()
    assert (held.sent, await held.audit("overridden")) == ([], [])


async def test_what_comes_up_afterwards_still_stops_it(held: Team) -> None:
    await _anyway(held)
    await held.opt_out()
    await held.work()
    assert (held.sent, (await held.message()).status) == ([], Status.REFUSED)


async def test_what_nobody_may_set_aside_stays(held: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    against(monkeypatch, NEVER)
    assert (await _anyway(held)).startswith(NOT_ALLOWED)
    await held.work()
    assert held.sent == []


async def test_pressed_twice_it_goes_once(held: Team) -> None:
    await _anyway(held)
    await held.work()
    assert await _anyway(held) == GONE_ALREADY
    await held.work()
    assert held.sent == ["See you"]


async def test_what_was_taken_back_stays_so(held: Team) -> None:
    await cancel(held.ctx, held.workspace_id, (await held.message()).id, "U1")
    assert await _anyway(held) == TAKEN_BACK


async def test_what_the_carrier_has_put_off_is_not_hastened(held: Team) -> None:
    held.provider.answers = [failure(FailureKind.WAIT, retry_after=timedelta(hours=2))]
    await held.wait(hours=10)
    assert await _anyway(held) == PUT_OFF


@pytest.mark.parametrize("status", [Status.SENDING, Status.DELIVERED, Status.UNCONFIRMED])
async def test_what_has_gone_is_told_to_have_gone(held: Team, status: Status) -> None:
    await held.change(messages, (await held.message()).id, status=status.value)
    assert await _anyway(held) == GONE_ALREADY


async def test_what_has_failed_is_told_to_have_failed(held: Team) -> None:
    await held.change(messages, (await held.message()).id, status=Status.FAILED.value)
    assert "failed for another reason" in await _anyway(held)


async def test_by_day_it_goes_without_any_override(held: Team) -> None:
    held.clock.advance(hours=10)
    assert await _anyway(held, "U1") == SENT_NOW
    await held.work()
    assert (held.sent, await held.audit("overridden")) == (["See you"], [])


async def test_a_refused_text_is_sent_as_a_new_one_that_names_it(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = await team.text("Hello")
    await team.promote("U2", Role.MANAGER)
    against(monkeypatch, DEAR)
    await team.work()
    assert await _anyway(team) == SENT_NOW
    assert await _anyway(team) == TWICE
    await team.work()
    first, second = await team.messages()
    assert (first.id, first.status, second.retry_of) == (refused, Status.REFUSED, refused)
    assert (team.sent, second.slack_ts, second.slack_user) == (["Hello"], first.slack_ts, "U1")
    [deed] = await team.audit("overridden")
    assert (deed.actor, deed.message_id, deed.detail["codes"]) == ("U2", second.id, ["budget"])
    assert len(team.posts(FailurePost)) == 1


async def test_a_message_that_is_gone(team: Team) -> None:
    assert await send_anyway(team.ctx, team.workspace_id, "0" * 26, "U1", WHY) == GONE
