"""The page *Time zone*."""

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import workspace as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block
from bot.slack.blocks.inputs import text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page


def _summary(settings: WorkspaceSettings) -> str:
    return f"Months and days begin by {settings.time_zone}"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    hint = "Budgets and reports count months by it. Quiet hours always follow the client's own time."
    return [
        text_input(
            flow.TIME_ZONE,
            "Time zone",
            value=settings.time_zone,
            placeholder="Such as America/New_York",
            most=64,
            hint=hint,
        )
    ]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    zone = fields.text(flow.TIME_ZONE)
    return await flow.set_time_zone(deps.ctx, deps.workspace_id, user, version, zone)


PAGE = Page("Time zone", lambda settings: settings.time_zone, _summary, _blocks, _submit)
