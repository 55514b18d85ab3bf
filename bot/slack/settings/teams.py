"""The page *Team budgets*: what a Slack user group may spend in a month."""

import logging

from bot.domain.settings import Budget, WorkspaceSettings
from bot.flows.settings import budget as flow
from bot.flows.settings.change import Outcome, Rejected, Saved
from bot.flows.team.groups import refresh_group
from bot.ports import PostFailed
from bot.slack.blocks.elements import Block, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import select
from bot.slack.blocks.roles import NO_GROUPS
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.budget import amounts, in_words
from bot.slack.settings.page import Page
from bot.slack.usergroups import SlackUserGroups

log = logging.getLogger(__name__)

_WHAT = "A text counts for the team of who sends it, and for the workspace's budget as well."


def _summary(settings: WorkspaceSettings) -> str:
    lines = [
        f"<!subteam^{group}>: {in_words(budget, settings.currency)}"
        for group, budget in settings.team_budgets.items()
    ]
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f"{'; '.join(lines[:5])}{more}" if lines else "None"


async def _blocks(deps: Deps, settings: WorkspaceSettings) -> list[Block]:
    groups = await SlackUserGroups(deps.client).all()
    names = {group.id: group.name for group in groups}
    # A group that was switched off in Slack still has its budget, which must be possible to remove.
    names |= {
        group: f"A group that is gone ({group})" for group in settings.team_budgets if group not in names
    }
    if not names:
        return [section(plain(NO_GROUPS))]
    return [
        *([section(mrkdwn(_summary(settings)))] if settings.team_budgets else []),
        select(
            flow.GROUP,
            "User group",
            [option(name, group) for group, name in names.items()],
            hint="A group that has a budget already gets the new one. Empty amounts remove it.",
        ),
        *amounts(Budget(), settings.currency),
        context(plain(_WHAT)),
    ]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    team = fields.option(flow.GROUP)
    if not team:
        return Rejected({flow.GROUP: NO_GROUPS})
    money, messages = fields.text(flow.AMOUNT), fields.text(flow.MESSAGES)
    outcome = await flow.save(deps.ctx, deps.workspace_id, user, version, money, messages, team)
    if isinstance(outcome, Saved):
        await _read_members(deps, team)
    return outcome


async def _read_members(deps: Deps, team: str) -> None:
    try:
        await refresh_group(deps.ctx, deps.workspace_id, SlackUserGroups(deps.client), team)
    except PostFailed as failed:
        # The worker asks again in a few minutes.
        log.warning("The people of a user group could not be read yet: %s", failed.error)


PAGE = Page("Team budgets", lambda settings: settings.team_budgets, _summary, _blocks, _submit)
