"""Blocks and views checked by the rules of Block Kit, and their pictures against the workspace's files."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.api.files import may_see
from bot.sandbox.slack.blocks import checked_message_blocks, checked_view
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import File, Json


def message_blocks(installation: Installation, blocks: Any) -> list[Json]:
    """The blocks of a message with ids given. Raises SlackError as ``checked_message_blocks`` does."""
    checked = checked_message_blocks(blocks)
    _demand_pictures(installation, checked, "/blocks", "invalid_blocks")
    return checked


def view(installation: Installation, definition: Any, kind: str) -> Json:
    """A view with ids given. Raises SlackError as ``checked_view`` does."""
    checked = checked_view(definition, kind)
    _demand_pictures(installation, checked["blocks"], "/view/blocks", "invalid_arguments")
    return checked


def _demand_pictures(installation: Installation, blocks: list[Json], at: str, error: str) -> None:
    """A ``slack_file`` must be a picture that is there and that the app may see."""
    faults = [
        f"invalid slack file [json-pointer:{place}]"
        for place, named in _slack_files(blocks, at)
        if not _is_picture(installation, _file(installation, named))
    ]
    if faults:
        raise SlackError(error, messages=faults)


def _slack_files(node: Any, at: str) -> Iterator[tuple[str, Json]]:
    entries = enumerate(node) if isinstance(node, list) else node.items() if isinstance(node, dict) else ()
    for name, entry in entries:
        if name == "slack_file":
            yield f"{at}/{name}", entry
        else:
            yield from _slack_files(entry, f"{at}/{name}")


def _file(installation: Installation, named: Json) -> File | None:
    """By its id, or by its ``url_private`` or permalink, which both hold it."""
    files = installation.workspace.files
    if "id" in named:
        return files.get(named["id"])
    return next((files[part] for part in str(named.get("url")).split("/") if part in files), None)


def _is_picture(installation: Installation, file: File | None) -> bool:
    if file is None or file.content is None or not file.mimetype.startswith("image/"):
        return False
    return may_see(installation, file)
