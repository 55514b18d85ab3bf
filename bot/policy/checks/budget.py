"""Is there money for it?"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from bot.domain.budget import NEARLY, Limit
from bot.domain.message import Draft, Override, Purpose
from bot.domain.money import Money
from bot.domain.roles import Role
from bot.policy.decision import Reason
from bot.policy.facts import BudgetState, Facts

USED_UP = "budget_used_up"
LOW = "budget_low"
# The least role that may send in spite of a budget that is used up.
MAY_EXCEED = Role.MANAGER


def budget(draft: Draft, facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Refuse what the month's budget has no room for, and warn once most of it is gone.

    The answer to a STOP goes whatever the budget says: the client is owed it.
    """
    if draft.purpose is Purpose.KEYWORD_ANSWER:
        return
    for state in facts.budgets:
        if not has_room(state, facts.cost):
            yield used_up(state, facts.cost)
        elif _percent(state) >= NEARLY:
            yield Reason(LOW, _how_it_stands(state), is_warning=True)


def may_exceed(purpose: Purpose, override: Override | None) -> bool:
    """Whether a message is charged even beyond the limit: it is owed, or a manager has decided so."""
    if purpose is Purpose.KEYWORD_ANSWER:
        return True
    return override is not None and USED_UP in override.codes and override.role.rank >= MAY_EXCEED.rank


def used_up(state: BudgetState, cost: Money | None) -> Reason:
    """Why a budget has no room for a message, with the figures."""
    help_ = "An admin can raise the budget in /messaging settings."
    return Reason(
        USED_UP,
        f"There is no room for this in {state.name}: {_figures(state, cost)}.",
        f"{help_}{_new_month(state)}",
        overridable_by=MAY_EXCEED,
    )


def has_room(state: BudgetState, cost: Money | None) -> bool:
    """Whether the budget bears the message; one that has its reservation already must only not be over it."""
    more, one = (0, 0) if state.includes_this else (cost.micros if cost else 0, 1)
    return _limit(state).allows(state.taken.micros + more, state.messages_taken + one)


def _percent(state: BudgetState) -> int:
    return _limit(state).percent(state.taken.micros, state.messages_taken)


def _limit(state: BudgetState) -> Limit:
    return Limit(state.limit.micros if state.limit else None, state.messages_limit)


def _how_it_stands(state: BudgetState) -> str:
    whose = state.name[0].upper() + state.name[1:]
    return f"{whose} is {_percent(state)} % used: {_taken(state)}.{_new_month(state)}"


def _figures(state: BudgetState, cost: Money | None) -> str:
    if state.includes_this:
        return f"{_taken(state)}, with this text"
    price = f", and this text costs about {cost.shown}" if cost else ""
    return f"{_taken(state)}{price}"


def _taken(state: BudgetState) -> str:
    parts = []
    if state.limit:
        left = Money(max(state.limit.amount - state.taken.amount, Decimal(0)), state.limit.currency)
        parts.append(f"{state.taken.shown} of {state.limit.shown} is taken and {left.shown} is left")
    if state.messages_limit is not None:
        over = max(state.messages_limit - state.messages_taken, 0)
        parts.append(
            f"{state.messages_taken:,} of {state.messages_limit:,} texts are taken and {over:,} left"
        )
    return ", and ".join(parts)


def _new_month(state: BudgetState) -> str:
    if state.renews is None:
        return ""
    renews = state.renews
    zone = str(getattr(renews.tzinfo, "key", None) or renews.tzname() or "UTC")
    place = zone.rsplit("/", 1)[-1].replace("_", " ")
    where = place if place == "UTC" else f"{place} time"
    return f" The new month begins on {renews:%B} {renews.day} ({where})."
