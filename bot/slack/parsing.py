"""A request's body as the object that Slack sent, by HTTP in one of three forms."""

import json
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
    return value
