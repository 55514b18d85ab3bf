"""The page *Notifications*: the channel in which the app reports."""

import asyncio

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import workspace as flow
from bot.flows.settings.change import Outcome, Rejected
from bot.ports import PostFailed, PostProblem
from bot.slack.blocks.elements import Block
from bot.slack.blocks.inputs import channel
from bot.slack.deps import Deps
from bot.slack.errors import translated
from bot.slack.fields import Fields
from bot.slack.settings.page import Page

CHANNEL = "channel"
# Slack waits three seconds for the form, and what is submitted must be kept within them.
_SECONDS = 1.5
INVITE = "The app is not in this channel. Type /invite @Threadline there, then save again."
ARCHIVED = "This channel is archived. Choose another one."


def _summary(settings: WorkspaceSettings) -> str:
    return f"In <#{settings.system_channel}>" if settings.system_channel else "To each admin directly"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    hint = (
        "Budgets that run out, opt-outs, numbers that are verified or suspended, trouble with the carrier. "
        "Empty: each admin is told directly."
    )
    return [channel(CHANNEL, "Channel for reports", settings.system_channel, hint)]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    chosen = fields.conversation(CHANNEL)
    problem = await channel_problem(deps, chosen) if chosen else ""
    if problem:
        return Rejected({CHANNEL: problem})
    return await flow.set_channel(deps.ctx, deps.workspace_id, user, version, chosen)


async def channel_problem(deps: Deps, chosen: str) -> str:
    """Why the app cannot write there; empty when it can. Raises PostFailed when Slack does not say."""
    try:
        with translated(repeatable=True):
            async with asyncio.timeout(_SECONDS):
                found = (await deps.client.conversations_info(channel=chosen))["channel"]
    except PostFailed as failed:
        # A private channel that the app is not in does not exist for it.
        if failed.problem is PostProblem.CHANNEL_GONE:
            return INVITE
        raise
    if found.get("is_archived"):
        return ARCHIVED
    return "" if found.get("is_member") else INVITE


PAGE = Page("Notifications", lambda settings: settings.system_channel, _summary, _blocks, _submit)
