"""This month's volume for everybody, and its money for those who may see it."""

from decimal import Decimal

from bot.domain.channel import Channel
from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.money import Money
from bot.domain.roles import Role
from bot.domain.settings import Budget
from bot.flows.home.month import MonthSoFar, Volume, month_so_far
from bot.ports import Accepted
from bot.storage.tables import messages
from tests.flows.harness import Team, failure
from tests.flows.money.till import TEXT
from tests.support.world import inbound

BOSS, DESK = "U0BOSS", "S0DESK"


async def month(team: Team, user: str = BOSS) -> MonthSoFar:
    await team.promote(BOSS, Role.MANAGER)
    return await month_so_far(team.ctx, team.workspace_id, user)


async def test_an_empty_month_has_no_channel(team: Team) -> None:
    found = await month(team)
    assert (found.month, found.volumes) == ("2026-11", {})
    assert found.money
    assert found.money.cost == Money(Decimal(0))
    assert found.money.budgets == ()


async def test_texts_are_counted_by_channel_as_they_stand(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1", channel=Channel.WHATSAPP))
    await team.text("Hello", channel=Channel.WHATSAPP)
    await team.text("First", number="+12125550124")
    await team.text("Second", number="+12125550125")
    team.provider.answers = [Accepted("SM9"), Accepted("SM8"), failure(FailureKind.FINAL)]
    await team.work()
    for message in await team.messages():
        if message.provider_id == "SM9":
            await team.change(messages, message.id, status=Status.DELIVERED.value)
    volumes = (await month(team)).volumes
    assert sum(each.sent for each in volumes.values()) == 3
    assert sum(each.delivered for each in volumes.values()) == 1
    assert sum(each.failed for each in volumes.values()) == 1
    assert volumes[Channel.WHATSAPP].received == 1
    assert set(volumes) == {Channel.SMS, Channel.WHATSAPP}


async def test_what_waits_or_was_refused_is_not_out(team: Team) -> None:
    await team.text("Hello")
    await team.opt_out()
    assert (await month(team)).volumes == {}
    await team.work()
    assert (await month(team)).volumes == {}


async def test_a_text_of_another_month_does_not_count(team: Team) -> None:
    await team.text("Hello")
    await team.work()
    team.clock.advance(days=14)
    found = await month(team)
    assert (found.month, found.volumes) == ("2026-12", {})


async def test_the_month_begins_by_the_workspace_s_clock(team: Team) -> None:
    await team.decide(time_zone="Pacific/Kiritimati")
    team.clock.advance(days=10)  # The 30th at three in the afternoon: there it is December already.
    await team.text("Hello")
    await team.work()
    found = await month(team)
    assert (found.month, found.volumes) == ("2026-12", {Channel.SMS: Volume(sent=1)})


async def test_costs_are_only_for_who_may_see_them(team: Team) -> None:
    await team.text("Hello")
    assert (await month(team, "U0SOMEBODY")).money is None
    money = (await month(team)).money
    assert money
    assert money.cost == Money.of_micros(TEXT)


async def test_the_workspace_s_budget_and_the_reader_s_own_team_s_are_shown(team: Team) -> None:
    others = {DESK: Budget(messages=10), "S0OTHERS": Budget(messages=99)}
    await team.decide(budget=Budget(Decimal(5)), team_budgets=others)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.roles.set_members(DESK, [BOSS])
    await team.text("Hello", user=BOSS)
    money = (await month(team)).money
    assert money
    workspace, desk = money.budgets
    assert (workspace.name, workspace.taken, workspace.limit) == (
        "the workspace’s budget",
        Money.of_micros(TEXT),
        Money(Decimal(5)),
    )
    assert (desk.name, desk.messages_taken, desk.messages_limit) == ("the team’s budget", 1, 10)
