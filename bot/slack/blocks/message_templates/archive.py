"""The question before a template is archived."""

from collections.abc import Mapping

from bot.domain.message_template import MessageTemplate
from bot.slack import windows
from bot.slack.blocks.elements import Block, mrkdwn, section
from bot.slack.blocks.inputs import modal
from bot.slack.blocks.message_templates.words import title_words

CALLBACK = "message_template_archive"
_WHAT = (
    "Nobody is offered it any more, and its name is free for another. Texts that were sent with it still say "
    "so, and what waits already keeps its words."
)


def archive_view(template: MessageTemplate, below: Mapping[str, object], why_not: str = "") -> Block:
    """The question; ``why_not`` is what stands against it."""
    blocks = [section(mrkdwn(title_words(template)), block_id="title"), section(mrkdwn(why_not or _WHAT))]
    kept = windows.remember(template=template.id, below=dict(below))
    submit = "" if why_not else "Archive"
    return modal("Archive it?", CALLBACK, blocks, submit=submit, close="Keep it", kept=kept)
