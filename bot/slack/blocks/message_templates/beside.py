"""The window in which one of WhatsApp's templates is put beside a template of the team's: it goes where
WhatsApp takes no words of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.languages import name_of
from bot.domain.message_template import MessageTemplate
from bot.domain.template import Template
from bot.flows.message_templates.rules import MAX_BLANK
from bot.slack import windows
from bot.slack.blocks.elements import Block, context, mrkdwn, option, plain, section, shortened
from bot.slack.blocks.inputs import modal, searched, select, text_input
from bot.slack.blocks.message_templates.words import text, title_words
from bot.slack.blocks.template_words import language_words
from bot.slack.text import shown

CALLBACK = "message_template_beside"
LANGUAGE, LANGUAGE_ACTION = "language", "message_template_beside_language"
# The menu asks for its options under this name, and is the field's own.
TEMPLATE = "message_template_approved"
BLANK = "blank"
# What is chosen to have none.
NONE = "off"
# Blanks that fit into the window beside everything else; WhatsApp's own templates have a handful.
MOST_BLANKS = 30
_WHAT = (
    "WhatsApp takes words of your own only within 24 hours after a client wrote there. At other times the "
    "template that you choose here goes in their place."
)


@dataclass(frozen=True)
class Beside:
    """What stands in the window: the language it is for, WhatsApp's template, and what goes into its blanks.

    ``version``: of the team's template when the window was opened. ``round`` counts up when the fields are
    drawn for another template, so that nothing typed for one stands in another.
    """

    template: MessageTemplate
    language: str
    version: int
    approved: Template | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    round: int = 0
    below: Mapping[str, object] = field(default_factory=dict)


def blank_block(name: str, round_: int) -> str:
    """The field for one of the blanks."""
    return f"{BLANK}:{name}:{round_}"


def approved_option(template: Template) -> Block:
    """One of WhatsApp's templates."""
    words = " ".join(shown(template.body).split())
    return option(f"{template.name} · {language_words(template.language)}", template.id, shortened(words, 75))


def none_option() -> Block:
    """None of them."""
    return option("None", NONE, "Nothing goes outside of the 24 hours.")


def beside_view(beside: Beside, notice: str = "") -> Block:
    """The window; ``notice`` is said at its top."""
    blocks = [
        *([section(plain(notice), block_id="notice")] if notice else []),
        section(mrkdwn(f"{title_words(beside.template)}\n{_WHAT}"), block_id="title"),
        _language(beside),
        _template(beside),
        *_blanks(beside),
    ]
    kept = windows.remember(
        template=beside.template.id,
        version=beside.version,
        language=beside.language,
        approved=beside.approved.id if beside.approved else "",
        round=beside.round,
        below=dict(beside.below),
    )
    return modal("Beside it", CALLBACK, blocks, submit="Save", close="Cancel", kept=kept)


def _language(beside: Beside) -> Block:
    variants = beside.template.variants
    options = [option(name_of(each.language) or "Any language", each.language or "any") for each in variants]
    block = select(LANGUAGE, "For the words in", options, value=beside.language or "any")
    return block | {"element": block["element"] | {"action_id": LANGUAGE_ACTION}, "dispatch_action": True}


def _template(beside: Beside) -> Block:
    known = approved_option(beside.approved) if beside.approved else None
    block = searched(
        f"{TEMPLATE}:{beside.round}",
        "WhatsApp's template",
        known,
        "Its name, or a word in it",
        least=0,
        hint="Only those that WhatsApp has approved. Make new ones with /messaging templates.",
    )
    return block | {"element": block["element"] | {"action_id": TEMPLATE}, "dispatch_action": True}


def _blanks(beside: Beside) -> list[Block]:
    if beside.approved is None:
        return []
    fields = [
        text_input(
            blank_block(each.name, beside.round),
            f"In the blank {each.name}",
            value=beside.values.get(each.name, ""),
            placeholder="{{ first_name }}",
            hint=f"Such as: {each.sample}" if each.sample else "",
            most=MAX_BLANK,
            optional=True,
        )
        for each in beside.approved.variables[:MOST_BLANKS]
    ]
    body = context(mrkdwn(f"> {text(beside.approved.body, 1000)}"), block_id="words")
    note = [context(plain("The values are the same as in the text itself."), block_id="note")]
    return [body, *fields, *(note if fields else [])]
