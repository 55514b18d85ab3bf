"""The page *Quiet hours*."""

from bot.domain.hours import clock as said
from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import quiet_hours as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.inputs import checks, clock, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page

STATES = "state_rules"


def _summary(settings: WorkspaceSettings) -> str:
    quiet = settings.quiet
    states = "and the stricter hours of US states" if quiet.state_rules else "without US state rules"
    minutes = int(quiet.reply_passes.total_seconds() // 60)
    replies = f"answers within {minutes} min at any hour" if minutes else "answers wait as well"
    span = f"from {said(quiet.opens)} to {said(quiet.closes)}"
    return f"Texts go {span} the client's time, {states}; {replies}"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    quiet = settings.quiet
    minutes = int(quiet.reply_passes.total_seconds() // 60)
    return [
        clock(flow.OPENS, "First text of a day", f"{quiet.opens:%H:%M}", "At the client's own time."),
        clock(
            flow.CLOSES,
            "Last text of a day",
            f"{quiet.closes:%H:%M}",
            "What is asked for later waits until the morning. US law allows 8:00 AM to 9:00 PM.",
        ),
        checks(
            STATES,
            "US states",
            [option("Keep the stricter hours of some states too", STATES)],
            [STATES] if quiet.state_rules else [],
            optional=True,
        ),
        text_input(
            flow.REPLY,
            "Minutes in which an answer may go at any hour",
            value=str(minutes),
            most=5,
            hint="Counted from the client's own last text. 0: answers wait as well.",
        ),
    ]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    form = flow.QuietHoursForm(
        opens=fields.text(flow.OPENS),
        closes=fields.text(flow.CLOSES),
        state_rules=bool(fields.options(STATES)),
        reply_minutes=fields.text(flow.REPLY),
    )
    return await flow.save(deps.ctx, deps.workspace_id, user, version, form)


PAGE = Page("Quiet hours", lambda settings: settings.quiet, _summary, _blocks, _submit)
