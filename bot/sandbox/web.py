"""The open web as the sandbox has it: a few files, each at an address of its own on this machine."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.said import MediaFile


class OpenWeb:
    """``files`` by the last part of their address, ``redirects`` likewise."""

    def __init__(self, files: Mapping[str, MediaFile]) -> None:
        self.files = dict(files)
        self.redirects: dict[str, str] = {}

    @property
    def routes(self) -> list[Route]:
        """Where it answers."""
        return [Route("/web/{name}", self._answer, methods=["GET"])]

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["name"]
        if leads_to := self.redirects.get(name):
            return RedirectResponse(leads_to, 302)
        file = self.files.get(name)
        if file is None:
            return PlainTextResponse("There is nothing here.", 404)
        return Response(file.data, media_type=file.content_type)
