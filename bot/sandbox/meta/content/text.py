"""A text."""

from bot.sandbox.meta.library import Library
from bot.sandbox.meta.message import Content
from bot.sandbox.meta.params import Json, a_flag, an_object, only, text


def read_text(message: Json, _library: Library) -> Content:
    """The words, and whether a link in them is shown with a preview."""
    given = an_object(message, "text")
    only(given, "text", ("body", "preview_url"))
    body = text(given, "body", "text", most=4096)
    a_flag(given, "preview_url", "text")
    return Content("text", body, given=given)
