"""A request's body as the object that Slack sent, by HTTP in one of three forms."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

# Slack's forms have about fifteen fields.
_MAX_FIELDS = 100


class NotSlacks(ValueError):
    """The body is no JSON object and no form that Slack sends."""


def parsed(body: bytes, content_type: str) -> dict[str, Any]:
    """The event, interaction or command in ``body``. Raises NotSlacks.

    Bolt's own parser takes a command for an interaction as soon as the word "payload" stands in its text,
    and loses it.
    """
    try:
        text = body.decode("utf-8")
        if content_type.partition(";")[0].strip().lower() == "application/json":
            return _object(json.loads(text))
        return _form(text)
    except (ValueError, RecursionError) as error:
        raise NotSlacks(type(error).__name__) from None


def _form(text: str) -> dict[str, Any]:
    fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MAX_FIELDS))
    if "payload" in fields:
        return _object(json.loads(fields["payload"]))
    if "command" in fields or "ssl_check" in fields:
        return fields
    raise NotSlacks("The form has neither a payload nor a command.")


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise NotSlacks("The JSON is no object with a type.")
    if not _SHAPES.get(value["type"], _any)(value):
        raise NotSlacks("The JSON lacks what every request of its type has.")
    return value


def _any(_: dict[str, Any]) -> bool:
    return True


def _is_event(value: dict[str, Any]) -> bool:
    return isinstance(value.get("event"), dict) and isinstance(value.get("event_id"), str)


def _has_person(value: dict[str, Any]) -> bool:
    user = value.get("user")
    return isinstance(user, dict) and isinstance(user.get("id"), str)


def _has_actions(value: dict[str, Any]) -> bool:
    actions = value.get("actions")
    return _has_person(value) and isinstance(actions, list) and actions[:1] != [] and _all_objects(actions)


def _all_objects(values: list[Any]) -> bool:
    return all(isinstance(each, dict) for each in values)


def _has_message(value: dict[str, Any]) -> bool:
    channel, message = value.get("channel"), value.get("message")
    where = isinstance(channel, dict) and isinstance(channel.get("id"), str)
    return _has_person(value) and where and isinstance(message, dict) and isinstance(message.get("ts"), str)


def _has_view(value: dict[str, Any]) -> bool:
    view = value.get("view")
    return _has_person(value) and isinstance(view, dict) and isinstance(view.get("id"), str)


# What the handlers rely on; whatever else is missing they can do without.
_SHAPES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "event_callback": _is_event,
    "block_actions": _has_actions,
    "block_suggestion": _has_person,
    "shortcut": _has_person,
    "message_action": _has_message,
    "view_submission": _has_view,
    "view_closed": _has_view,
}
