"""Layout blocks: what each may hold, and on which surface it may stand."""

from bot.sandbox.slack.blocks import rich_text
from bot.sandbox.slack.blocks.composition import plain, text
from bot.sandbox.slack.blocks.elements import ELEMENTS, IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION, picture
from bot.sandbox.slack.blocks.rules import (
    Report,
    Rule,
    array,
    boolean,
    both,
    integer,
    one_of,
    shape,
    string,
    typed,
)
from bot.sandbox.slack.models import Json

_BLOCK_ID = {"block_id": string(255)}
_CONTEXT_ITEM = typed(
    {
        "image": IMAGE,
        "plain_text": shape({"text": string(3000)}, {"emoji": boolean}),
        "mrkdwn": shape({"text": string(3000)}, {"verbatim": boolean}),
    }
)
_CELL = typed(
    {
        "raw_text": shape({"text": string(3000)}),
        "raw_number": shape({"value": integer(-(10**15), 10**15)}, {"text": string(3000)}),
        "rich_text": shape({"elements": rich_text.ELEMENTS}),
    }
)
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _text_or_fields(value: Json, at: str, report: Report) -> None:
    if value.get("text") is None and value.get("fields") is None:
        report.add("missing required field: text or fields", at)


def _input_element(surface: str) -> Rule:
    """File inputs stand in modals only; all others wherever an input block may."""
    return typed(ELEMENTS, IN_INPUT - ({"file_input"} if surface != "modal" else set()))


def _input(surface: str) -> Rule:
    return shape(
        {"label": plain(2000), "element": _input_element(surface)},
        {**_BLOCK_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    )


_EVERYWHERE: dict[str, Rule] = {
    "section": both(
        shape(
            {},
            {
                **_BLOCK_ID,
                "text": text(3000),
                "fields": array(text(2000), 10),
                "accessory": typed(ELEMENTS, IN_SECTION),
                "expand": boolean,
            },
        ),
        _text_or_fields,
    ),
    "header": shape({"text": plain(150)}, {**_BLOCK_ID, "level": integer(1, 4)}),
    "divider": shape({}, _BLOCK_ID),
    "image": picture({**_BLOCK_ID, "title": plain(2000)}),
    "context": shape({"elements": array(_CONTEXT_ITEM, 10)}, _BLOCK_ID),
    "actions": shape({"elements": array(typed(ELEMENTS, IN_ACTIONS), 25)}, _BLOCK_ID),
    "rich_text": shape({"elements": rich_text.ELEMENTS}, _BLOCK_ID),
    "video": shape(
        {
            "alt_text": string(2000),
            "title": plain(200),
            "thumbnail_url": string(3000),
            "video_url": string(3000),
        },
        {
            **_BLOCK_ID,
            "title_url": string(3000),
            "description": plain(200),
            "author_name": string(50),
            "provider_name": string(50),
            "provider_icon_url": string(3000),
        },
    ),
}
_IN_MESSAGES: dict[str, Rule] = {
    "markdown": shape({"text": string(12_000)}, _BLOCK_ID),
    "table": shape(
        {"rows": array(array(_CELL, 20), 100)}, {**_BLOCK_ID, "column_settings": array(_COLUMN, 20)}
    ),
}

# What may stand on each surface.
SURFACES: dict[str, Rule] = {
    "message": typed({**_EVERYWHERE, **_IN_MESSAGES, "input": _input("message")}),
    "modal": typed({**_EVERYWHERE, "input": _input("modal")}),
    "home": typed({**_EVERYWHERE, "input": _input("home")}),
}
