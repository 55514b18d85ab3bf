"""Reads what the page posts: bounded in size, and checked field by field."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from starlette.requests import Request

Body = Mapping[str, Any]

# Ten files of 10 MB in base64 would fit nobody's test; two do.
MAX_BODY_BYTES = 28_000_000
MAX_FILE_BYTES = 10_000_000
MAX_FILES = 10
MAX_TEXT = 50_000


class Refusal(Exception):
    """What was asked for cannot be done; the text tells the person why. ``status`` is the HTTP status."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


async def read_body(request: Request) -> dict[str, Any]:
    """The JSON object of a post. Raises Refusal when it is too large or not a JSON object."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refusal("Send JSON with Content-Type: application/json.", 415)
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_BODY_BYTES:
            raise Refusal("That is more than the sandbox takes at once.", 413)
    try:
        body = json.loads(data or b"{}")
    except (ValueError, RecursionError) as error:
        raise Refusal("That is not valid JSON.") from error
    if not isinstance(body, dict):
        raise Refusal("Send a JSON object.")
    return body


def text(body: Body, name: str, *, most: int = MAX_TEXT) -> str:
    """A required text field. Raises Refusal."""
    value = body.get(name)
    if not isinstance(value, str):
        raise Refusal(f"The field {name} must be a text.")
    if len(value) > most:
        raise Refusal(f"The field {name} may have at most {most} characters.")
    return value


def optional_text(body: Body, name: str) -> str | None:
    """A text field that may be missing or null. Raises Refusal."""
    return None if body.get(name) is None else text(body, name)


def number(body: Body, name: str, *, most: float) -> float:
    """A required number from 0 to ``most``. Raises Refusal."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise Refusal(f"The field {name} must be a number from 0 to {most:g}.")
    return float(value)


def degrees(body: Body, name: str, *, most: float) -> float:
    """A required number from ``-most`` to ``most``. Raises Refusal."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise Refusal(f"The field {name} must be a number from {-most:g} to {most:g}.")
    return float(value)


def time_of_day(body: Body, name: str) -> time:
    """A required time of day such as ``22:00``. Raises Refusal."""
    try:
        return datetime.strptime(text(body, name, most=5), "%H:%M").time()  # noqa: DTZ007 - a bare time of day.
    except ValueError:
        raise Refusal(f"The field {name} must be a time of day such as 22:00.") from None


def mapping(body: Body, name: str) -> dict[str, Any]:
    """A required JSON object. Raises Refusal."""
    value = body.get(name)
    if not isinstance(value, dict):
        raise Refusal(f"The field {name} must be an object.")
    return value


def texts(body: Body, name: str) -> list[str]:
    """A required list of short texts. Raises Refusal."""
    value = body.get(name)
    if not isinstance(value, list) or not all(isinstance(each, str) and len(each) <= 255 for each in value):
        raise Refusal(f"The field {name} must be a list of texts.")
    return value


def files(body: Body, name: str) -> list[tuple[str, bytes, str]]:
    """Files as (name, bytes, content type), possibly none. Raises Refusal."""
    listed = body.get(name) or []
    if not isinstance(listed, list) or len(listed) > MAX_FILES:
        raise Refusal(f"At most {MAX_FILES} files can be sent at once.")
    return [_file(entry) for entry in listed]


def _file(entry: Any) -> tuple[str, bytes, str]:
    if not isinstance(entry, dict):
        raise Refusal("A file must be an object with name, mimetype and content.")
    try:
        content = base64.b64decode(text(entry, "content", most=MAX_BODY_BYTES), validate=True)
    except binascii.Error as error:
        raise Refusal("A file's content must be base64.") from error
    if len(content) > MAX_FILE_BYTES:
        raise Refusal("A file may have at most 10 MB.", 413)
    return text(entry, "name", most=255) or "file", content, text(entry, "mimetype", most=100)
