"""The page *Posts in Slack*: the channel in which the team's own messages stand, unless another is chosen."""

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import workspace as flow
from bot.flows.settings.change import Outcome, Rejected
from bot.slack.blocks.elements import Block
from bot.slack.blocks.inputs import channel
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.channel import CHANNEL, channel_problem
from bot.slack.settings.page import Page


def _summary(settings: WorkspaceSettings) -> str:
    return f"In <#{settings.post_channel}>" if settings.post_channel else "No default channel"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    hint = "It is filled in when somebody posts with /messaging post, and can be changed there."
    return [channel(CHANNEL, "Default channel", settings.post_channel, hint)]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    chosen = fields.conversation(CHANNEL)
    problem = await channel_problem(deps, chosen) if chosen else ""
    if problem:
        return Rejected({CHANNEL: problem})
    return await flow.set_post_channel(deps.ctx, deps.workspace_id, user, version, chosen)


PAGE = Page("Posts in Slack", lambda settings: settings.post_channel, _summary, _blocks, _submit)
