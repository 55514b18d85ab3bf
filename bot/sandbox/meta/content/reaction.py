"""A reaction to a message."""

import regex

from bot.sandbox.meta.library import Library
from bot.sandbox.meta.message import Content
from bot.sandbox.meta.params import Json, an_object, only, text, wrong

# One picture character with all that belongs to it, or a digit's key, or a flag.
_EMOJI = regex.compile(r"(?=\p{Emoji}|\p{RI})\X")


def read_reaction(message: Json, _library: Library) -> Content:
    """An emoji at a message; without one, an earlier reaction is taken back."""
    given = an_object(message, "reaction")
    only(given, "reaction", ("message_id", "emoji"))
    text(given, "message_id", "reaction")
    emoji = text(given, "emoji", "reaction", most=64, least=0)
    if emoji and not _EMOJI.fullmatch(emoji):
        raise wrong("A reaction is one emoji.")
    return Content("reaction", emoji, given=given)
