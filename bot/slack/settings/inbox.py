"""The page *Who looks after whom*."""

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import inbox as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.inputs import checks, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page

RULES, CLAIM, ASK = "rules", "claim_on_reply", "ask_before_stepping_in"


def _summary(settings: WorkspaceSettings) -> str:
    rules = settings.inbox
    claim = (
        "Who answers first looks after the client" if rules.claim_on_reply else "Clients are claimed by hand"
    )
    ask = (
        "others are asked before their reply goes"
        if rules.ask_before_stepping_in
        else "others may answer too"
    )
    days = rules.fresh_card_after_days
    silence = f"{days:,} day{'' if days == 1 else 's'} of silence"
    fresh = f"a fresh card after {silence}" if days else "no fresh cards"
    return f"{claim}; {ask}; {fresh}"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    rules = settings.inbox
    on = [CLAIM] if rules.claim_on_reply else []
    on += [ASK] if rules.ask_before_stepping_in else []
    choices = [
        option("Who answers first looks after the client", CLAIM, "Only where nobody does yet."),
        option("Ask before somebody else's reply goes", ASK, "Once a day for each client."),
    ]
    return [
        checks(RULES, "Rules", choices, on, optional=True),
        text_input(
            flow.FRESH_AFTER,
            "Fresh card after so many days of silence",
            value=str(rules.fresh_card_after_days or ""),
            placeholder="Such as 14",
            most=4,
            optional=True,
            hint="The next text then goes on under a new card, with links both ways. Empty: never.",
        ),
    ]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    on = fields.options(RULES)
    return await flow.save(
        deps.ctx,
        deps.workspace_id,
        user,
        version,
        claim_on_reply=CLAIM in on,
        ask=ASK in on,
        fresh_after=fields.text(flow.FRESH_AFTER),
    )


PAGE = Page("Who looks after whom", lambda settings: settings.inbox, _summary, _blocks, _submit)
