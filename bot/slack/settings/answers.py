"""The page *Automatic answers*: what clients are answered by the app, and by which words they confirm."""

from bot.domain.phone import display
from bot.domain.settings import KeywordAnswers, WorkspaceSettings
from bot.flows.inbound.standard_answers import Answering, sample_answer
from bot.flows.settings import answers as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import checks, modal, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import PREVIEW_ANSWERS, Page

_THANKS, _THANK = "thanks", "thank"
_FIELDS = (
    (Answering.INFO, flow.INFO, "INFO is answered"),
    (Answering.STATUS, flow.STATUS, "STATUS is answered"),
    (Answering.HELP, flow.HELP, "HELP is answered"),
    (Answering.CONFIRMED, flow.CONFIRMED, "Who confirms is answered"),
)
_CARRIER = "On SMS the carrier answers HELP and INFO itself, unless you have switched that off there."
_EMPTY = "Empty: the words that come with the app, in the client's language."
_WORDS_HINT = (
    "Parted by commas; each counts as a whole reply. Empty: C, confirm and confirmed, and the same in "
    "Spanish, French, German, Portuguese, Italian and Dutch."
)
_BY_LANGUAGE = "`{% if language == 'es' %} … {% else %} … {% endif %}`"


def _summary(settings: WorkspaceSettings) -> str:
    answers = settings.answers
    called = {flow.INFO: "INFO", flow.STATUS: "STATUS", flow.HELP: "HELP", flow.CONFIRMED: "a confirmation"}
    own = [word for name, word in called.items() if getattr(answers, name)]
    words = f"Your own words for {', '.join(own)}" if own else "The words that come with the app"
    contact = "with your contact" if answers.phone or answers.email else "without your phone or email"
    silent = "" if answers.answers_confirmed else "; who confirms an appointment is not answered"
    return f"{words}, {contact}{silent}"


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
            hint=_EMPTY,
        )
        for _answering, name, label in _FIELDS
    ]
    return [
        *_contact(answers),
        *templates,
        *_confirming(answers),
        actions(
            button("Preview", PREVIEW_ANSWERS, "preview", "Show the answers with sample values"),
            block_id="preview",
        ),
        context(mrkdwn(_names())),
        context(plain(_CARRIER)),
    ]


def _contact(answers: KeywordAnswers) -> list[Block]:
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
        text_input(
            flow.PORTAL,
            "Your web page for clients",
            value=answers.portal,
            placeholder="Such as https://harbor.example/portal",
            most=flow.MAX_PORTAL,
            optional=True,
        ),
    ]


def _confirming(answers: KeywordAnswers) -> list[Block]:
    thank = option("Thank who has confirmed an appointment", _THANK, "At most once for each appointment.")
    return [
        text_input(
            flow.CONFIRM_WORDS,
            "An appointment is confirmed by",
            value=", ".join(answers.confirm_words),
            placeholder="Such as: C, confirm",
            most=flow.MAX_WORDS_TYPED,
            optional=True,
            hint=_WORDS_HINT,
        ),
        checks(
            _THANKS, "Confirmations", [thank], [_THANK] if answers.answers_confirmed else [], optional=True
        ),
    ]


def preview_window(typed: KeywordAnswers) -> Block:
    """The answers as a client would read them, with sample values."""
    blocks: list[Block] = []
    for answering, name, label in _FIELDS:
        blocks.append(section(mrkdwn(f"*{label}*"), block_id=f"of:{name}"))
        blocks.append(section(plain(sample_answer(answering, typed)), block_id=f"said:{name}"))
    return modal("Preview", "answers_preview", [*blocks, context(plain("Filled in with sample values."))])


def typed_answers(fields: Fields) -> KeywordAnswers:
    """What stands in the form."""
    return KeywordAnswers(
        help=fields.text(flow.HELP),
        info=fields.text(flow.INFO),
        status=fields.text(flow.STATUS),
        phone=fields.text(flow.PHONE),
        email=fields.text(flow.EMAIL),
        portal=fields.text(flow.PORTAL),
        confirmed=fields.text(flow.CONFIRMED),
        confirm_words=flow.words_in(fields.text(flow.CONFIRM_WORDS)),
        answers_confirmed=_THANK in fields.options(_THANKS),
    )


def _names() -> str:
    lines = [f"`{{{{ {each.name} }}}}` {each.says}" for each in flow.VALUES]
    filters = "`|date`, `|short_date`, `|weekday`, `|time`, `|upper`, `|lower`, `|title`, `|default('…')`"
    parts = f"After a name: {filters}. `{{% if name %}} … {{% else %}} … {{% endif %}}`"
    return "\n".join([*lines, parts, f"By language: {_BY_LANGUAGE}"])


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    return await flow.save(deps.ctx, deps.workspace_id, user, version, typed_answers(fields))


PAGE = Page("Automatic answers", lambda settings: settings.answers, _summary, _blocks, _submit)
