"""The Media resource below a message, and the media host it redirects to."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.media import MediaStore
from bot.sandbox.twilio.message import StoredMedia, TwilioMessage, rfc2822
from bot.sandbox.twilio.rest.one_page import one_page
from bot.sandbox.twilio.state import TwilioState


@dataclass
class Media:
    """Handlers for ``/Messages/{sid}/Media`` and ``/media-host/{token}``."""

    state: TwilioState
    store: MediaStore

    async def listing(self, request: Request, _form: FormData) -> Response:
        """The files of one message."""
        message = self._message(request)
        shown = [_as_json(message, stored) for stored in message.media]
        return JSONResponse(one_page(f"{message.path}/Media", "media_list", shown))

    async def fetch(self, request: Request, _form: FormData) -> Response:
        """With ``.json`` the description, without it a redirect to the bytes."""
        message = self._message(request)
        wanted = request.path_params["media_sid"]
        stored = next((m for m in message.media if m.sid == wanted.removesuffix(".json")), None)
        if stored is None:
            raise TwilioError(20404, request.url.path)
        if wanted.endswith(".json"):
            return JSONResponse(_as_json(message, stored))
        root = request.url.path.partition("/2010-04-01/")[0]
        return RedirectResponse(f"{root}/media-host/{stored.token}", status_code=307)

    async def host(self, request: Request) -> Response:
        """The bytes, for whoever holds the unguessable address; no credentials are asked for here."""
        file = self.store.by_token.get(request.path_params["token"])
        if file is None:
            return Response("Not found", status_code=404)
        # The page must never run what a client sent, so a browser is told to guess nothing and load nothing.
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        return Response(file.data, media_type=file.content_type, headers=headers)

    def _message(self, request: Request) -> TwilioMessage:
        message = self.state.messages.get(request.path_params["sid"])
        if message is None:
            raise TwilioError(20404, request.url.path)
        return message


def _as_json(message: TwilioMessage, stored: StoredMedia) -> dict[str, Any]:
    date = rfc2822(stored.created)
    return {
        "sid": stored.sid,
        "account_sid": message.account_sid,
        "parent_sid": message.sid,
        "content_type": stored.file.content_type,
        "date_created": date,
        "date_updated": date,
        "uri": f"{message.path}/Media/{stored.sid}.json",
    }
