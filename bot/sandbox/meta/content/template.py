"""A template with its blanks filled in."""

from collections.abc import Mapping

from bot.sandbox.meta.content import filling
from bot.sandbox.meta.content.media import read_ref
from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.library import Library
from bot.sandbox.meta.message import Choice, Content, MediaRef
from bot.sandbox.meta.params import Json, a_list, an_object, missing, only, text
from bot.sandbox.meta.template import MetaTemplate, blanks, fill

MAX_BODY = 1024
_STOPPED = {"PAUSED": 132015, "DISABLED": 132016}


def read_template(message: Json, library: Library) -> Content:
    """The template by its name and language, with a value for each blank."""
    given = an_object(message, "template")
    only(given, "template", ("name", "language", "components", "namespace"))
    template = _found(given, library)
    parts = filling.parts(a_list(given, "components", "template") if given.get("components") else [])
    header, media = _header(template, parts.get("header"), library)
    body = _words(template, "BODY", parts.get("body", []))
    if len(body) > MAX_BODY:
        raise GraphError(132005, f"Translated text of the body has more than {MAX_BODY} characters.")
    footer = str((template.component("FOOTER") or {}).get("text", ""))
    said = "\n".join(each for each in (header, body, footer) if each)
    choices = _choices(template, filling.button_parts(given.get("components") or [], template))
    return Content("template", said, media, choices, category=template.category, given=given)


def _found(given: Json, library: Library) -> MetaTemplate:
    name = text(given, "name", "template", most=512)
    language = an_object(given, "language", "template")
    only(language, "template['language']", ("code", "policy"))
    code = text(language, "code", "template['language']", most=16)
    template = library.template(name, code)
    # One that is not approved is to a sender as if it did not exist.
    if template is None or template.status in {"PENDING", "REJECTED"}:
        raise GraphError(132001, f"template name ({name}) does not exist in {code}")
    if template.status in _STOPPED:
        raise GraphError(_STOPPED[template.status])
    return template


def _words(template: MetaTemplate, kind: str, parameters: list[Json]) -> str:
    """A component's text with its blanks filled in."""
    words = str((template.component(kind) or {}).get("text", ""))
    values = filling.values(template, kind.lower(), blanks(words), parameters)
    return fill(words, values)


def _header(
    template: MetaTemplate, parameters: list[Json] | None, library: Library
) -> tuple[str, MediaRef | None]:
    shape = template.header_format
    if shape in {None, "TEXT"}:
        return _words(template, "HEADER", parameters or []), None
    wanted = str(shape).lower()
    received = str(parameters[0].get("type", "unknown")) if parameters else "unknown"
    if received != wanted or not parameters or len(parameters) != 1:
        details = f"header: Format mismatch, expected {shape}, received {received.upper()}"
        raise GraphError(132012, details)
    path = f"template['components']['header']['{wanted}']"
    value = an_object(parameters[0], wanted, path)
    if wanted == "location":
        return str(value.get("name") or "Location"), None
    return "", read_ref(value, wanted, library, path)


def _choices(template: MetaTemplate, given: Mapping[int, list[Json]]) -> tuple[Choice, ...]:
    every = enumerate(template.buttons)
    return tuple(_choice(button, position, given.get(position, [])) for position, button in every)


def _choice(button: Json, position: int, parameters: list[Json]) -> Choice:
    title = str(button.get("text", ""))
    if button["type"] == "QUICK_REPLY":
        payload = parameters[0].get("payload") if parameters else None
        return Choice("quick_reply", title, text({"payload": payload or title}, "payload", most=128))
    if button["type"] == "URL" and blanks(button["url"]):
        ending = parameters[0].get("text") if parameters else None
        if not ending:
            raise missing(f"buttons: Button at index {position} of type Url requires a parameter")
        return Choice("link", title, fill(button["url"], {blanks(button["url"])[0]: str(ending)}))
    if button["type"] == "COPY_CODE" and not parameters:
        raise missing(f"buttons: Button at index {position} of type CopyCode requires a parameter")
    return Choice("link", title, str(button.get("url") or button.get("phone_number") or ""))
