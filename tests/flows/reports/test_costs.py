"""The report of costs: who may see it, what it adds up, and the picture that is asked for with it."""

from decimal import Decimal

import pytest

from bot.domain.channel import Channel
from bot.domain.failure import FailureKind
from bot.domain.money import Money
from bot.domain.roles import Role
from bot.domain.settings import Budget
from bot.flows.money.settle_prices import settle_prices
from bot.flows.reports.costs import CostReport, costs, load_costs
from bot.flows.reports.words import described, in_words, month_name, rounded
from bot.flows.team.permissions import NotAllowed
from bot.storage.repositories.roles import Grant
from tests.flows.harness import Team, failure
from tests.flows.money.till import TEXT, choose
from tests.support.world import OUR_SMS, OUR_WHATSAPP, inbound

BOSS = "U0BOSS"


async def report(team: Team, user: str = BOSS, **more: object) -> CostReport:
    """The report for a manager."""
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.roles.grant(Grant(BOSS, Role.MANAGER, None, team.clock.now()))
    return await costs(team.ctx, team.workspace_id, user, **more)  # type: ignore[arg-type]


async def test_who_may_not_see_costs_is_told_so(team: Team) -> None:
    with pytest.raises(NotAllowed, match="it takes a manager"):
        await report(team, "U0SOMEBODY", picture=True)
    assert await team.outbox(kind="costs_picture") == []


async def test_an_empty_month_is_a_report_too(team: Team) -> None:
    found = await report(team, months=3)
    assert [month.month for month in found.months] == ["2026-09", "2026-10", "2026-11"]
    assert found.this_month.total.messages == 0
    assert in_words(found.this_month) == "November 2026: nothing sent"


async def test_what_was_sent_adds_up_by_channel_sender_and_month(team: Team) -> None:
    await team.text("Hello")
    await team.text("a" * 200, number="+12125550124")
    await team.hear(inbound("Hello", "SM1", channel=Channel.WHATSAPP))
    await team.text("Hello", channel=Channel.WHATSAPP)
    team.provider.answers = [failure(FailureKind.FINAL)]
    await team.work()
    team.clock.advance(days=14)
    await team.text("Hello", number="+12125550125")
    found = await report(team, months=2)
    november, december = found.months
    # One of them has failed before the carrier took it, and costs nothing.
    assert november.total.messages == 2
    assert december.total.cost == Money.of_micros(TEXT)
    assert [(each.channel, each.sender) for each in found.sent] == [(Channel.SMS, OUR_SMS)]
    assert found.sent[0].cost == december.channels[Channel.SMS]
    whole = sum(cost.cost.micros for cost in november.channels.values())
    assert whole == november.total.cost.micros
    assert set(november.channels) <= {Channel.SMS, Channel.WHATSAPP}
    assert OUR_WHATSAPP not in {each.sender for each in found.sent}


async def test_the_real_price_is_counted_and_what_is_not_billed_yet_is_an_estimate(team: Team) -> None:
    await team.text("Hello")
    await team.text("Hello again", number="+12125550124")
    await team.work()
    team.clock.advance(seconds=6)
    sid = (await team.messages())[0].provider_id or ""
    team.provider.billed = {sid: Money(Decimal("0.02"))}
    await settle_prices(team.ctx, team.workspace_id, {"twilio": team.provider})  # type: ignore[dict-item]
    total = (await report(team)).this_month.total
    assert (total.cost.micros, total.estimated.micros) == (20_000 + TEXT, TEXT)


async def test_the_budgets_are_those_that_have_a_limit(team: Team) -> None:
    await choose(team, budget=Budget(Decimal(10)), team_budgets={"S1": Budget(messages=5), "S2": Budget()})
    await team.text("Hello")
    workspace, group = (await report(team)).budgets
    assert (workspace.limit, workspace.taken) == (Money(Decimal(10)), Money.of_micros(TEXT))
    assert (group.messages_limit, group.messages_taken) == (5, 0)


async def test_the_months_are_the_workspace_s_own(team: Team) -> None:
    await choose(team, time_zone="Pacific/Kiritimati")
    team.clock.advance(days=9, hours=21)
    assert (await report(team)).this_month.month == "2026-12"


async def test_the_picture_is_drawn_for_who_asked(team: Team) -> None:
    await report(team, picture=True, months=4)
    [item] = await team.outbox(kind="costs_picture")
    assert item.data == {"user": BOSS, "months": 4}
    team.clock.advance(seconds=1)
    await report(team, picture=True)
    assert len(await team.outbox(kind="costs_picture")) == 2


async def test_more_months_than_there_may_be_are_cut(team: Team) -> None:
    assert len((await load_costs(team.ctx, team.workspace_id, 999)).months) == 24
    assert len((await load_costs(team.ctx, team.workspace_id, 0)).months) == 1


async def test_a_report_in_words(team: Team) -> None:
    await team.text("Hello")
    await team.hear(inbound("Hello", "SM1", channel=Channel.WHATSAPP))
    await team.text("Hello", channel=Channel.WHATSAPP)
    found = await report(team, months=2)
    line = "November 2026: $0.0379 for 2 messages (SMS $0.0079 for 1, WhatsApp $0.03 for 1)"
    assert in_words(found.this_month) == line
    assert described(found) == f"Bar chart of messaging costs. October 2026: nothing sent. {line}."
    assert month_name("2026-02") == "February 2026"
    assert rounded(Money(Decimal("1234.5678"))) == "$1,234.57"
    assert rounded(Money(Decimal("0.0079"))) == "$0.0079"
