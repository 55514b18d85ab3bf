"""What messages cost and how the budgets stand that would bear it, for a whole batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.budget import WORKSPACE, limit_of, month_of
from bot.domain.money import Money
from bot.domain.pricing import estimate
from bot.domain.settings import WorkspaceSettings
from bot.flows.gate.question import Question
from bot.flows.money.states import keys_of, state_of, teams_of
from bot.policy.checks.budget import has_room, may_exceed
from bot.policy.facts import BudgetState
from bot.storage.repositories.budgets import Key, Total
from bot.storage.repositories.charges import Charge
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Priced:
    """A question's cost, and the budgets that have a limit and would bear it."""

    cost: Money
    budgets: tuple[BudgetState, ...] = ()


async def load_budgets(
    uow: UnitOfWork, questions: Sequence[Question], settings: WorkspaceSettings, now: datetime
) -> list[Priced]:
    """The price of each question, and what its budgets hold once those before it are decided.

    Without any limit nothing is read: the hot path of most workspaces.
    """
    costs = [_estimate(question, settings) for question in questions]
    if not _any_limit(settings):
        return [Priced(cost) for cost in costs]
    charged = await uow.charges.reserved(q.message_id for q in questions if q.message_id)
    keys = await _keys(uow, questions, charged, settings, now)
    totals = await uow.budgets.totals(key for each in keys for key in each)
    return _walk(questions, costs, charged, keys, totals, settings)


def _walk(
    questions: Sequence[Question],
    costs: Sequence[Money],
    charged: Mapping[str, Charge],
    keys: Sequence[list[Key]],
    totals: dict[Key, Total],
    settings: WorkspaceSettings,
) -> list[Priced]:
    priced: list[Priced] = []
    for question, estimated, of_it in zip(questions, costs, keys, strict=True):
        charge = charged.get(question.message_id or "")
        cost = Money.of_micros(charge.estimated, settings.currency) if charge else estimated
        limited = [totals[key] for key in of_it if limit_of(settings, key[1]).is_set]
        includes_this = charge is not None
        states = tuple(state_of(total, settings, includes_this=includes_this) for total in limited)
        priced.append(Priced(cost, states))
        micros, messages = _moves_by(question, Priced(cost, states), includes_this=includes_this)
        for key in of_it:
            before = totals[key]
            totals[key] = replace(before, taken=before.taken + micros, messages=before.messages + messages)
    return priced


def _moves_by(question: Question, priced: Priced, *, includes_this: bool) -> tuple[int, int]:
    """What the next question finds changed: this one's cost taken, or, if it is refused now, given back."""
    draft = question.draft
    goes = may_exceed(draft.purpose, draft.override) or all(
        has_room(state, priced.cost) for state in priced.budgets
    )
    if goes:
        return (0, 0) if includes_this else (priced.cost.micros, 1)
    return (-priced.cost.micros, -1) if includes_this else (0, 0)


async def _keys(
    uow: UnitOfWork,
    questions: Sequence[Question],
    charged: Mapping[str, Charge],
    settings: WorkspaceSettings,
    now: datetime,
) -> list[list[Key]]:
    users = {q.user for q in questions if q.user and (q.message_id or "") not in charged}
    teams = await teams_of(uow, users, settings)
    found = []
    for question in questions:
        charge = charged.get(question.message_id or "")
        month = charge.month if charge else month_of(question.due_at or now, settings.time_zone)
        team = charge.team if charge else teams.get(question.user or "", WORKSPACE)
        found.append(keys_of(month, team))
    return found


def _estimate(question: Question, settings: WorkspaceSettings) -> Money:
    draft = question.draft
    return estimate(draft.channel, draft.to, draft.whole, draft.media, settings)


def _any_limit(settings: WorkspaceSettings) -> bool:
    scopes = (WORKSPACE, *settings.team_budgets)
    return any(limit_of(settings, scope).is_set for scope in scopes)
