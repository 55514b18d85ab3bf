"""``GET /media/{token}``: a file that goes to a client, for the provider that was given the link."""

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.domain.message import Media
from bot.media.links import BadLink, OldLink
from bot.ports import MediaStoreAway

_log = logging.getLogger(__name__)

# The file of a token, with its bytes; None for the bytes when they are kept no more. Raises BadLink, OldLink.
Serve = Callable[[str], Awaitable[tuple[Media, bytes | None]]]


def media_route(serve: Serve) -> Route:
    """The route; the signature in the token is what authenticates whoever asks."""

    async def media(request: Request) -> Response:
        try:
            file, content = await serve(request.path_params["token"])
        except BadLink:
            _log.warning("a link to a file was refused: it was not made here")
            return PlainTextResponse("This link was not made here.", 403)
        except OldLink:
            return PlainTextResponse("This link is not good any more.", 410)
        except MediaStoreAway:
            _log.warning("a file could not be served: its store does not answer")
            return PlainTextResponse("This file cannot be had just now.", 503, {"Retry-After": "5"})
        if content is None:
            return PlainTextResponse("This file is not kept any more.", 404)
        named = f"inline; filename*=UTF-8''{quote(file.name or 'file', safe='')}"
        return Response(content, headers={"Content-Type": file.content_type, "Content-Disposition": named})

    return Route("/media/{token}", media, methods=["GET"])
