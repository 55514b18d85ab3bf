"""Reserving: each message once, given back when it does not go, kept when the carrier has it."""

from decimal import Decimal

import pytest

from bot.domain.channel import Channel
from bot.domain.events import Receipt
from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.replies import TeammateDeleted, TeammateEdited
from bot.domain.settings import Budget
from bot.flows.outbound.compose import ComposeRequest, Rejected, compose
from tests.flows.harness import JANE, Team, failure
from tests.flows.money.till import ADMIN, MONTH, TEXT, charged, choose, limit, reports, taken, totals
from tests.support.journeys import root_of
from tests.support.world import INBOX, OUR_SMS, inbound


async def refusal(team: Team, body: str = "Hello") -> str:
    """What the compose modal says to a text that is refused."""
    team._said += 1
    request = ComposeRequest(f"view:{team._said}", "U1", Channel.SMS, OUR_SMS, body, None, JANE, "Jane Doe")
    composed = await compose(team.ctx, team.workspace_id, request)
    assert isinstance(composed, Rejected), composed
    return " ".join(composed.errors.values())


async def test_without_a_limit_the_charge_is_kept_for_the_report(team: Team) -> None:
    message_id = await team.text("a" * 161)
    [charge] = await charged(team)
    assert (charge.message_id, charge.month, charge.team) == (message_id, MONTH, "")
    assert (charge.segments, charge.estimated, charge.state) == (2, 2 * TEXT, "reserved")
    assert await taken(team) == (2 * TEXT, 1)


async def test_what_fits_goes_and_the_next_is_refused_with_the_figures(team: Team) -> None:
    await limit(team, "0.0158")
    await team.text("One")
    await team.text("Two")
    said = await refusal(team)
    assert "$0.0158 of $0.0158 is taken and $0.00 is left, and this text costs about $0.0079" in said
    assert "The new month begins on December 1 (UTC)." in said
    assert await taken(team) == (2 * TEXT, 2)
    assert len(await charged(team)) == 2


async def test_a_limit_in_messages_counts_messages(team: Team) -> None:
    await limit(team, messages=2)
    await team.text("a" * 500)
    await team.text("Two")
    assert "2 of 2 texts are taken and 0 left" in await refusal(team)


async def test_a_reply_that_the_budget_refuses_is_told_to_its_author(team: Team) -> None:
    await limit(team, "0.005")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await team.reply("Hello")
    await team.work()
    assert [m.status for m in await team.messages()] == [Status.RECEIVED, Status.REFUSED]
    assert "There is no room for this in the workspace’s budget" in team.told[0]
    assert await taken(team) == (0, 0)


