"""The door every block list and every view goes through before it is shown."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.blocks.composition import plain
from bot.sandbox.slack.blocks.layout import SURFACES
from bot.sandbox.slack.blocks.rules import Report, array, boolean, shape, string, typed
from bot.sandbox.slack.blocks.unique import check_unique, elements_of, give_ids
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.models import Json

MAX_BLOCKS_IN_MESSAGE = 50
MAX_BLOCKS_IN_VIEW = 100
# Nowhere documented; posts with more text than this in all their blocks are refused.
MAX_TEXT_IN_MESSAGE = 13_200
MAX_VIEW_BYTES = 250_000

_COMMON = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_MODAL = {"submit": plain(24), "close": plain(24), **_COMMON}
_SWITCHES = dict.fromkeys(("clear_on_close", "notify_on_close", "submit_disabled"), boolean)
_VIEWS = {
    kind: typed(
        {
            "modal": shape(
                {"title": plain(24), "blocks": array(SURFACES["modal"], MAX_BLOCKS_IN_VIEW, least=0)},
                {**_MODAL, **_SWITCHES},
            ),
            "home": shape({"blocks": array(SURFACES["home"], MAX_BLOCKS_IN_VIEW, least=0)}, _COMMON),
        },
        (kind,),
    )
    for kind in ("modal", "home")
}
_MESSAGE = array(SURFACES["message"], MAX_BLOCKS_IN_MESSAGE, least=0)


def checked_message_blocks(blocks: Any) -> list[Json]:
    """The blocks of a message with ids given; an empty list for none.

    Raises SlackError ``invalid_blocks_format`` when it is no list, ``invalid_blocks`` with a message for each
    fault, or ``msg_blocks_too_long``.
    """
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    report = Report()
    _MESSAGE(blocks, "/blocks", report)
    check_unique(blocks, "/blocks", report)
    if report.messages:
        raise SlackError("invalid_blocks", messages=report.messages)
    if sum(map(len, _texts(blocks))) > MAX_TEXT_IN_MESSAGE:
        raise SlackError("msg_blocks_too_long")
    return _with_ids(blocks)


def checked_view(view: Any, kind: str) -> Json:
    """A view of this kind (``modal`` or ``home``) with ids given.

    Raises SlackError ``invalid_arguments`` with a message for each fault, or ``view_too_large``.
    """
    report = Report()
    _VIEWS[kind](view, "/view", report)
    blocks = view.get("blocks") if isinstance(view, dict) else None
    if isinstance(blocks, list):
        check_unique(blocks, "/view/blocks", report)
        _check_inputs(view, blocks, report)
    if report.messages:
        raise SlackError("invalid_arguments", messages=report.messages)
    if len(json.dumps(view)) > MAX_VIEW_BYTES:
        raise SlackError("view_too_large")
    return {**view, "blocks": _with_ids(view["blocks"])}


def _check_inputs(view: Json, blocks: list[Any], report: Report) -> None:
    inputs = [block for block in blocks if isinstance(block, dict) and block.get("type") == "input"]
    if inputs and view.get("type") == "modal" and view.get("submit") is None:
        report.add("missing required field: submit (a view with input blocks needs it)", "/view")
    focused = [one for block in blocks if isinstance(block, dict) for _, one in elements_of(block)]
    if sum(element.get("focus_on_load") is True for element in focused) > 1:
        report.add("only one element may have focus_on_load", "/view/blocks")


def _with_ids(blocks: list[Json]) -> list[Json]:
    own = copy.deepcopy(blocks)
    give_ids(own)
    return own


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
