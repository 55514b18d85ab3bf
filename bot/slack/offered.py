"""The files that a person has put into Slack, as its objects describe them, or named by their address."""

from collections.abc import Mapping
from typing import Any

from bot.domain.replies import OfferedFile
from bot.domain.web_files import file_at
from bot.slack.messages import word


def offered_files(holder: Mapping[str, Any]) -> tuple[OfferedFile, ...]:
    """The files of a message, or of a form's file input. One that Slack hides has no address; while a form
    is being filled in, Slack may name no more than a file's id."""
    files = holder.get("files")
    entries = files if isinstance(files, list) else []
    return tuple(_file(entry if isinstance(entry, Mapping) else {}) for entry in entries)


def file_on_web(typed: str) -> tuple[OfferedFile, ...]:
    """The file whose address was typed, if one was."""
    address = typed.strip()
    return (file_at(address),) if address else ()


def _file(entry: Mapping[str, Any]) -> OfferedFile:
    size = entry.get("size")
    return OfferedFile(
        name=word(entry, "name") or word(entry, "title") or "a file",
        content_type=word(entry, "mimetype"),
        size=size if isinstance(size, int) else 0,
        url=word(entry, "url_private_download") or word(entry, "url_private"),
    )
