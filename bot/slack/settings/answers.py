"""The page *Automatic answers*: what HELP, INFO and STATUS are answered."""

from bot.domain.keywords import Keyword
from bot.domain.phone import display
from bot.domain.settings import KeywordAnswers, WorkspaceSettings
from bot.flows.inbound.standard_answers import sample_answer
from bot.flows.settings import answers as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, plain, section
from bot.slack.blocks.inputs import modal, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import PREVIEW_ANSWERS, Page

_FIELDS = (
    (Keyword.INFO, flow.INFO, "INFO is answered"),
    (Keyword.STATUS, flow.STATUS, "STATUS is answered"),
    (Keyword.HELP, flow.HELP, "HELP is answered"),
)
_CARRIER = "On SMS the carrier answers HELP and INFO itself, unless you have switched that off there."


def _summary(settings: WorkspaceSettings) -> str:
    answers = settings.answers
    own = [name.upper() for name in (flow.INFO, flow.STATUS, flow.HELP) if getattr(answers, name)]
    words = f"Your own words for {', '.join(own)}" if own else "The words that come with the app"
    contact = "with your contact" if answers.phone or answers.email else "without your phone or email"
    return f"{words}, {contact}"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    answers = settings.answers
    templates = [
        text_input(
            name,
            label,
            value=getattr(answers, name),
            most=flow.MAX_TEMPLATE,
            optional=True,
            multiline=True,
            hint="Empty: the words that come with the app.",
        )
        for _word, name, label in _FIELDS
    ]
    return [
        text_input(
            flow.PHONE,
            "Your phone number for clients",
            value=display(answers.phone) if answers.phone else "",
            placeholder="Such as +1 202-555-0100",
            most=40,
            optional=True,
        ),
        text_input(
            flow.EMAIL,
            "Your email address for clients",
            value=answers.email,
            placeholder="Such as hello@harbor.example",
            most=flow.MAX_EMAIL,
            optional=True,
        ),
        *templates,
        actions(
            button("Preview", PREVIEW_ANSWERS, "preview", "Show the answers with sample values"),
            block_id="preview",
        ),
        context(mrkdwn(_names())),
        context(plain(_CARRIER)),
    ]


def preview_window(typed: KeywordAnswers) -> Block:
    """The three answers as a client would read them, with sample values."""
    blocks: list[Block] = []
    for word, name, label in _FIELDS:
        blocks.append(section(mrkdwn(f"*{label}*"), block_id=f"of:{name}"))
        blocks.append(section(plain(sample_answer(word, typed)), block_id=f"said:{name}"))
    return modal("Preview", "answers_preview", [*blocks, context(plain("Filled in with sample values."))])


def typed_answers(fields: Fields) -> KeywordAnswers:
    """What stands in the form."""
    return KeywordAnswers(
        help=fields.text(flow.HELP),
        info=fields.text(flow.INFO),
        status=fields.text(flow.STATUS),
        phone=fields.text(flow.PHONE),
        email=fields.text(flow.EMAIL),
    )


def _names() -> str:
    lines = [f"`{{{{ {each.name} }}}}` {each.says}" for each in flow.VALUES]
    filters = "`|date`, `|time`, `|upper`, `|lower`, `|title`, `|default('…')`"
    return "\n".join([*lines, f"After a name: {filters}. `{{% if name %}} … {{% else %}} … {{% endif %}}`"])


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    return await flow.save(deps.ctx, deps.workspace_id, user, version, typed_answers(fields))


PAGE = Page("Automatic answers", lambda settings: settings.answers, _summary, _blocks, _submit)
