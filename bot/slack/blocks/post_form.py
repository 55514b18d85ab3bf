"""The form *Post in Slack*: a message of the team's, or a file, for a channel."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.message_template import MessageTemplate
from bot.slack import windows
from bot.slack.blocks.elements import Block, chosen, context, mrkdwn, option, plain, shortened
from bot.slack.blocks.inputs import TEXT_LIMIT, channel, field, modal

CALLBACK = "post_in_slack"
TEMPLATE_ACTION, TEXT_ACTION = "post_template", "post_text"
CHANNEL, TEMPLATE, TEXT, FILES = "channel", "template", "text", "files"

_MOST_OPTIONS = 100
_HINT = "Markdown: **bold**, _italics_, [a link](https://example.com), lists with -, headings with #."


@dataclass(frozen=True)
class PostForm:
    """What the form shows. ``drawn`` counts how often a template has filled in the text: each time it is
    another field, or else Slack would keep what stood in it."""

    channel: str
    templates: Sequence[MessageTemplate]
    template_id: str = ""
    text: str = ""
    drawn: int = 0


def post_view(form: PostForm) -> Block:
    """The form; the count below the text follows what is typed."""
    blocks = [
        channel(CHANNEL, "Channel", form.channel, "The app must be in it: /invite @Threadline there."),
        *_templates(form),
        _text(form),
        _count(form.text),
        _files(),
    ]
    kept = windows.remember(drawn=form.drawn, template=form.template_id)
    return modal("Post in Slack", CALLBACK, blocks, submit="Post", close="Cancel", kept=kept)


def text_block(drawn: int) -> str:
    """The name of the field for the text."""
    return f"{TEXT}:{drawn}"


def _templates(form: PostForm) -> list[Block]:
    if not form.templates:
        return []
    options = [option(each.name, each.id) for each in form.templates[:_MOST_OPTIONS]]
    element: Block = {
        "type": "static_select",
        "action_id": TEMPLATE_ACTION,
        "placeholder": plain("Choose one, or write below", 150),
        "options": options,
    }
    said = "Its words take the place of the text below, and can be changed."
    menu = field(TEMPLATE, "Template", element | chosen(options, form.template_id), hint=said, optional=True)
    return [menu | {"dispatch_action": True}]


def _text(form: PostForm) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": TEXT_ACTION,
        "multiline": True,
        "max_length": TEXT_LIMIT,
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    if form.text:
        element["initial_value"] = shortened(form.text, TEXT_LIMIT)
    block = field(text_block(form.drawn), "Text", element, hint=_HINT, optional=True)
    return block | {"dispatch_action": True}


def _count(text: str) -> Block:
    return context(mrkdwn(f"{len(text):,} of {TEXT_LIMIT:,} characters"), block_id="count")


def _files() -> Block:
    element: Block = {"type": "file_input", "action_id": FILES, "max_files": 10}
    return field(
        FILES, "Files", element, hint="They are shared in the channel, below the text.", optional=True
    )