async def test_the_same_intent_is_charged_once(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    for _ in range(2):
        await team.reply("Hello")
    assert await taken(team) == (TEXT, 1)


async def test_what_is_taken_back_in_time_is_given_back(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await team.reply("Hello")
    assert await taken(team) == (TEXT, 1)
    await team.event(TeammateDeleted(INBOX, "9.1", root_of(team.slack), "U1"))
    assert await taken(team) == (0, 0)
    assert [charge.state for charge in await charged(team)] == ["released"]


async def test_a_changed_text_is_charged_anew(team: Team) -> None:
    await limit(team, "0.05")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await team.reply("Hello")
    await team.event(TeammateEdited(INBOX, "9.1", root_of(team.slack), "U1", "a" * 400))
    assert await taken(team) == (3 * TEXT, 1)
    [charge] = await charged(team)
    assert (charge.segments, charge.state) == (3, "reserved")


async def test_a_text_that_was_changed_to_more_than_is_left_is_refused(team: Team) -> None:
    await limit(team, "0.01")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await team.reply("Hello")
    await team.event(TeammateEdited(INBOX, "9.1", root_of(team.slack), "U1", "a" * 400))
    assert [m.status for m in await team.messages()] == [Status.RECEIVED, Status.REFUSED]
    assert await taken(team) == (0, 0)
    await team.wait(seconds=10)
    assert team.sent == []


async def test_what_never_reached_the_carrier_is_given_back(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.FINAL)]
    await team.text("Hello")
    await team.work()
    assert await team.statuses() == [Status.FAILED]
    assert await taken(team) == (0, 0)


@pytest.mark.parametrize("kind", [FailureKind.RETRY, FailureKind.AMBIGUOUS])
async def test_what_may_still_go_stays_reserved(team: Team, kind: FailureKind) -> None:
    team.provider.answers = [failure(kind)]
    await team.text("Hello")
    await team.send()
    assert await taken(team) == (TEXT, 1)


async def test_what_the_carrier_took_is_kept_even_if_it_is_not_delivered(team: Team) -> None:
    message_id = await team.text("Hello")
    await team.work()
    lost = Receipt("twilio", f"SM{1:032d}", Status.FAILED, message_id, failure(FailureKind.FINAL))
    await team.receipts(lost)
    assert await team.statuses() == [Status.FAILED]
    assert await taken(team) == (TEXT, 1)
    [charge] = await charged(team)
    assert charge.ask_at is not None


async def test_a_second_try_is_a_message_of_its_own(team: Team) -> None:
    message_id = await team.text("Hello")
    await team.work()
    lost = Receipt("twilio", f"SM{1:032d}", Status.FAILED, message_id, failure(FailureKind.RETRY_ONCE))
    await team.receipts(lost)
    assert await team.statuses() == [Status.FAILED, Status.QUEUED]
    assert await taken(team) == (2 * TEXT, 2)


async def test_a_team_s_budget_bears_what_its_people_write(team: Team) -> None:
    await choose(
        team, budget=Budget(Decimal("1")), team_budgets={"S2": Budget(Decimal("0.01")), "S1": Budget()}
    )
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.roles.set_members("S2", ["U1"])
        await uow.roles.set_members("S0", ["U1"])
    await team.text("Hello")
    assert await totals(team) == {(MONTH, ""): (TEXT, 1), (MONTH, "S2"): (TEXT, 1)}
    assert "the team’s budget" in await refusal(team)
    await team.text("Somebody else's", user="U2")
    assert await totals(team) == {(MONTH, ""): (2 * TEXT, 2), (MONTH, "S2"): (TEXT, 1)}


async def test_the_thresholds_are_reported_once_each(team: Team) -> None:
    await limit(team, "0.079")
    for number in range(7):
        await team.text(f"Text {number}")
    assert await reports(team) == []
    await team.text("The eighth")
    [nearly] = await reports(team)
    assert nearly.startswith("The workspace’s budget is 80 % used: $0.0632 of $0.079. At 100 % further")
    await team.text("The ninth")
    assert len(await reports(team)) == 1
    await team.text("The tenth")
    [_, gone] = await reports(team)
    assert gone.startswith("The workspace’s budget is used up: $0.079 of $0.079.")
    await refusal(team)
    assert len(await reports(team)) == 2
    assert {row.data["user"] for row in await team.outbox(kind="direct")} == {ADMIN}


async def test_a_threshold_crossed_again_is_not_reported_again(team: Team) -> None:
    await limit(team, "0.01")
    team.provider.answers = [failure(FailureKind.FINAL)]
    await team.text("Hello")
    await team.work()
    assert await taken(team) == (0, 0)
    await team.text("Hello again")
    assert len(await reports(team)) == 1


async def test_a_message_decided_send_is_stopped_by_a_budget_that_is_used_up_meanwhile(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await team.reply("Hello")
    await limit(team, "0.001")
    await team.wait(seconds=10)
    assert [m.status for m in await team.messages()] == [Status.RECEIVED, Status.REFUSED]
    assert team.sent == []
    assert await taken(team) == (0, 0)


async def test_of_a_lowered_budget_only_what_does_not_fit_is_refused(team: Team) -> None:
    for number in range(4):
        await team.text(f"Text {number}", number=f"+1212555010{number}")
    await limit(team, "0.0158")
    await team.wait(seconds=10)
    statuses = await team.statuses()
    assert (statuses.count(Status.REFUSED), statuses.count(Status.ACCEPTED)) == (2, 2)
    assert await taken(team) == (2 * TEXT, 2)


async def test_an_answer_to_a_stop_goes_although_nothing_is_left(team: Team) -> None:
    await limit(team, "0.001")
    await team.hear(inbound("STOP", "SM1", channel=Channel.WHATSAPP))
    await team.work()
    assert len(team.sent) == 1
    assert (await taken(team))[1] == 1
