"""The Messages resource: create, list, fetch, redact, cancel, delete."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.twilio.accept import Acceptance
from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.media import MediaStore
from bot.sandbox.twilio.message import FINAL, TwilioMessage
from bot.sandbox.twilio.rest.filters import Filter
from bot.sandbox.twilio.state import TwilioState
from bot.sandbox.twilio.statuses import Statuses

DEFAULT_PAGE, MAX_PAGE = 50, 1000


@dataclass
class Messages:
    """Handlers for ``/Messages.json`` and ``/Messages/{sid}.json``."""

    state: TwilioState
    acceptance: Acceptance
    statuses: Statuses
    media: MediaStore

    async def create(self, _request: Request, form: FormData) -> Response:
        """Accept a message: 201 with the resource as it is before anything has happened to it."""
        return JSONResponse(self._shown(self.acceptance.accept(form)), status_code=201)

    async def listing(self, request: Request, _form: FormData) -> Response:
        """A page of messages, newest first, filtered by To, From and DateSent."""
        query = request.query_params
        fits = Filter.of(query)
        found = [message for message in reversed(self.state.messages.values()) if fits.matches(message)]
        found.sort(key=lambda message: message.sent or message.created, reverse=True)
        size = min(_number(query.get("PageSize"), "PageSize", DEFAULT_PAGE), MAX_PAGE)
        if size == 0:
            raise TwilioError(20001, "PageSize")
        page = _number(query.get("Page"), "Page", 0)
        return JSONResponse(self._page(found, size, page, dict(query)))

    async def fetch(self, request: Request, _form: FormData) -> Response:
        """The message as it is now."""
        return JSONResponse(self._shown(self.find(request)))

    async def update(self, request: Request, form: FormData) -> Response:
        """Redact (an empty Body, once the message is final) or cancel (a scheduled message)."""
        message = self.find(request)
        if form.get("Status") == "canceled":
            if message.status != "scheduled":
                raise TwilioError(30409)
            self.statuses.move(message, "canceled")
        elif "Body" in form:
            self._redact(message, str(form["Body"]))
        return JSONResponse(self._shown(message))

    async def delete(self, request: Request, _form: FormData) -> Response:
        """Remove a final message with its files."""
        message = self.find(request)
        if message.status not in FINAL:
            raise TwilioError(20009)
        self.media.remove(message)
        del self.state.messages[message.sid]
        return Response(status_code=204)

    def find(self, request: Request) -> TwilioMessage:
        """The message named in the path. Raises TwilioError 20404."""
        message = self.state.messages.get(request.path_params["sid"])
        if message is None:
            raise TwilioError(20404, request.url.path)
        return message

    def _shown(self, message: TwilioMessage) -> dict[str, object]:
        return message.as_json(self.state.clock.now())

    def _redact(self, message: TwilioMessage, body: str) -> None:
        if body:
            raise TwilioError(20001, "Body can only be emptied")
        if message.status not in FINAL:
            raise TwilioError(20009)
        message.body = ""
        message.updated = self.state.clock.now()

    def _page(
        self, found: list[TwilioMessage], size: int, page: int, query: dict[str, str]
    ) -> dict[str, object]:
        root = f"/2010-04-01/Accounts/{self.state.account_sid}/Messages.json"

        def uri(number: int) -> str:
            return f"{root}?{urlencode({**query, 'PageSize': size, 'Page': number})}"

        start = page * size
        shown = found[start : start + size]
        return {
            "first_page_uri": uri(0),
            "next_page_uri": uri(page + 1) if start + size < len(found) else None,
            "previous_page_uri": uri(page - 1) if page else None,
            "uri": uri(page),
            "page": page,
            "page_size": size,
            "start": start,
            "end": start + len(shown) - 1 if shown else start,
            "messages": [self._shown(message) for message in shown],
        }


def _number(text: str | None, name: str, default: int) -> int:
    if text is None:
        return default
    if not text.isdigit():
        raise TwilioError(20001, name)
    return int(text)
