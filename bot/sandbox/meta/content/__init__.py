"""What each type of message may hold: read and checked as the Cloud API does it, a reader a file."""

from collections.abc import Callable

from bot.sandbox.meta.content.contacts import read_contacts
from bot.sandbox.meta.content.interactive import read_interactive
from bot.sandbox.meta.content.location import read_location
from bot.sandbox.meta.content.media import read_media
from bot.sandbox.meta.content.reaction import read_reaction
from bot.sandbox.meta.content.template import read_template
from bot.sandbox.meta.content.text import read_text
from bot.sandbox.meta.library import Library
from bot.sandbox.meta.message import Content
from bot.sandbox.meta.params import Json

Reader = Callable[[Json, Library], Content]

READERS: dict[str, Reader] = {
    "text": read_text,
    "template": read_template,
    "interactive": read_interactive,
    "location": read_location,
    "contacts": read_contacts,
    "reaction": read_reaction,
    **dict.fromkeys(("audio", "document", "image", "sticker", "video"), read_media),
}
