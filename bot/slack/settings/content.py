"""The page *Content & notice*."""

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import content as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.inputs import checks, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page
from bot.slack.text import escape

RULES, NOTICE, SPAM = "rules", "notice_on_first", "spam_warnings"


def _summary(settings: WorkspaceSettings) -> str:
    rules = settings.content
    name = f"as {escape(rules.business)}" if rules.business else "under the workspace's name"
    notice = f"First texts name you {name} and say how to stop" if rules.notice_on_first else "No notice"
    return f"{notice}; {'warns' if rules.spam_warnings else 'does not warn'} of what carriers filter"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    rules = settings.content
    on = [NOTICE] if rules.notice_on_first else []
    on += [SPAM] if rules.spam_warnings else []
    return [
        text_input(
            flow.BUSINESS,
            "Business name",
            value=rules.business,
            placeholder="Such as Harbor Clinic",
            most=flow.MAX_NAME,
            optional=True,
            hint="What clients read in the notice. Empty: the name of your Slack workspace.",
        ),
        checks(
            RULES,
            "Rules",
            [
                option("First text: who writes, and how to stop", NOTICE, "Batches always say it."),
                option("Warn of words that carriers filter", SPAM),
            ],
            on,
            optional=True,
        ),
    ]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    on = fields.options(RULES)
    return await flow.save(
        deps.ctx,
        deps.workspace_id,
        user,
        version,
        business=fields.text(flow.BUSINESS),
        notice_on_first=NOTICE in on,
        spam_warnings=SPAM in on,
    )


PAGE = Page("Content & notice", lambda settings: settings.content, _summary, _blocks, _submit)
