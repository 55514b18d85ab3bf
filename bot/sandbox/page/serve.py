"""Serves the page itself and the files that people dropped into the workspace."""

from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.page.world import World

STATIC = Path(__file__).parent / "static"

# Shown in the page, as images.js has it; anything else is downloaded, since a page or script among the files
# must not run here.
SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class PageFiles(StaticFiles):
    """The page's own files, asked for again on each load so that an upgrade is seen at once."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """As StaticFiles answers, with no caching beyond a check."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return response


def build(world: World) -> list[BaseRoute]:
    """Routes of the page and of files."""

    async def page(_: Request) -> Response:
        return FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})

    async def file(request: Request) -> Response:
        found = world.slack.workspace.files.get(request.path_params["file_id"])
        if found is None or found.content is None:
            return PlainTextResponse("There is no such file.", status_code=404)
        kind = "inline" if found.mimetype in SHOWN_INLINE else "attachment"
        headers = {"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(found.name)}"}
        media_type = found.mimetype if kind == "inline" else "application/octet-stream"
        return Response(found.content, media_type=media_type, headers=headers)

    return [
        Route("/", page),
        Route("/sandbox/files/{file_id}", file),
        Mount("/static", PageFiles(directory=STATIC)),
    ]
