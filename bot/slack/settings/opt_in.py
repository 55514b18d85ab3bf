"""The page *WhatsApp opt-in*: whether and how clients are asked before a first WhatsApp text."""

from bot.domain.settings import OptInRules, WhenAbsent, WorkspaceSettings
from bot.flows.settings import opt_in as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, context, option, plain, section, shortened
from bot.slack.blocks.inputs import checks, radio, select, text_input
from bot.slack.blocks.template_words import language_words
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page

RULES, REQUIRED, WHEN_ABSENT = "rules", "required", "when_absent"
_NO_TEMPLATE = (
    "There is no template to ask with yet, so clients are not asked. Make one at your provider: a few words "
    "that name your business and ask whether you may write on WhatsApp, with two quick-reply buttons, the "
    "first for yes and the second for no. Once WhatsApp has approved it, choose it here."
)
_HINT = "An approved template with two buttons: the first for yes, the second for no."
_WORDS_HINT = "Parted by commas. Yes and no are known in English, Spanish, French, German, Italian, "
_WHAT = "Who has written to you on WhatsApp first, or whose written consent is recorded, is not asked."


def _summary(settings: WorkspaceSettings) -> str:
    rules = settings.opt_in
    return f"{_asked(rules)}; to clients who are not on WhatsApp {_ABSENT[rules.when_absent][1]}"


def _asked(rules: OptInRules) -> str:
    if not rules.required:
        return "Clients are not asked before a first WhatsApp text"
    if not rules.template:
        return "Clients are asked before a first WhatsApp text once a template for it is chosen"
    return "Clients are asked before a first WhatsApp text"


_ABSENT = {
    WhenAbsent.ASK: ("Ask in the thread", "a text goes by SMS if somebody says so"),
    WhenAbsent.SMS: ("Send the text as an SMS by itself", "a text goes by SMS by itself"),
}


async def _blocks(deps: Deps, settings: WorkspaceSettings) -> list[Block]:
    rules = settings.opt_in
    need = option("Ask before a first WhatsApp text", REQUIRED, "What was written waits for a yes.")
    absent = [option(label, rule.value) for rule, (label, _) in _ABSENT.items()]
    return [
        checks(RULES, "Rules", [need], [REQUIRED] if rules.required else [], optional=True),
        *await _template(deps, rules),
        *_words(rules),
        text_input(
            flow.CONFIRMATION,
            "A yes is answered",
            value=rules.confirmation,
            most=flow.MAX_CONFIRMATION,
            optional=True,
            multiline=True,
            hint="Empty: the words that come with the app.",
        ),
        radio(WHEN_ABSENT, "When a client is not on WhatsApp", absent, rules.when_absent.value),
        context(plain(_WHAT)),
    ]


async def _template(deps: Deps, rules: OptInRules) -> list[Block]:
    known = await flow.templates_to_ask_with(deps.ctx, deps.workspace_id, rules.template)
    if not known:
        return [section(plain(_NO_TEMPLATE), block_id="no_template")]
    options = [
        option(shortened(f"{each.name} · {language_words(each.language)}", 75), each.id) for each in known
    ]
    field = select(flow.TEMPLATE, "Opt-in message", options, value=rules.template, hint=_HINT, optional=True)
    return [field]


def _words(rules: OptInRules) -> list[Block]:
    return [
        text_input(
            name,
            f"Also means {name}",
            value=", ".join(words),
            placeholder=example,
            most=flow.MAX_TYPED,
            optional=True,
            hint=f"{_WORDS_HINT}Portuguese and Dutch.",
        )
        for name, words, example in (
            (flow.YES, rules.yes, "Such as: count me in, aye"),
            (flow.NO, rules.no, "Such as: not for me"),
        )
    ]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    typed = flow.Typed(
        required=REQUIRED in fields.options(RULES),
        template=fields.option(flow.TEMPLATE) if fields.named(flow.TEMPLATE) else None,
        yes=fields.text(flow.YES),
        no=fields.text(flow.NO),
        confirmation=fields.text(flow.CONFIRMATION),
        when_absent=WhenAbsent(fields.option(WHEN_ABSENT) or WhenAbsent.ASK),
    )
    return await flow.save(deps.ctx, deps.workspace_id, user, version, typed)


PAGE = Page("WhatsApp opt-in", lambda settings: settings.opt_in, _summary, _blocks, _submit)
