"""Messages with buttons, with a list to pick from, with a link, or that ask for a place."""

from collections.abc import Callable

from bot.sandbox.meta.content.media import read_ref
from bot.sandbox.meta.content.rows import read_buttons, read_sections
from bot.sandbox.meta.library import Library
from bot.sandbox.meta.message import Choice, Content, MediaRef
from bot.sandbox.meta.params import Json, an_object, maybe, one_of, only, text, wrong

_PATH = "interactive"
_HEADERS = ("text", "image", "video", "document")


def read_interactive(message: Json, library: Library) -> Content:
    """A body with what the client may choose below it."""
    given = an_object(message, _PATH)
    kind = one_of(given, "type", _PATH, _ACTIONS)
    only(given, _PATH, ("type", "header", "body", "footer", "action"))
    body = text(an_object(given, "body", _PATH), "text", f"{_PATH}['body']", most=_most(kind))
    words, media = _header(given, kind, library)
    footer = ""
    if given.get("footer") is not None:
        footer = text(an_object(given, "footer", _PATH), "text", f"{_PATH}['footer']", most=60)
    action = an_object(given, "action", _PATH)
    choices = _ACTIONS[kind](action)
    opens = str(action.get("button", "")) if kind == "list" else ""
    said = "\n".join(each for each in (words, body, footer) if each)
    return Content(_PATH, said, media, choices, opens, given=given)


def _most(kind: str) -> int:
    return 4096 if kind == "list" else 1024


def _header(given: Json, kind: str, library: Library) -> tuple[str, MediaRef | None]:
    if given.get("header") is None:
        return "", None
    path = f"{_PATH}['header']"
    header = an_object(given, "header", _PATH)
    shape = one_of(header, "type", path, ("text",) if kind == "list" else _HEADERS)
    only(header, path, ("type", shape, "sub_text"))
    if shape == "text":
        return text(header, "text", path, most=60), None
    return "", read_ref(an_object(header, shape, path), shape, library, f"{path}['{shape}']")


def _list(action: Json) -> tuple[Choice, ...]:
    path = f"{_PATH}['action']"
    only(action, path, ("button", "sections"))
    text(action, "button", path, most=20)
    return read_sections(action)


def _link(action: Json) -> tuple[Choice, ...]:
    path = f"{_PATH}['action']"
    one_of(action, "name", path, ("cta_url",))
    given = an_object(action, "parameters", path)
    title = text(given, "display_text", f"{path}['parameters']", most=20)
    url = text(given, "url", f"{path}['parameters']", most=2000)
    if not url.startswith(("http://", "https://")):
        raise wrong("The url of the button is not a web address.")
    return (Choice("link", title, url),)


def _ask_for_place(action: Json) -> tuple[Choice, ...]:
    one_of(action, "name", f"{_PATH}['action']", ("send_location",))
    maybe(action, "button", f"{_PATH}['action']", most=20)
    return ()


_ACTIONS: dict[str, Callable[[Json], tuple[Choice, ...]]] = {
    "button": read_buttons,
    "list": _list,
    "cta_url": _link,
    "location_request_message": _ask_for_place,
}
