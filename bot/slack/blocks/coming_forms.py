"""The forms on top of the window of what is to come: other words, another time."""

from datetime import datetime
from typing import Any

from bot.slack import windows
from bot.slack.blocks.elements import Block, plain, section
from bot.slack.blocks.inputs import TEXT_LIMIT, modal, moment, text_input

EDIT_CALLBACK, MOVE_CALLBACK = "coming_edit", "coming_move"
BODY, AT = "body", "at"

TOO_LONG = "It is too long to be changed here. Cancel it and write it anew."
_EDITS = "The client reads these words in the place of those that stand now. The time stays as it is."
_MOVES = "The words stay as they are. Whether it may go is asked again at the new time."
_HINT = "By your own clock."


def edit_view(body: str, most: int, kept: dict[str, Any]) -> Block:
    """Its words, to be changed; ``most`` characters at most."""
    field = text_input(BODY, "Text", value=body, most=min(most, TEXT_LIMIT), multiline=True)
    blocks = [section(plain(_EDITS)), field]
    return modal("Edit words", EDIT_CALLBACK, blocks, submit="Save", close="Back", kept=_kept(kept))


def move_view(at: datetime | None, kept: dict[str, Any], said: str = "") -> Block:
    """When it is to go; ``said``: why that is asked."""
    blocks = [section(plain(said or _MOVES)), moment(AT, "Goes at", at, _HINT)]
    return modal("Move", MOVE_CALLBACK, blocks, submit="Move", close="Back", kept=_kept(kept))


def _kept(kept: dict[str, Any]) -> str:
    return windows.remember(**kept)
