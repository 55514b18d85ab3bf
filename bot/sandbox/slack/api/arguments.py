"""The arguments of a Web API call, however they were sent, read with Slack's own refusals."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.slack.bodies import bounded_body
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.models import Json

MAX_BODY_BYTES = 2_000_000


class Arguments:
    """Named arguments; forms give text for everything, JSON gives values."""

    def __init__(self, values: Json) -> None:
        self.values = values

    def has(self, name: str) -> bool:
        """Whether the argument was given at all; an empty text counts, null does not."""
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A text, or the default. Raises SlackError ``invalid_arguments`` for a list or an object."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (dict, list)):
            raise SlackError("invalid_arguments", messages=[f"must be a string [json-pointer:/{name}]"])
        return str(value)

    def required(self, name: str) -> str:
        """A text that must be there. Raises SlackError ``invalid_arguments`` when it is missing or empty."""
        value = self.text(name)
        if not value:
            raise SlackError("invalid_arguments", messages=[f"missing required field: {name}"])
        return value

    def flag(self, name: str) -> bool:
        """A yes or no; what Slack takes for a yes is ``true`` or ``1``."""
        return self.text(name).lower() in ("true", "1")

    def number(self, name: str, default: int, *, error: str = "invalid_arguments") -> int:
        """A whole number, or the default. Raises SlackError ``error`` for anything else."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise SlackError(error) from None

    def structure(self, name: str, error: str) -> Any:
        """A list or an object, as such or as JSON text; None when absent. Raises SlackError ``error``."""
        value = self.values.get(name)
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                raise SlackError(error) from None
        if value in (None, ""):
            return None
        if not isinstance(value, (dict, list)):
            raise SlackError(error)
        return value


async def read_arguments(request: Request, *, takes_json: bool) -> Arguments:
    """Query and body of a call; a JSON body counts only for methods that take one, as in Slack.

    Raises SlackError ``invalid_json``, ``json_not_object``, ``invalid_form_data``, ``invalid_post_type`` or
    ``request_too_large``.
    """
    values: Json = dict(request.query_params)
    if request.method == "GET":
        return Arguments(values)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await bounded_body(request, MAX_BODY_BYTES)
    if kind == "application/json":
        values.update(_json_object(body) if takes_json else {})
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        values.update(await _form(request))
    elif body:
        raise SlackError("invalid_post_type")
    return Arguments(values)


def _json_object(body: bytes) -> Json:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value


async def _form(request: Request) -> Json:
    form = await request.form()
    if any(isinstance(value, UploadFile) for value in form.values()):
        raise SlackError("invalid_form_data")
    return dict(form)
