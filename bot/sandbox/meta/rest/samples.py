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
    """An upload that has begun: how many bytes it will have, and those that have come."""

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
        session = f"upload:{secrets.token_urlsafe(24)}"
        self.sessions[session] = _Session(int(length), content_type)
        return JSONResponse({"id": session})

    async def upload(self, call: Call) -> Response:
        """Take the bytes from where the session stands; the last ones are answered with the handle."""
        session = self.sessions.get(call.node)
        if session is None:
            raise no_such_object(call.node, "post")
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
        if (session := self.sessions.get(call.node)) is None:
            raise no_such_object(call.node, "get")
        return JSONResponse({"id": call.node, "file_offset": len(session.data)})
