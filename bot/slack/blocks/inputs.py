"""The fields of our forms, each within Slack's limits. A block holds one element, named as the block is."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.slack.blocks.elements import Block, chosen, plain

TEXT_LIMIT = 3000


def modal(
    title: str,
    callback_id: str,
    blocks: list[Block],
    *,
    submit: str = "",
    close: str = "Close",
    kept: str = "",
) -> Block:
    """A window; ``title``, ``submit`` and ``close`` at most 24 characters."""
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "close": plain(close, 24),
        "private_metadata": kept,
        "blocks": blocks,
    }
    return view | {"submit": plain(submit, 24)} if submit else view


def text_input(
    block_id: str,
    label: str,
    *,
    value: str = "",
    placeholder: str = "",
    hint: str = "",
    most: int = TEXT_LIMIT,
    optional: bool = False,
    multiline: bool = False,
) -> Block:
    """A field to type into."""
    element: Block = {"type": "plain_text_input", "action_id": block_id, "max_length": most}
    if multiline:
        element["multiline"] = True
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    if value:
        element["initial_value"] = value[:most]
    return field(block_id, label, element, hint=hint, optional=optional)


def select(
    block_id: str,
    label: str,
    options: Sequence[Block],
    *,
    value: str | None = None,
    hint: str = "",
    optional: bool = False,
) -> Block:
    """One of several, from a menu."""
    element = {
        "type": "static_select",
        "action_id": block_id,
        "placeholder": plain("Choose one", 150),
        "options": list(options)[:100],
    }
    return field(block_id, label, element | chosen(options, value), hint=hint, optional=optional)


def radio(block_id: str, label: str, options: Sequence[Block], value: str, hint: str = "") -> Block:
    """One of a few, all in sight."""
    element = {"type": "radio_buttons", "action_id": block_id, "options": list(options)[:10]}
    return field(block_id, label, element | chosen(options, value), hint=hint)


def checks(
    block_id: str,
    label: str,
    options: Sequence[Block],
    ticked: Sequence[str] = (),
    *,
    hint: str = "",
    optional: bool = False,
) -> Block:
    """Any of a few, all in sight; more than ten stand in a menu."""
    most = len(options) <= 10
    kind, limit = ("checkboxes", 10) if most else ("multi_static_select", 100)
    shown = list(options)[:limit]
    element: Block = {"type": kind, "action_id": block_id, "options": shown}
    on = [each for each in shown if each["value"] in ticked]
    if on:
        element["initial_options"] = on
    return field(block_id, label, element, hint=hint, optional=optional)


def number(
    block_id: str,
    label: str,
    value: int | None,
    least: int,
    most: int,
    *,
    hint: str = "",
    optional: bool = False,
) -> Block:
    """A whole number within these bounds; None: none stands there as yet."""
    element: Block = {
        "type": "number_input",
        "action_id": block_id,
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    if value is not None and least <= value <= most:
        element["initial_value"] = str(value)
    return field(block_id, label, element, hint=hint, optional=optional)


def clock(block_id: str, label: str, value: str, hint: str = "") -> Block:
    """A time of day such as ``08:00``; empty: none is chosen yet."""
    element: Block = {"type": "timepicker", "action_id": block_id}
    if value:
        element["initial_time"] = value
    return field(block_id, label, element, hint=hint)


def day(
    block_id: str, label: str, hint: str = "", *, value: date | None = None, optional: bool = True
) -> Block:
    """A day."""
    element: Block = {"type": "datepicker", "action_id": block_id}
    if value:
        element["initial_date"] = value.isoformat()
    return field(block_id, label, element, hint=hint, optional=optional)


def heard(block: Block) -> Block:
    """A field of which every change is told to us, so that the form can show what follows from it."""
    return block | {"dispatch_action": True}


def moment(block_id: str, label: str, value: datetime | None, hint: str = "") -> Block:
    """A day and a time, or none; Slack shows and reads it in the reader's own zone."""
    element: Block = {"type": "datetimepicker", "action_id": block_id}
    if value:
        element["initial_date_time"] = int(value.timestamp())
    return field(block_id, label, element, hint=hint, optional=True)


def person(block_id: str, label: str, value: str = "", hint: str = "", *, optional: bool = False) -> Block:
    """A teammate."""
    element: Block = {"type": "users_select", "action_id": block_id}
    if value:
        element["initial_user"] = value
    return field(block_id, label, element, hint=hint, optional=optional)


def searched(
    block_id: str, label: str, value: Block | None, placeholder: str, *, least: int = 1, hint: str = ""
) -> Block:
    """One of many or none, found by typing; ``least`` so many characters are typed before we are asked."""
    element: Block = {
        "type": "external_select",
        "action_id": block_id,
        "placeholder": plain(placeholder, 150),
        "min_query_length": least,
    }
    if value:
        element["initial_option"] = value
    return field(block_id, label, element, hint=hint, optional=True)


def several_searched(
    block_id: str, label: str, values: Sequence[Block], placeholder: str, most: int, hint: str = ""
) -> Block:
    """Any of many, found by typing; all are offered before anything is typed."""
    element: Block = {
        "type": "multi_external_select",
        "action_id": block_id,
        "placeholder": plain(placeholder, 150),
        "min_query_length": 0,
        "max_selected_items": most,
    }
    if values:
        element["initial_options"] = list(values)[:100]
    return field(block_id, label, element, hint=hint, optional=True)


def channel(block_id: str, label: str, value: str, hint: str) -> Block:
    """A channel, or none."""
    element: Block = {
        "type": "conversations_select",
        "action_id": block_id,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if value:
        element["initial_conversation"] = value
    return field(block_id, label, element, hint=hint, optional=True)


def field(block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """A labelled field around an element."""
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    extra: dict[str, Any] = {}
    if hint:
        extra["hint"] = plain(hint, 2000)
    if optional:
        extra["optional"] = True
    return block | extra


def confirm(title: str, text: str, yes: str, no: str = "Keep") -> Block:
    """The question before a button does what cannot be seen at once."""
    return {
        "confirm": {
            "title": plain(title, 100),
            "text": plain(text, 300),
            "confirm": plain(yes, 30),
            "deny": plain(no, 30),
            "style": "danger",
        }
    }
