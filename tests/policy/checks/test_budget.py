"""The budget: refused where there is no room, warned of from 80 %; a manager may override."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import Override, Purpose
from bot.domain.money import Money
from bot.domain.roles import Role
from bot.policy.checks.budget import budget, may_exceed
from bot.policy.decision import Reason, Refuse, Send
from bot.policy.facts import BudgetState
from bot.policy.pipeline import decide
from tests.policy.drafts import NOW, draft, facts

COST = Money(Decimal("0.0079"))
RENEWS = datetime(2026, 12, 1, tzinfo=ZoneInfo("America/New_York"))


def money(text: str) -> Money:
    return Money(Decimal(text))


def state(taken: str, limit: str | None = "10", **more: Any) -> BudgetState:
    kept: dict[str, Any] = {"renews": RENEWS}
    return BudgetState("the workspace’s budget", money(limit) if limit else None, money(taken), **kept | more)


def reasons(*states: BudgetState, cost: Money | None = COST, **of_draft: Any) -> list[Reason]:
    return list(budget(draft(**of_draft), facts(budgets=states, cost=cost), NOW))


@pytest.mark.parametrize(
    ("known", "codes"),
    [
        (state("0"), []),
        (state("7.9999"), []),
        (state("8"), ["budget_low"]),
        (state("9.9921"), ["budget_low"]),
        (state("9.992101"), ["budget_used_up"]),
        (state("10"), ["budget_used_up"]),
        (state("0", "0"), ["budget_used_up"]),
        # It holds its reservation: only what goes beyond the limit is against it.
        (state("10", includes_this=True), ["budget_low"]),
        (state("10.000001", includes_this=True), ["budget_used_up"]),
        # In messages.
        (state("0", None, messages_limit=10, messages_taken=7), []),
        (state("0", None, messages_limit=10, messages_taken=8), ["budget_low"]),
        (state("0", None, messages_limit=10, messages_taken=9), ["budget_low"]),
        (state("0", None, messages_limit=10, messages_taken=10), ["budget_used_up"]),
        (state("0", None, messages_limit=10, messages_taken=10, includes_this=True), ["budget_low"]),
        (state("0", None, messages_limit=10, messages_taken=11, includes_this=True), ["budget_used_up"]),
        (state("1", "10", messages_limit=10, messages_taken=10), ["budget_used_up"]),
        (state("999", None), []),
    ],
)
def test_when_a_budget_is_used_up(known: BudgetState, codes: list[str]) -> None:
    assert [reason.code for reason in reasons(known)] == codes


def test_the_figures_are_told_and_what_helps() -> None:
    [reason] = reasons(state("9.9935"))
    assert reason.words == (
        "There is no room for this in the workspace’s budget: $9.99 of $10.00 is taken and $0.0065 is left, "
        "and this text costs about $0.0079. An admin can raise the "
        "budget in /messaging settings. The new month begins on December 1 (New York time)."
    )
    [warning] = reasons(state("8.4"))
    assert warning.sentence.startswith("The workspace’s budget is 84 % used: $8.40 of $10.00 is taken")
    assert warning.is_warning


def test_a_limit_in_messages_is_told_in_messages() -> None:
    [reason] = reasons(state("3", None, messages_limit=1000, messages_taken=1000))
    assert "1,000 of 1,000 texts are taken and 0 left" in reason.sentence


def test_every_budget_that_is_used_up_is_told() -> None:
    team = replace(state("5", "5"), name="the team’s budget")
    assert [reason.code for reason in reasons(state("10"), team)] == ["budget_used_up"] * 2


@pytest.mark.parametrize(
    ("role", "sends"), [(Role.SENDER, False), (Role.MANAGER, True), (Role.ADMIN, True), (Role.VIEWER, False)]
)
def test_a_manager_may_override(role: Role, sends: bool) -> None:
    override = Override("U1", role, frozenset({"budget_used_up"}), "The client waits for it.")
    asked = draft(override=override)
    decision = decide(asked, facts(budgets=(state("10"),), cost=COST, author=role), NOW)
    assert isinstance(decision, Send) is (sends and role is not Role.VIEWER)
    assert may_exceed(asked.purpose, override) is sends


def test_another_reason_s_override_is_none_of_this_one() -> None:
    override = Override("U1", Role.ADMIN, frozenset({"quiet_hours"}), "It is urgent.")
    assert isinstance(decide(draft(override=override), facts(budgets=(state("10"),), cost=COST), NOW), Refuse)
    assert not may_exceed(Purpose.DIRECT, override)
    assert not may_exceed(Purpose.DIRECT, None)


def test_the_answer_to_a_stop_goes_whatever_the_budget_says() -> None:
    assert reasons(state("10"), purpose=Purpose.KEYWORD_ANSWER) == []
    assert may_exceed(Purpose.KEYWORD_ANSWER, None)


@given(
    st.integers(0, 2_000_000), st.integers(0, 1_000_000), st.integers(1, 50_000), st.integers(0, 1_000_000)
)
def test_more_taken_or_a_higher_cost_never_opens_a_budget(
    limit: int, taken: int, cost: int, more: int
) -> None:
    def refused(used: int, price: int) -> bool:
        known = BudgetState("b", Money.of_micros(limit), Money.of_micros(used))
        return any(r.code == "budget_used_up" for r in reasons(known, cost=Money.of_micros(price)))

    assert refused(taken, cost) is (taken + cost > limit)
    if refused(taken, cost):
        assert refused(taken + more, cost)
        assert refused(taken, cost + more)


def test_the_moment_is_named_in_utc_where_that_is_the_zone() -> None:
    [reason] = reasons(state("10", renews=datetime(2027, 1, 1, tzinfo=UTC)))
    assert reason.help.endswith("The new month begins on January 1 (UTC).")
