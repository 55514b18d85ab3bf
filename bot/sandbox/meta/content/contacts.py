"""Contacts to keep."""

from typing import Any

from bot.sandbox.meta.library import Library
from bot.sandbox.meta.message import Content
from bot.sandbox.meta.params import Json, a_list, an_object, missing, text, wrong

MOST = 257
_NAMES = ("first_name", "last_name", "middle_name", "suffix", "prefix")


def read_contacts(message: Json, _library: Library) -> Content:
    """Each contact has a whole name and at least one part of it."""
    given = a_list(message, "contacts")
    if not 1 <= len(given) <= MOST:
        raise wrong(f"A message has 1 to {MOST} contacts.")
    names = [_name(each, f"contacts[{position}]") for position, each in enumerate(given)]
    return Content("contacts", ", ".join(names), given={"contacts": given})


def _name(contact: Any, path: str) -> str:
    if not isinstance(contact, dict):
        raise wrong(f"{path} must be an object.")
    name: Json = an_object(contact, "name", path)
    shown = text(name, "formatted_name", f"{path}['name']")
    if not any(name.get(part) for part in _NAMES):
        raise missing(f"{path}: the name needs one of {', '.join(_NAMES)}.")
    for phone in contact.get("phones") or ():
        if not isinstance(phone, dict) or not phone.get("phone"):
            raise missing(f"{path}: a phone without its number.")
    return shown
