"""Resumable uploads: how the sample of a template's picture comes to Meta. Source: Meta, Graph API."""

import secrets
from dataclasses import dataclass, field

from starlette.responses import JSONResponse, Response

from bot.sandbox.meta.errors import GraphError, no_such_object
from bot.sandbox.meta.params import text
from bot.sandbox.meta.rest.guard import Call

_TYPES = ("application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4")


@dataclass
class _Session:
    """An upload that has begun: its signature, how many bytes it will have, and those that have come."""

    signature: str
    length: int
    content_type: str
    data: bytes = b""


@dataclass
class Samples:
    """Handlers of the uploads edge and of upload sessions. ``handles`` are the files that are complete."""

    sessions: dict[str, _Session] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)

    async def begin(self, call: Call) -> Response:
        """Open a session for a file of a known type and length."""
        content_type = text(call.params, "file_type", most=100)
        if content_type not in _TYPES:
            raise GraphError(100, message=f"(#100) Invalid file type {content_type}.")
        length = str(call.params.get("file_length", ""))
        if not length.isdigit() or int(length) == 0:
            raise GraphError(100, message="(#100) Param file_length must be an integer greater than 0.")
        session, signature = f"upload:{secrets.token_urlsafe(24)}", secrets.token_urlsafe(24)
        self.sessions[session] = _Session(signature, int(length), content_type)
        return JSONResponse({"id": f"{session}?sig={signature}"})

    async def upload(self, call: Call) -> Response:
        """Take the bytes from where the session stands; the last ones are answered with the handle."""
        session = self._session(call, "post")
        offset = call.request.headers.get("file_offset", "")
        if not offset.isdigit() or int(offset) != len(session.data):
            raise GraphError(100, message="(#100) The header file_offset is not where the upload stands.")
        session.data += call.raw
        if len(session.data) != session.length:
            raise GraphError(100, message="(#100) The upload is not as long as was said.")
        handle = f"4::{secrets.token_urlsafe(32)}"
        self.handles[handle] = session.content_type
        return JSONResponse({"h": handle})

    async def state(self, call: Call) -> Response:
        """How far an upload has come."""
        session = self._session(call, "get")
        return JSONResponse({"id": f"{call.node}?sig={session.signature}", "file_offset": len(session.data)})

    def _session(self, call: Call, verb: str) -> _Session:
        """The upload that is meant: whoever does not know its signature does not know it."""
        session = self.sessions.get(call.node)
        if session is None or call.request.query_params.get("sig") != session.signature:
            raise no_such_object(call.node, verb)
        return session
