"""What can be done with an element: only what it offers as it is rendered."""

import re
from collections.abc import Callable, Collection
from typing import Any

from bot.sandbox.slack.blocks.composition import offered_options
from bot.sandbox.slack.errors import CannotDoError
from bot.sandbox.slack.modals.state import FIELDS
from bot.sandbox.slack.models import Channel, Json
from bot.sandbox.slack.workspace import Workspace

_TEXT_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
# What a filter calls the kinds of conversations.
_KINDS = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
_FORMS = {
    "selected_date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "selected_time": re.compile(r"([01]\d|2[0-3]):[0-5]\d"),
}


class Choices:
    """Checks what a person picks against what they are shown."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def held(self, user: str, element: Json, value: Json, suggested: list[Json]) -> Json:
        """The value an element then holds, in Slack's shape.

        ``suggested`` are the options an external select has shown so far. Raises CannotDoError for a value
        the element does not offer.
        """
        kind = element["type"]
        if kind == "button":
            return _button(element, value)
        if kind == "overflow":
            option = _option(value.get("selected_option"), offered_options(element))
            return {"type": kind, "selected_option": option}
        if kind not in FIELDS:
            raise CannotDoError(f"Nothing can be picked in a {kind}.")
        field, initial = FIELDS[kind]
        if kind == "file_input":
            raise CannotDoError("A file is put into a file input, not picked.")
        if field not in value:
            raise CannotDoError(f"A {kind} takes {field}.")
        offered = [*offered_options(element), *suggested, *_as_list(element.get(initial))]
        return {"type": kind, field: self._checked(user, element, field, value[field], offered)}

    def _checked(self, user: str, element: Json, field: str, value: Any, offered: list[Json]) -> Any:
        if element["type"] in _TEXT_INPUTS:
            return _text(element, value)
        if field.endswith("s"):
            return self._several(user, element, field, value, offered)
        # Every single choice can be cleared again.
        return None if value is None else self._single(user, element, field, value, offered)

    def _several(self, user: str, element: Json, field: str, value: Any, offered: list[Json]) -> list[Any]:
        if not isinstance(value, list):
            raise CannotDoError(f"{field} is a list.")
        if len(value) > element.get("max_selected_items", len(value)):
            raise CannotDoError(f"At most {element['max_selected_items']} can be chosen.")
        return [self._single(user, element, field.removesuffix("s"), entry, offered) for entry in value]

    def _single(self, user: str, element: Json, field: str, value: Any, offered: list[Json]) -> Any:
        if field == "selected_option":
            return _option(value, offered)
        known: Callable[[Any], bool] = {
            "selected_user": lambda one: one in self._workspace.users,
            "selected_channel": lambda one: self._sees(user, one, ("channel",)),
            "selected_conversation": lambda one: self._listed(user, one, element.get("filter") or {}),
            "selected_date_time": lambda one: isinstance(one, int) and 10**9 <= one < 10**10,
        }.get(field, lambda one: isinstance(one, str) and _FORMS[field].fullmatch(one) is not None)
        if not isinstance(value, (str, int)) or not known(value):
            raise CannotDoError(f"{value!r} cannot be chosen as {field}.")
        return value

    def _listed(self, user: str, channel_id: str, wanted: Json) -> bool:
        """Whether a conversation is among those the element's filter leaves."""
        kinds = [_KINDS[word] for word in wanted.get("include") or _KINDS]
        # All direct messages here are with the app's bot.
        if wanted.get("exclude_bot_users") and "im" in kinds:
            kinds.remove("im")
        return self._sees(user, channel_id, kinds)

    def _sees(self, user: str, channel_id: str, kinds: Collection[str]) -> bool:
        channel: Channel | None = self._workspace.channels.get(channel_id)
        return (
            channel is not None
            and channel.kind in kinds
            and (channel.kind == "channel" or user in channel.members)
        )


def _button(element: Json, value: Json) -> Json:
    sent = value.get("value", element.get("value"))
    if sent != element.get("value"):
        raise CannotDoError("This button has another value.")
    carried = {"value": sent} if sent is not None else {}
    style = {"style": element["style"]} if element.get("style") else {}
    return {"type": "button", "text": element["text"], **carried, **style}


def _option(value: Any, offered: list[Json]) -> Json:
    """The offered option with the same value; what was sent need not repeat its text."""
    wanted = value.get("value") if isinstance(value, dict) else value
    for option in offered:
        if option.get("value") == wanted:
            return option
    raise CannotDoError(f"The option {wanted!r} is not offered.")


def _text(element: Json, value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise CannotDoError("Only text can be typed here.")
    most = element.get("max_length", 3000)
    if value and len(value) > most:
        raise CannotDoError(f"At most {most} characters can be typed here.")
    return value or None


def _as_list(value: Any) -> list[Json]:
    entries = value if isinstance(value, list) else [value]
    return [entry for entry in entries if isinstance(entry, dict)]
