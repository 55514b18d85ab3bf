"""Block Kit checks of messages: a table of bad blocks, each with what Slack says about it."""

from typing import Any

import pytest

from bot.sandbox.slack.blocks import checked_message_blocks
from bot.sandbox.slack.errors import SlackError
from tests.sandbox.slack.block_kit import (
    DIVIDER,
    IMAGE,
    actions,
    an_input,
    button,
    mrkdwn,
    option,
    plain,
    section,
    select,
)

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
