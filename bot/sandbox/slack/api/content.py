"""What a message of the app is made of: text, blocks, attachments and metadata, each checked."""

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.checked import message_blocks
from bot.sandbox.slack.api.method import demand
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Json
from bot.sandbox.slack.pings import pings_of

MAX_TEXT = 40_000
MAX_MARKDOWN = 12_000
MAX_ATTACHMENTS = 100
MAX_METADATA_BYTES = 15_000


@dataclass(frozen=True)
class Content:
    """The checked contents of a message."""

    text: str
    blocks: list[Json]
    attachments: list[Json]
    pings: list[str]


def read_content(installation: Installation, arguments: Arguments, *, may_be_empty: bool = False) -> Content:
    """Text, blocks and attachments of a call; text over 40,000 characters is cut, as Slack cuts it.

    Raises SlackError ``no_text``, ``invalid_blocks``, ``invalid_blocks_format``, ``msg_blocks_too_long``,
    ``invalid_attachments``, ``too_many_attachments``, ``markdown_text_conflict`` or ``msg_too_long``.
    """
    blocks = message_blocks(installation, arguments.structure("blocks", "invalid_blocks_format"))
    attachments = _attachments(arguments)
    text = _text(arguments)
    if not (text.strip() or blocks or attachments or may_be_empty):
        raise SlackError("no_text")
    loud = arguments.flag("link_names") or arguments.text("parse") == "full"
    return Content(text[:MAX_TEXT], blocks, attachments, pings_of(text, blocks, link_names=loud))


def _text(arguments: Arguments) -> str:
    if not arguments.has("markdown_text"):
        return arguments.text("text")
    if arguments.has("text") or arguments.has("blocks"):
        raise SlackError("markdown_text_conflict")
    if len(arguments.text("markdown_text")) > MAX_MARKDOWN:
        raise SlackError("msg_too_long")
    return arguments.text("markdown_text")


def _attachments(arguments: Arguments) -> list[Json]:
    attachments = arguments.structure("attachments", "invalid_attachments") or []
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > MAX_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return attachments


def read_metadata(arguments: Arguments) -> Json | None:
    """Message metadata. Raises SlackError ``invalid_metadata_format`` or ``metadata_too_large``."""
    metadata: Any = arguments.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    well_formed = (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and metadata["event_type"]
        and isinstance(metadata.get("event_payload"), dict)
    )
    if not well_formed:
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > MAX_METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def read_author(installation: Installation, arguments: Arguments) -> Json:
    """The name and picture a post is to carry; needs chat:write.customize."""
    asked = {
        name: arguments.text(name) for name in ("username", "icon_url", "icon_emoji") if arguments.text(name)
    }
    if not asked:
        return {"user": installation.workspace.bot_user}
    demand(installation, "chat:write.customize")
    icons: Json = {}
    if "icon_emoji" in asked:
        icons["emoji"] = asked["icon_emoji"]
    if "icon_url" in asked:
        icons["image_48"] = asked["icon_url"]
    name = asked.get("username", installation.config.app.name)
    return {"user": None, "subtype": "bot_message", "username": name, "icons": icons}
