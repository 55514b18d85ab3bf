"""Uploading a file, looking it up, downloading it, deleting it; and the page's own way to the pictures."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.meta import media_types
from bot.sandbox.meta.errors import GraphError, no_such_object
from bot.sandbox.meta.media import MediaError, MetaMedia, StoredFile, check
from bot.sandbox.meta.params import one_of
from bot.sandbox.meta.rest.guard import Call, Guard
from bot.sandbox.meta.screen import Screen
from bot.sandbox.meta.state import MetaState
from bot.sandbox.said import MediaFile

# The page must never run what a client sent, so a browser is told to guess nothing and load nothing.
_HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@dataclass
class Media:
    """Handlers of the media edge, of media nodes and of the download host."""

    state: MetaState
    store: MetaMedia
    screen: Screen
    guard: Guard

    async def upload(self, call: Call) -> Response:
        """Keep a file for thirty days and answer its id."""
        ours = self.state.number(call.node)
        if ours is None:
            raise no_such_object(call.node, "post")
        one_of(call.params, "messaging_product", "", ("whatsapp",))
        file = call.params.get("file")
        if not isinstance(file, MediaFile):
            raise GraphError(100, message="(#100) The parameter file is required.")
        content_type = str(call.params.get("type") or file.content_type)
        kind = media_types.kind_of(content_type)
        if kind is None:
            listed = ", ".join(media_types.EVERY_TYPE)
            raise GraphError(
                100,
                message=f"(#100) Param file must be a file with one of the following types: {listed}. "
                f"Received file of type '{content_type}'.",
            )
        try:
            check(kind, content_type, file.data)
        except MediaError as error:
            raise GraphError(131053, str(error)) from error
        kept = self.store.keep(MediaFile(content_type, file.data, file.name), ours)
        return JSONResponse({"id": kept.id})

    async def fetch(self, call: Call) -> Response:
        """What the file is, and an address to download it from that holds for five minutes."""
        stored = self._stored(call, "get")
        return JSONResponse(
            {
                "messaging_product": "whatsapp",
                "url": self.store.link(stored),
                "mime_type": stored.file.content_type,
                "sha256": stored.sha256.hex(),
                "file_size": len(stored.file.data),
                "id": stored.id,
            }
        )

    async def delete(self, call: Call) -> Response:
        """Forget a file."""
        self.store.remove(self._stored(call, "delete").id)
        return JSONResponse({"success": True})

    async def download(self, request: Request) -> Response:
        """The bytes, for whoever holds both the address and the token."""
        query = request.query_params

        async def answer(_call: Call) -> Response:
            stored = self.store.behind(query.get("mid", ""), query.get("hash", ""))
            if stored is None:
                return Response("Not found", status_code=404)
            return Response(stored.file.data, media_type=stored.file.content_type)

        return await self.guard.run("download", request, lambda _params: ("download", answer))

    async def host(self, request: Request) -> Response:
        """A picture for the page, by its unguessable name."""
        file = self.screen.files.get(request.path_params["token"])
        if file is None:
            return Response("Not found", status_code=404)
        return Response(file.data, media_type=file.content_type, headers=_HARMLESS)

    def _stored(self, call: Call, verb: str) -> StoredFile:
        stored = self.store.find(call.node)
        asked_by = call.request.query_params.get("phone_number_id")
        if stored is None or asked_by not in {None, stored.number_id}:
            raise no_such_object(call.node, verb)
        return stored
