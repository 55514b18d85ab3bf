"""The page *Frequency*."""

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import frequency as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.inputs import checks, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page

STATES = "state_rules"


def _summary(settings: WorkspaceSettings) -> str:
    caps = settings.frequency
    limits = [f"{caps.per_day:,} a day"] if caps.per_day else []
    limits += [f"{caps.per_week:,} a week"] if caps.per_week else []
    most = f"At most {' and '.join(limits)} to a client" if limits else "No limit of your own"
    return f"{most}, {'US state limits kept' if caps.state_rules else 'without US state limits'}"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    caps = settings.frequency
    return [
        text_input(
            flow.PER_DAY,
            "Texts to a client in a day, at most",
            value=str(caps.per_day or ""),
            placeholder="Such as 2",
            most=6,
            optional=True,
            hint="Leave it empty for no limit. Answers to a client are never held back.",
        ),
        text_input(
            flow.PER_WEEK,
            "Texts to a client in a week, at most",
            value=str(caps.per_week or ""),
            placeholder="Such as 5",
            most=6,
            optional=True,
        ),
        checks(
            STATES,
            "US states",
            [option("Keep state limits, such as Florida's 3 a day", STATES)],
            [STATES] if caps.state_rules else [],
            optional=True,
        ),
    ]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    form = flow.FrequencyForm(
        fields.text(flow.PER_DAY), fields.text(flow.PER_WEEK), bool(fields.options(STATES))
    )
    return await flow.save(deps.ctx, deps.workspace_id, user, version, form)


PAGE = Page("Frequency", lambda settings: settings.frequency, _summary, _blocks, _submit)
