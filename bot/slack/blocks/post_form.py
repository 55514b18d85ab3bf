"""The form *Post in Slack*: a message of the team's, or a file, for a channel."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.markdown import MOST_IN_ALL
from bot.domain.message_template import MessageTemplate
from bot.slack import windows
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    chosen,
    context,
    option,
    plain,
    section,
    shortened,
)
from bot.slack.blocks.inputs import TEXT_LIMIT, channel, field, modal

CALLBACK = "post_in_slack"
TEMPLATE_ACTION, TEXT_ACTION, MORE = "post_template", "post_text", "post_more"
CHANNEL, TEMPLATE, TEXT, FILES = "channel", "template", "text", "files"

# A field of Slack's takes 3,000 characters and a message 40,000.
MOST_FIELDS = MOST_IN_ALL // TEXT_LIMIT
_HINT = "Markdown: **bold**, _italics_, [a link](https://example.com), lists with -, headings with #."
_GOES_ON = "Goes on in the same message, with a new paragraph."
_MORE = "Longer? Press “Continue in another field” and paste the next part there."
_NO_MORE = "No more fits into one message: share what is longer as a file, below."
_FILES = "They are shared in the channel, below the text. A text of any length can be one, such as notes.txt."


@dataclass(frozen=True)
class PostForm:
    """What the form shows. ``texts`` are what stands in its fields for the text, ``filled`` the words that a
    template puts into the first one now, and ``template_id`` whose words were put there last. ``drawn``
    counts how often: each time they are other fields, or else Slack would keep what stood in them.
    ``notice`` is said at the top."""

    channel: str
    templates: Sequence[MessageTemplate]
    template_id: str = ""
    texts: tuple[str, ...] = ("",)
    filled: str = ""
    drawn: int = 0
    notice: str = ""

    def filled_in(self, template_id: str, words: str) -> "PostForm":
        """The same with a template's words in the place of the text."""
        return PostForm(
            self.channel, self.templates, template_id, (words,), words, self.drawn + 1, self.notice
        )


def post_view(form: PostForm) -> Block:
    """The form; the count below the text follows what is typed."""
    blocks = [
        *([section(plain(form.notice), block_id="notice")] if form.notice else []),
        channel(CHANNEL, "Channel", form.channel, "The app must be in it: /invite @Threadline there."),
        *_templates(form),
        *(_text(form, number) for number in range(len(form.texts))),
        *_count(form.texts),
        _files(),
    ]
    kept = windows.remember(drawn=form.drawn, template=form.template_id, fields=len(form.texts))
    return modal("Post in Slack", CALLBACK, blocks, submit="Post", close="Cancel", kept=kept)


def text_block(drawn: int, number: int = 0) -> str:
    """The name of a field for the text."""
    return f"{TEXT}:{drawn}:{number}"


def _templates(form: PostForm) -> list[Block]:
    if not form.templates:
        return []
    element: Block = {
        "type": "external_select",
        "action_id": TEMPLATE_ACTION,
        "placeholder": plain("Its name, or words in it", 150),
        "min_query_length": 0,
    }
    shown = [
        option(each.name, each.id, each.subject) for each in form.templates if each.id == form.template_id
    ]
    said = "Its words take the place of the text below, and can be changed."
    menu = field(TEMPLATE, "Template", element | chosen(shown, form.template_id), hint=said, optional=True)
    return [menu | {"dispatch_action": True}]


def _text(form: PostForm, number: int) -> Block:
    """What was typed is not drawn again: Slack keeps it with the field, and takes no view that is longer."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": TEXT_ACTION,
        "multiline": True,
        "max_length": TEXT_LIMIT,
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    if form.filled and not number:
        element["initial_value"] = shortened(form.filled, TEXT_LIMIT)
    label, hint = (f"Text, part {number + 1}", _GOES_ON) if number else ("Text", _HINT)
    block = field(text_block(form.drawn, number), label, element, hint=hint, optional=True)
    return block | {"dispatch_action": True}


def _count(texts: Sequence[str]) -> list[Block]:
    used, room = sum(map(len, texts)), TEXT_LIMIT * len(texts)
    said = f"{used:,} of {room:,} characters"
    if len(texts) >= MOST_FIELDS:
        return [context(plain(said), plain(_NO_MORE), block_id="count")]
    more = button("Continue in another field", MORE, "more", "Have one more field for the text")
    return [context(plain(said), plain(_MORE), block_id="count"), actions(more, block_id="more")]


def _files() -> Block:
    element: Block = {"type": "file_input", "action_id": FILES, "max_files": 10}
    return field(FILES, "Files", element, hint=_FILES, optional=True)
