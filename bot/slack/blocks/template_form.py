"""The window in which a template's blanks are filled in, made from the template itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.template import MAX_VALUE, Template, Variable
from bot.flows.outbound.preview import Verdict
from bot.flows.templates.choice import VARIABLE
from bot.slack.blocks.elements import Block, button, context, mrkdwn, plain, section, shortened
from bot.slack.blocks.goes import goes_blocks, send_at_input
from bot.slack.blocks.inputs import modal, text_input
from bot.slack.blocks.template_words import as_seen, said_blocks, title_words
from bot.slack.blocks.verdict import submit_label, verdict_blocks
from bot.slack.text import escape, shown

CALLBACK = "template"
VALUE, BACK = "template_value", "template_back"
SEND_AT, SEND_AT_ACTION = "send_at", "template_send_at"


@dataclass(frozen=True)
class TemplateForm:
    """What the window shows. ``values`` are those written so far, by blank; ``words`` what somebody wanted to
    say; ``facts`` what sending would mean; ``error`` what stands against it. ``send_at`` (UTC) is the chosen
    time and ``trouble`` why it cannot be. ``kept`` is its metadata."""

    template: Template
    client: str
    values: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    facts: tuple[str, ...] = ()
    verdict: Verdict | None = None
    error: str = ""
    send_at: datetime | None = None
    trouble: str = ""
    kept: str = ""


def form_view(form: TemplateForm) -> Block:
    """The window: a field for each blank, and below it the text as the client will read it."""
    values = {name: value for name, value in form.values.items() if value.strip()}
    template = form.template
    head = f"{title_words(template)}\nFor *{escape(shown(form.client))}*, by WhatsApp."
    another = button("Choose another", BACK, "back", "Go back to the list of templates")
    blocks = [
        *([section(plain(form.error), block_id="error")] if form.error else []),
        section(mrkdwn(head), block_id="head", accessory=another),
        *said_blocks(form.words),
        *(_blank(each, form.values.get(each.name, "")) for each in template.variables),
        context(plain("What the client will see:")),
        *as_seen(template, values),
        *goes_blocks(form.send_at, form.trouble, form.verdict),
        *([context(*map(plain, form.facts), block_id="facts")] if form.facts else []),
        *(verdict_blocks(form.verdict) if form.verdict else []),
        send_at_input(SEND_AT, SEND_AT_ACTION, form.send_at),
    ]
    label = "Schedule" if form.send_at else submit_label(form.verdict)
    return modal("Send a template", CALLBACK, blocks, submit=label, close="Cancel", kept=form.kept)


def block_of(name: str) -> str:
    """The block in which a blank is filled in."""
    return f"{VARIABLE}{name}"


def _blank(variable: Variable, value: str) -> Block:
    sample = variable.sample.strip()
    block = text_input(
        block_of(variable.name),
        _label(variable),
        value=value,
        placeholder=shortened(sample, 150),
        hint=f"Such as: {shortened(sample, 500)}" if sample else "",
        most=MAX_VALUE,
    )
    element = block["element"] | {
        "action_id": VALUE,
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    return block | {"element": element, "dispatch_action": True}


def _label(variable: Variable) -> str:
    """A number says where the blank stands; a name is read as words."""
    return f"{{{{{variable.name}}}}}" if variable.name.isdigit() else variable.name.replace("_", " ")
