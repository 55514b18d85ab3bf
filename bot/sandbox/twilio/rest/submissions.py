"""The Content API's other half: templates are made, handed in to WhatsApp, and deleted."""

import json
import re
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.twilio.content import Content
from bot.sandbox.twilio.content_rules import check, missing_samples
from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.message import new_sid
from bot.sandbox.twilio.rest.content import approval, shown
from bot.sandbox.twilio.state import TwilioState

_NAME = re.compile(r"[a-z0-9_]{1,512}")
_CATEGORIES = frozenset({"UTILITY", "MARKETING", "AUTHENTICATION"})
# Source: Twilio's content types; a list picker and a location are for answers only, and are not handed in.
_NEVER_HANDED_IN = frozenset({"twilio/list-picker", "twilio/location"})


@dataclass
class Submissions:
    """Handlers for what changes ``/content/v1``."""

    state: TwilioState

    async def create(self, request: Request, _form: FormData) -> Response:
        """A new template; nobody has handed it in yet."""
        said = await _json(request)
        types, variables = check(said.get("types"), said.get("variables") or {})
        content = Content(
            new_sid("HX"),
            str(said.get("friendly_name") or ""),
            types,
            variables,
            language=_needed(said, "language"),
            category="",
            status="unsubmitted",
        )
        self.state.config.contents[content.sid] = content
        return JSONResponse(shown(self.state, content), status_code=201)

    async def request_approval(self, request: Request, _form: FormData) -> Response:
        """Hand a template in to WhatsApp."""
        content, said = self._find(request), await _json(request)
        name, category = _needed(said, "name"), _needed(said, "category")
        if not _NAME.fullmatch(name):
            raise TwilioError(20001, "name may hold lower-case letters, digits and underscores")
        if category not in _CATEGORIES:
            raise TwilioError(20001, "category is UTILITY, MARKETING or AUTHENTICATION")
        if content.shape in _NEVER_HANDED_IN:
            raise TwilioError(20001, f"{content.shape} cannot be handed in to WhatsApp")
        if missing := missing_samples(content):
            raise TwilioError(20001, f"variables lacks a sample for {', '.join(missing)}")
        if content.status != "unsubmitted" or self._is_taken(content, name):
            raise TwilioError(20409, name)
        content.name, content.category, content.status = name, category, "received"
        return JSONResponse(approval(content), status_code=201)

    async def delete(self, request: Request, _form: FormData) -> Response:
        """Delete a template, and with it what WhatsApp has of it."""
        del self.state.config.contents[self._find(request).sid]
        return Response(status_code=204)

    def _find(self, request: Request) -> Content:
        content = self.state.config.contents.get(request.path_params["sid"])
        if content is None:
            raise TwilioError(20404, request.url.path.partition("/content")[2])
        return content

    def _is_taken(self, content: Content, name: str) -> bool:
        return any(
            (each.called, each.language) == (name, content.language) and each.status != "unsubmitted"
            for each in self.state.config.contents.values()
        )


async def _json(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise TwilioError(20001, "the Content API takes JSON", status=415)
    try:
        said = json.loads(await request.body())
    except ValueError as error:
        raise TwilioError(20001, "the body is not JSON") from error
    if not isinstance(said, dict):
        raise TwilioError(20001, "the body is not an object")
    return said


def _needed(said: dict[str, Any], field: str) -> str:
    value = said.get(field)
    if not isinstance(value, str) or not value:
        raise TwilioError(20001, f"{field} is required")
    return value
