"""The page *Read and writing*."""

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import presence as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, context, option, plain
from bot.slack.blocks.inputs import checks
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page

RULES, SHOW = "rules", "show"
_WHAT = (
    "While a reply can still be taken back, the client sees “typing…” and that their last message was read. "
    "Twilio offers this as a beta that is not meant for health records or card payments."
)


def _summary(settings: WorkspaceSettings) -> str:
    if settings.presence.show:
        return "Clients on WhatsApp see when we have read and are writing"
    return "Clients do not see when we have read or are writing"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    on = [SHOW] if settings.presence.show else []
    choices = [option("Show clients when we have read and are writing", SHOW, "WhatsApp only.")]
    return [checks(RULES, "Clients", choices, on, optional=True), context(plain(_WHAT))]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    show = SHOW in fields.options(RULES)
    return await flow.save(deps.ctx, deps.workspace_id, user, version, show=show)


PAGE = Page("Read and writing", lambda settings: settings.presence, _summary, _blocks, _submit)
