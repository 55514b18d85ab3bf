"""Block elements: what each may hold, and in which block it may stand."""

from bot.sandbox.slack.blocks.composition import (
    CHOICE,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    OPTION,
    RICH_OPTION,
    choosing,
    plain,
    preselected,
)
from bot.sandbox.slack.blocks.rules import (
    Report,
    Rule,
    array,
    boolean,
    both,
    integer,
    matching,
    one_of,
    shape,
    string,
)
from bot.sandbox.slack.models import Json

ACTION_ID = string(255)
_ANY = {"action_id": ACTION_ID}
_FOCUS = {**_ANY, "focus_on_load": boolean}
_MENU = {**_FOCUS, "placeholder": plain(150), "confirm": CONFIRM}
_MANY = {**_MENU, "max_selected_items": integer(1)}
_TYPED = {**_FOCUS, "placeholder": plain(150), "dispatch_action_config": DISPATCH}
_DATE = matching(r"\d{4}-\d{2}-\d{2}", "a date such as 2026-11-22")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time such as 09:30")
_ID = string(50)
_NUMBER = matching(r"-?\d+(\.\d+)?", "a number in a string")
_URL = matching(r"https?://\S{1,2990}", "a valid url")


def _one_picture(value: Json, at: str, report: Report) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        report.add("must provide exactly one of: image_url, slack_file", at)


def _lengths_agree(value: Json, at: str, report: Report) -> None:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report.add("min_length must not be greater than max_length", at)


def _one_name(value: Json, at: str, report: Report) -> None:
    if isinstance(value, dict) and ("id" in value) == ("url" in value):
        report.add("must provide exactly one of: id, url", at)


_PICTURE: dict[str, Rule] = {
    "image_url": _URL,
    "slack_file": both(shape({}, {"id": _ID, "url": _URL}), _one_name),
}


def picture(more: dict[str, Rule]) -> Rule:
    """An image, as an element or as a block of its own with ``more`` fields."""
    return both(shape({"alt_text": string(2000)}, {**_PICTURE, **more}), _one_picture)


IMAGE = picture({})

ELEMENTS: dict[str, Rule] = {
    "button": shape(
        {"text": plain(75)},
        {
            **_ANY,
            "value": string(2000),
            "url": string(3000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "overflow": shape({"options": array(OPTION, 5)}, {**_ANY, "confirm": CONFIRM}),
    "checkboxes": preselected(
        shape(
            {"options": array(RICH_OPTION, 10)},
            {**_FOCUS, "initial_options": array(RICH_OPTION, 10), "confirm": CONFIRM},
        )
    ),
    "radio_buttons": preselected(
        shape(
            {"options": array(RICH_OPTION, 10)},
            {**_FOCUS, "initial_option": RICH_OPTION, "confirm": CONFIRM},
        )
    ),
    "static_select": choosing(shape({}, {**_MENU, **CHOICE, "initial_option": OPTION})),
    "multi_static_select": choosing(shape({}, {**_MANY, **CHOICE, "initial_options": array(OPTION, 100)})),
    "external_select": shape({}, {**_MENU, "initial_option": OPTION, "min_query_length": integer()}),
    "multi_external_select": shape(
        {}, {**_MANY, "initial_options": array(OPTION, 100), "min_query_length": integer()}
    ),
    "users_select": shape({}, {**_MENU, "initial_user": _ID}),
    "multi_users_select": shape({}, {**_MANY, "initial_users": array(_ID, 100)}),
    "channels_select": shape({}, {**_MENU, "initial_channel": _ID, "response_url_enabled": boolean}),
    "multi_channels_select": shape({}, {**_MANY, "initial_channels": array(_ID, 100)}),
    "conversations_select": shape(
        {},
        {
            **_MENU,
            "initial_conversation": _ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": CONVERSATION_FILTER,
        },
    ),
    "multi_conversations_select": shape(
        {},
        {
            **_MANY,
            "initial_conversations": array(_ID, 100),
            "default_to_current_conversation": boolean,
            "filter": CONVERSATION_FILTER,
        },
    ),
    "datepicker": shape({}, {**_MENU, "initial_date": _DATE}),
    "timepicker": shape({}, {**_MENU, "initial_time": _TIME, "timezone": string(100)}),
    "datetimepicker": shape(
        {}, {**_FOCUS, "confirm": CONFIRM, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
    "plain_text_input": both(
        shape(
            {},
            {
                **_TYPED,
                "initial_value": string(3000, least=0),
                "multiline": boolean,
                "min_length": integer(0, 3000),
                "max_length": integer(1, 3000),
            },
        ),
        _lengths_agree,
    ),
    "email_text_input": shape({}, {**_TYPED, "initial_value": string(3000, least=0)}),
    "url_text_input": shape({}, {**_TYPED, "initial_value": string(3000, least=0)}),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
    ),
    "file_input": shape({}, {**_ANY, "filetypes": array(string(20), 100), "max_files": integer(1, 10)}),
    "image": IMAGE,
}

_SINGLE = {"static_select", "external_select", "users_select", "channels_select", "conversations_select"}
_SEVERAL = {f"multi_{name}" for name in _SINGLE}
_CHOICES = {"checkboxes", "radio_buttons", "datepicker", "timepicker", *_SINGLE}

IN_SECTION = frozenset({"button", "overflow", "image", *_CHOICES, *_SEVERAL})
IN_ACTIONS = frozenset({"button", "overflow", "datetimepicker", *_CHOICES})
IN_INPUT = frozenset(
    {
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "datetimepicker",
        "file_input",
        *_CHOICES,
        *_SEVERAL,
    }
)
