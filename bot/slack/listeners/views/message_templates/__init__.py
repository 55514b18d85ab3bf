"""Submitted windows about the team's own templates, by callback id."""

from bot.slack.blocks.message_templates import archive as archive_blocks
from bot.slack.blocks.message_templates import beside as beside_blocks
from bot.slack.blocks.message_templates import editor, listing
from bot.slack.deps import Handler
from bot.slack.listeners.views.message_templates import archive, beside, edited
from bot.slack.message_templates.listing import OWN

HANDLERS: dict[str, Handler] = {
    listing.CALLBACK: OWN.submitted,
    editor.CALLBACK: edited.handle,
    archive_blocks.CALLBACK: archive.handle,
    beside_blocks.CALLBACK: beside.handle,
}
