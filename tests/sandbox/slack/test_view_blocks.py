"""Block Kit checks of views: a table of bad ones, each with what Slack says about it."""

from typing import Any

import pytest

from bot.sandbox.slack.blocks import checked_view
from bot.sandbox.slack.errors import SlackError
from tests.sandbox.slack.block_kit import DIVIDER, Block, an_input, mrkdwn, plain, section


def modal(*blocks: Block, **more: Any) -> Block:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **more}


BAD_VIEWS: list[tuple[str, str, Any, str]] = [
    (
        "101 blocks",
        "modal",
        modal(*[DIVIDER] * 101),
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    ),
    ("no object", "modal", [], "must provide an object [json-pointer:/view]"),
    (
        "no title",
        "modal",
        {"type": "modal", "blocks": []},
        "missing required field: title [json-pointer:/view]",
    ),
    (
        "title length",
        "modal",
        modal(title=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    (
        "submit length",
        "modal",
        modal(submit=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/submit/text]",
    ),
    (
        "close length",
        "modal",
        modal(close=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/close/text]",
    ),
    (
        "private_metadata",
        "modal",
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    (
        "callback_id",
        "modal",
        modal(callback_id="x" * 256),
        "must be less than 256 characters [json-pointer:/view/callback_id]",
    ),
    (
        "input without submit",
        "modal",
        {"type": "modal", "title": plain(), "blocks": [an_input()]},
        "missing required field: submit (a view with input blocks needs it) [json-pointer:/view]",
    ),
    (
        "a home as a modal",
        "modal",
        {"type": "home", "blocks": []},
        "unsupported type: home [json-pointer:/view/type]",
    ),
    ("a modal as a home", "home", modal(), "unsupported type: modal [json-pointer:/view/type]"),
    (
        "a title at home",
        "home",
        {"type": "home", "title": plain(), "blocks": []},
        "invalid additional property: title [json-pointer:/view]",
    ),
    (
        "markdown in a modal",
        "modal",
        modal({"type": "markdown", "text": "x"}),
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
    ),
    (
        "table in a modal",
        "modal",
        modal({"type": "table", "rows": []}),
        "unsupported type: table [json-pointer:/view/blocks/0/type]",
    ),
    (
        "input label",
        "modal",
        modal(an_input(label=plain("x" * 2001))),
        "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]",
    ),
    (
        "max_length",
        "modal",
        modal(an_input({"type": "plain_text_input", "max_length": 3001})),
        "must be between 1 and 3000 [json-pointer:/view/blocks/0/element/max_length]",
    ),
    (
        "lengths the wrong way round",
        "modal",
        modal(an_input({"type": "plain_text_input", "min_length": 9, "max_length": 3})),
        "min_length must not be greater than max_length [json-pointer:/view/blocks/0/element]",
    ),
    (
        "number input without its kind",
        "modal",
        modal(an_input({"type": "number_input"})),
        "missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]",
    ),
    (
        "two in focus",
        "modal",
        modal(*[an_input({"type": "plain_text_input", "focus_on_load": True})] * 2),
        "only one element may have focus_on_load [json-pointer:/view/blocks]",
    ),
    (
        "block_id twice",
        "modal",
        modal(section(block_id="a"), section(block_id="a")),
        "`block_id` `a` already exists [json-pointer:/view/blocks/1/block_id]",
    ),
]


@pytest.mark.parametrize(
    ("kind", "view", "message"), [case[1:] for case in BAD_VIEWS], ids=[case[0] for case in BAD_VIEWS]
)
def test_what_a_view_may_not_hold(kind: str, view: Any, message: str) -> None:
    with pytest.raises(SlackError) as caught:
        checked_view(view, kind)
    assert caught.value.error == "invalid_arguments"
    assert message in caught.value.messages


def test_a_view_of_over_250_kilobytes_is_too_large() -> None:
    with pytest.raises(SlackError, match="view_too_large"):
        checked_view(modal(*[section(text=mrkdwn("x" * 3000)) for _ in range(90)]), "modal")
