"""Block Kit checks: a table of bad blocks, each with what Slack says about it."""

from typing import Any

import pytest

from bot.sandbox.slack.blocks import checked_message_blocks, checked_view
from bot.sandbox.slack.errors import SlackError

Block = dict[str, Any]


def plain(text: str = "Text") -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Text") -> Block:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain(), **more}


def option(value: str = "a", text: str = "A") -> Block:
    return {"text": plain(text), "value": value}


def actions(*elements: Block, **more: Any) -> Block:
    return {"type": "actions", "elements": list(elements), **more}


def section(**more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(), **more}


def select(**more: Any) -> Block:
    return {"type": "static_select", "options": [option()], **more}


def an_input(element: Block | None = None, **more: Any) -> Block:
    return {"type": "input", "label": plain(), "element": element or {"type": "plain_text_input"}, **more}


DIVIDER: Block = {"type": "divider"}
IMAGE: Block = {"type": "image", "image_url": "https://a.example/b.png", "alt_text": "A"}

BAD_IN_MESSAGES: list[tuple[str, list[Any], str]] = [
    ("51 blocks", [DIVIDER] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ("no object", ["text"], "must provide an object [json-pointer:/blocks/0]"),
    ("no type", [{}], "missing required field: type [json-pointer:/blocks/0]"),
    ("unknown block", [{"type": "sektion"}], "unsupported type: sektion [json-pointer:/blocks/0/type]"),
    ("unknown field", [section(txt="x")], "invalid additional property: txt [json-pointer:/blocks/0]"),
    (
        "empty section",
        [{"type": "section"}],
        "missing required field: text or fields [json-pointer:/blocks/0]",
    ),
    (
        "empty text",
        [section(text=mrkdwn(""))],
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "section text",
        [section(text=mrkdwn("x" * 3001))],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "eleven fields",
        [section(fields=[plain()] * 11)],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        "long field",
        [section(fields=[plain("x" * 2001)])],
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        "header length",
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "header mrkdwn",
        [{"type": "header", "text": mrkdwn()}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    (
        "plain_text with verbatim",
        [section(text={**plain(), "verbatim": True})],
        "invalid additional property: verbatim [json-pointer:/blocks/0/text]",
    ),
    (
        "emoji is no boolean",
        [section(text={**plain(), "emoji": "yes"})],
        "must provide a boolean [json-pointer:/blocks/0/text/emoji]",
    ),
    (
        "26 buttons",
        [actions(*[button()] * 26)],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ("no buttons", [actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        "eleven in context",
        [{"type": "context", "elements": [mrkdwn()] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "button in context",
        [{"type": "context", "elements": [button()]}],
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "button text",
        [actions(button(text=plain("x" * 76)))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        "button mrkdwn",
        [actions(button(text=mrkdwn()))],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
    ),
    (
        "button value",
        [actions(button(value="x" * 2001))],
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "button style",
        [actions(button(style="default"))],
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        "action_id length",
        [actions(button(action_id="x" * 256))],
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        "block_id length",
        [section(block_id="x" * 256)],
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    (
        "block_id twice",
        [section(block_id="a"), section(block_id="a")],
        "`block_id` `a` already exists [json-pointer:/blocks/1/block_id]",
    ),
    (
        "action_id twice in a block",
        [actions(button(action_id="a"), button(action_id="a"))],
        "`action_id` `a` already exists [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    (
        "option text",
        [section(accessory=select(options=[option(text="x" * 76)]))],
        "must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]",
    ),
    (
        "option value",
        [section(accessory=select(options=[option("x" * 151)]))],
        "must be less than 151 characters [json-pointer:/blocks/0/accessory/options/0/value]",
    ),
    (
        "option mrkdwn in a menu",
        [section(accessory=select(options=[{"text": mrkdwn(), "value": "a"}]))],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/accessory/options/0/text/type]",
    ),
    (
        "101 options",
        [section(accessory=select(options=[option(str(n)) for n in range(101)]))],
        "no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        "no options",
        [section(accessory={"type": "static_select"})],
        "must provide exactly one of: options, option_groups [json-pointer:/blocks/0/accessory]",
    ),
    (
        "initial option not offered",
        [section(accessory=select(initial_option=option("z")))],
        "initial option must exactly match one of the options provided "
        "[json-pointer:/blocks/0/accessory/initial_option]",
    ),
    (
        "placeholder",
        [section(accessory=select(placeholder=plain("x" * 151)))],
        "must be less than 151 characters [json-pointer:/blocks/0/accessory/placeholder/text]",
    ),
    (
        "eleven checkboxes",
        [actions({"type": "checkboxes", "options": [option(str(n)) for n in range(11)]})],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "six in an overflow menu",
        [actions({"type": "overflow", "options": [option(str(n)) for n in range(6)]})],
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "text input outside an input block",
        [actions({"type": "plain_text_input"})],
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "button in an input block",
        [an_input(button())],
        "unsupported type: button [json-pointer:/blocks/0/element/type]",
    ),
    (
        "file input in a message",
        [an_input({"type": "file_input"})],
        "unsupported type: file_input [json-pointer:/blocks/0/element/type]",
    ),
    (
        "no alt_text",
        [{"type": "image", "image_url": "https://a.example/b.png"}],
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    (
        "picture from nowhere",
        [section(accessory={"type": "image", "alt_text": "A"})],
        "must provide exactly one of: image_url, slack_file [json-pointer:/blocks/0/accessory]",
    ),
    (
        "a picture block from nowhere",
        [{"type": "image", "alt_text": "A"}],
        "must provide exactly one of: image_url, slack_file [json-pointer:/blocks/0]",
    ),
    (
        "a picture from two places",
        [{**IMAGE, "slack_file": {"id": "F0123456789"}}],
        "must provide exactly one of: image_url, slack_file [json-pointer:/blocks/0]",
    ),
    (
        "a picture's file named twice",
        [{"type": "image", "alt_text": "A", "slack_file": {"id": "F0123456789", "url": "https://a.example"}}],
        "must provide exactly one of: id, url [json-pointer:/blocks/0/slack_file]",
    ),
    (
        "impossible date",
        [actions({"type": "datepicker", "initial_date": "22.11.2026"})],
        "must be a date such as 2026-11-22 [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        "confirm without a text",
        [actions(button(confirm={"title": plain(), "confirm": plain(), "deny": plain()}))],
        "missing required field: text [json-pointer:/blocks/0/elements/0/confirm]",
    ),
    (
        "markdown length",
        [{"type": "markdown", "text": "x" * 12_001}],
        "must be less than 12001 characters [json-pointer:/blocks/0/text]",
    ),
    (
        "text is a bare string",
        [section(text="Words")],
        "must provide an object [json-pointer:/blocks/0/text]",
    ),
]


@pytest.mark.parametrize(
    ("blocks", "message"), [case[1:] for case in BAD_IN_MESSAGES], ids=[case[0] for case in BAD_IN_MESSAGES]
)
def test_what_a_message_may_not_hold(blocks: list[Any], message: str) -> None:
    with pytest.raises(SlackError) as caught:
        checked_message_blocks(blocks)
    assert caught.value.error == "invalid_blocks"
    assert message in caught.value.messages


def test_blocks_that_are_no_list_have_an_error_of_their_own() -> None:
    with pytest.raises(SlackError, match="invalid_blocks_format"):
        checked_message_blocks({"type": "divider"})


def test_all_text_of_a_message_together_is_bounded() -> None:
    fits = [section(text=mrkdwn("x" * 2640)) for _ in range(5)]
    checked_message_blocks(fits)
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        checked_message_blocks([*fits, section(text=mrkdwn("x"))])


def test_good_blocks_pass_and_get_ids_but_the_originals_stay() -> None:
    blocks = [
        {"type": "header", "text": plain()},
        section(fields=[mrkdwn()], accessory=select(placeholder=plain())),
        {"type": "context", "elements": [mrkdwn(), IMAGE]},
        actions(button(action_id="a", style="danger"), {"type": "datepicker", "initial_date": "2026-11-22"}),
        IMAGE,
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
        },
        {"type": "markdown", "text": "**x**"},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]},
        an_input(),
    ]
    checked = checked_message_blocks(blocks)
    assert all(block["block_id"] for block in checked)
    assert checked[1]["accessory"]["action_id"]
    assert checked[3]["elements"][0]["action_id"] == "a"
    assert "block_id" not in blocks[0]


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
