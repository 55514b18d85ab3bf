"""``view.state.values``: what the elements hold, in the shape Slack sends it."""

from typing import Any

from bot.sandbox.slack.blocks.unique import elements_of
from bot.sandbox.slack.models import Json

Values = dict[str, dict[str, Json]]

# For each kind of element that holds something: the field of its value, and the field that sets it at first.
FIELDS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}


def initial_state(blocks: list[Json], here: str | None) -> Values:
    """What is held at first: every element that can hold something, with its initial value.

    ``here`` is the conversation a message stands in or a view was opened from, None without one.
    """
    values: Values = {}
    for block in blocks:
        for _, element in elements_of(block):
            if element["type"] in FIELDS:
                values.setdefault(block["block_id"], {})[element["action_id"]] = _initial(element, here)
    return values


def kept_state(blocks: list[Json], before: Values, here: str | None) -> Values:
    """What an updated view or message holds: what was there where ids and kind stay, else what is initial."""
    values = initial_state(blocks, here)
    for block_id, actions in values.items():
        for action_id, fresh in actions.items():
            old = before.get(block_id, {}).get(action_id)
            if old and old["type"] == fresh["type"]:
                actions[action_id] = old
    return values


def is_empty(value: Json) -> bool:
    """Whether an element holds nothing."""
    held: Any = value.get(FIELDS[value["type"]][0])
    return held is None or held in ("", [])


def _initial(element: Json, here: str | None) -> Json:
    field, initial = FIELDS[element["type"]]
    if here and initial not in element and element.get("default_to_current_conversation"):
        return {"type": element["type"], field: [here] if field.endswith("s") else here}
    nothing: Any = [] if field in ("selected_options", "files") or field.endswith("s") else None
    return {"type": element["type"], field: element.get(initial) or nothing}
