"""The page *Consent*."""

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import consent as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.inputs import checks
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page

RULES, DIRECT, ALL = "rules", "direct_needs_consent", "stop_covers_all"


def _summary(settings: WorkspaceSettings) -> str:
    rules = settings.consent
    direct = (
        "A teammate's own text needs recorded consent"
        if rules.direct_needs_consent
        else "A teammate's own text needs no recorded consent"
    )
    stop = "holds on every channel" if rules.stop_covers_all else "holds on its own channel"
    languages = ", ".join(flow.KNOWN_LANGUAGES.get(code, code) for code in rules.languages)
    return f"{direct}; a STOP {stop}; opt-outs are recognised in {languages}"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    rules = settings.consent
    on = [DIRECT] if rules.direct_needs_consent else []
    on += [ALL] if rules.stop_covers_all else []
    languages = [option(name, code) for code, name in flow.KNOWN_LANGUAGES.items()]
    return [
        checks(
            RULES,
            "Rules",
            [
                option("A teammate's own text needs consent", DIRECT, "Unless the client wrote first."),
                option("A STOP holds on every channel", ALL, "Not only on the one it came by."),
            ],
            on,
            optional=True,
            hint="Reminders and marketing always need consent.",
        ),
        checks(
            flow.LANGUAGES,
            "Opt-outs in the client's own words are recognised in",
            languages,
            rules.languages,
            hint="Such as “please stop texting me”. STOP itself is always understood.",
        ),
    ]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    on = fields.options(RULES)
    return await flow.save(
        deps.ctx,
        deps.workspace_id,
        user,
        version,
        direct_needs_consent=DIRECT in on,
        stop_covers_all=ALL in on,
        languages=fields.options(flow.LANGUAGES),
    )


PAGE = Page("Consent", lambda settings: settings.consent, _summary, _blocks, _submit)
