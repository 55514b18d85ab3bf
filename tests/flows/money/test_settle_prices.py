"""The real price takes the estimate's place: asked for in spans and pages, ever more rarely, not for ever."""

import itertools
from datetime import timedelta
from decimal import Decimal

from bot.domain.money import Money
from bot.flows.money.settle_prices import GIVE_UP, settle_prices
from bot.storage.tables import messages
from bot.worker.housekeeping import settle_charges
from tests.flows.harness import Team
from tests.flows.money.till import TEXT, charged, limit, reports, taken, totals
from tests.support.world import RememberingProvider


async def settle(team: Team) -> int:
    """Ask once for the prices that are due."""
    return await settle_prices(team.ctx, team.workspace_id, {"twilio": team.provider})  # type: ignore[dict-item]


async def sent(team: Team, count: int = 1) -> list[str]:
    """So many texts, with the provider; its ids."""
    for number in range(count):
        await team.text("Hello", number=f"+1212555{number:04d}")
    await team.work()
    return [message.provider_id or "" for message in await team.messages()]


async def test_a_price_that_is_reported_settles(team: Team) -> None:
    cheap, dear = await sent(team, 2)
    team.clock.advance(seconds=6)
    team.provider.billed = {cheap: Money(Decimal("0.0075")), dear: Money(Decimal("0.0120"))}
    assert await settle(team) == 2
    assert [(charge.settled, charge.state) for charge in await charged(team)] == [
        (7_500, "settled"),
        (12_000, "settled"),
    ]
    assert await taken(team) == (19_500, 2)
    team.clock.advance(days=1)
    assert await settle(team) == 0


async def test_nothing_is_asked_for_before_the_provider_has_it(team: Team) -> None:
    await team.text("Hello")
    team.clock.advance(hours=1)
    assert await settle(team) == 0
    assert team.provider.spans == []


async def test_what_has_no_price_yet_is_asked_for_ever_more_rarely_and_then_the_estimate_stands(
    team: Team,
) -> None:
    await sent(team)
    began = team.clock.now()
    asked: list[timedelta] = []
    while team.clock.now() - began < GIVE_UP + timedelta(days=3):
        before = len(team.provider.spans)
        await settle(team)
        if len(team.provider.spans) > before:
            asked.append(team.clock.now() - began)
        team.clock.advance(seconds=5) if len(asked) < 4 else team.clock.advance(minutes=10)
    waits = [later - earlier for earlier, later in itertools.pairwise(asked)]
    assert 15 < len(asked) < 40
    assert waits == sorted(waits)
    assert asked[-1] < GIVE_UP + timedelta(hours=7)
    [charge] = await charged(team)
    assert (charge.state, charge.ask_at) == ("reserved", None)
    assert await taken(team) == (TEXT, 1)


async def test_a_provider_that_does_not_answer_is_asked_again(team: Team) -> None:
    [sid] = await sent(team)
    team.clock.advance(seconds=6)
    team.provider.billed = None
    assert await settle(team) == 0
    team.provider.billed = {sid: Money(Decimal("0.01"))}
    assert await settle(team) == 0, "Left to whoever asked last, for a while."
    team.clock.advance(minutes=3)
    assert await settle(team) == 1


async def test_a_fault_of_ours_ends_nothing(team: Team) -> None:
    [sid] = await sent(team)
    team.clock.advance(seconds=6)

    class Faulty(RememberingProvider):
        async def prices(self, _since, _until):  # type: ignore[no-untyped-def]
            raise RuntimeError("a fault")

    assert await settle_prices(team.ctx, team.workspace_id, {"twilio": Faulty()}) == 0  # type: ignore[dict-item]
    team.clock.advance(minutes=3)
    team.provider.billed = {sid: Money(Decimal("0.01"))}
    assert await settle(team) == 1


async def test_only_what_lies_close_together_is_asked_for_at_once(team: Team) -> None:
    first = await sent(team)
    team.clock.advance(hours=5)
    both = await sent(team)
    team.clock.advance(seconds=6)
    team.provider.billed = {sid: Money(Decimal("0.01")) for sid in both}
    await settle_charges(team.ctx, team.workspace_id, {"twilio": team.provider})  # type: ignore[dict-item]
    assert len(team.provider.spans) == 2
    assert all(until - since <= timedelta(hours=1) for since, until in team.provider.spans)
    assert first[0] != both[1]
    assert await taken(team) == (20_000, 2)


async def test_a_service_that_is_gone_is_asked_for_in_vain(team: Team) -> None:
    await sent(team)
    team.clock.advance(seconds=6)
    assert await settle_prices(team.ctx, team.workspace_id, {}) == 0
    assert [charge.asked for charge in await charged(team)] == [1]


async def test_a_bill_in_another_currency_is_told_and_the_estimate_stands(team: Team) -> None:
    await limit(team, "1")
    [sid] = await sent(team)
    team.clock.advance(seconds=6)
    team.provider.billed = {sid: Money(Decimal("0.007"), "EUR")}
    assert await settle(team) == 0
    assert await taken(team) == (TEXT, 1)
    assert [text.split(",")[0] for text in await reports(team)] == [
        "The provider bills in EUR while budgets are counted in USD"
    ]


async def test_the_real_price_counts_even_beyond_the_limit_and_is_reported(team: Team) -> None:
    await limit(team, "0.02")
    [sid] = await sent(team)
    team.clock.advance(seconds=6)
    team.provider.billed = {sid: Money(Decimal("0.025"))}
    assert await settle(team) == 1
    assert await taken(team) == (25_000, 1)
    [told] = await reports(team)
    assert told.startswith("The workspace’s budget is used up: $0.025 of $0.02.")


async def test_the_month_that_was_charged_is_the_one_that_is_corrected(team: Team) -> None:
    [sid] = await sent(team)
    [message] = await team.messages()
    await team.change(messages, message.id, called_at=team.clock.now())
    team.clock.advance(days=15)
    team.provider.billed = {sid: Money(Decimal("0.01"))}
    await settle(team)
    assert await totals(team) == {("2026-11", ""): (10_000, 1)}
