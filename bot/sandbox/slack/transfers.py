"""The bytes of files: uploaded by the app to the address it was given, fetched with its token."""

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.sandbox.slack.api.files import may_see
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import File

MAX_SANDBOX_FILE_BYTES = 50_000_000
_LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>"


class Transfers:
    """Serves ``/slack/upload/{id}`` and ``/slack/files/{id}/{name}``."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation

    async def upload(self, request: Request) -> Response:
        """Take the announced bytes, raw or as one part of a form; the length must be the announced one."""
        file = self._installation.workspace.files.get(request.path_params["id"])
        if file is None or file.content is not None:
            return PlainTextResponse("This upload address is not known or has been used.", 404)
        if file.size > MAX_SANDBOX_FILE_BYTES:
            return PlainTextResponse("The sandbox keeps files in memory: this one is too large.", 413)
        content = await _content(request, file.size)
        if len(content) != file.size:
            return PlainTextResponse(f"{file.size} bytes were announced, {len(content)} came.", 400)
        file.content = content
        return PlainTextResponse(f"OK - {file.size}")

    async def download(self, request: Request) -> Response:
        """The bytes for the app's token; anybody else gets the login page with status 200, as from Slack."""
        file = self._installation.workspace.files.get(request.path_params["id"])
        if not self._authorized(request, file):
            return HTMLResponse(_LOGIN_PAGE)
        if file is None or file.content is None:
            return PlainTextResponse("Not found", 404)
        # A file a client or teammate sent must never run as a page of this address.
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        return Response(file.content, media_type=file.mimetype, headers=headers)

    def _authorized(self, request: Request, file: File | None) -> bool:
        installation = self._installation
        bearer = request.headers.get("authorization", "") == f"Bearer {installation.token}"
        allowed = bearer and installation.refusal is None and installation.has("files:read")
        return allowed and (file is None or may_see(installation, file))


async def _content(request: Request, most: int) -> bytes:
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_files=1, max_fields=5) as form:
            parts = [value for value in form.values() if isinstance(value, UploadFile)]
            return await parts[0].read(most + 1) if parts else b""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            break
    return bytes(content)
