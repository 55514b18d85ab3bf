"""What may be spent in a month: by the workspace, and by each team."""

from dataclasses import replace

from bot.domain.settings import Budget, WorkspaceSettings
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.flows.settings.reading import Wrong, amount, whole_number

AMOUNT, MESSAGES = "amount", "messages"
GROUP = "group"
_MOST_MESSAGES = 10_000_000
# Each is looked at for every message of its people.
MAX_TEAMS = 50


async def save(
    ctx: Context, workspace_id: str, user: str, version: int, money: str, messages: str, team: str = ""
) -> Outcome:
    """Set the workspace's budget, or that of a team (its Slack user group); empty fields set no limit, and
    a team without any limit has no budget. Raises NotAllowed and ChangedMeanwhile."""
    read = _read(money, messages)
    if isinstance(read, Rejected):
        return read
    if not team:
        return await change(ctx, workspace_id, user, version, lambda old: replace(old, budget=read))
    if await _too_many(ctx, workspace_id, team, read):
        return Rejected({AMOUNT: f"There are {MAX_TEAMS} team budgets already. Remove one first."})
    return await change(ctx, workspace_id, user, version, lambda old: _of_team(old, team, read))


def _read(money: str, messages: str) -> Budget | Rejected:
    errors: dict[str, str] = {}
    budget = Budget()
    try:
        budget = replace(budget, amount=amount(money))
    except Wrong as wrong:
        errors[AMOUNT] = str(wrong)
    try:
        budget = replace(budget, messages=whole_number(messages, 1, _MOST_MESSAGES))
    except Wrong as wrong:
        errors[MESSAGES] = str(wrong)
    return Rejected(errors) if errors else budget


async def _too_many(ctx: Context, workspace_id: str, team: str, budget: Budget) -> bool:
    async with ctx.store.read(workspace_id) as uow:
        known = (await uow.settings.load()).settings.team_budgets
    return budget != Budget() and team not in known and len(known) >= MAX_TEAMS


def _of_team(old: WorkspaceSettings, team: str, budget: Budget) -> WorkspaceSettings:
    others = {group: given for group, given in old.team_budgets.items() if group != team}
    return replace(old, team_budgets=others if budget == Budget() else {**others, team: budget})
