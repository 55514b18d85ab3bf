"""What every request passes: version, token, size, ordered faults, the record."""

import asyncio
import hashlib
import hmac
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.faults import MetaFaults
from bot.sandbox.meta.state import MetaState
from bot.sandbox.orders import Fault
from bot.sandbox.said import MediaFile
from bot.sandbox.silence import CutConnection, caller_gone

MAX_JSON = 1_000_000
# A document may have 100 MB, and something stands around it.
MAX_UPLOAD = 101_000_000
_VERSION = re.compile(r"v2[0-9]\.0")

Json = dict[str, Any]
Handler = Callable[["Call"], Awaitable[Response]]
# Which operation a request with these parameters is, and who answers it.
Find = Callable[[Json], tuple[str, Handler]]


@dataclass(frozen=True)
class Call:
    """A request to a node of the graph: what it asks, in the query and the body together."""

    node: str
    request: Request
    params: Json
    raw: bytes = b""


@dataclass(frozen=True)
class ApiCall:
    """One request to the API; ``status`` is 0 where no answer was given."""

    op: str
    method: str
    path: str
    params: Json
    status: int
    code: int | None
    at: float


@dataclass
class Guard:
    """Runs the handlers of all nodes."""

    state: MetaState
    faults: MetaFaults
    calls: list[ApiCall] = field(default_factory=list)

    async def run(self, op: str, request: Request, find: Find) -> Response:
        """Check the request, run what ``find`` says and answer a GraphError as the API does.

        ``find`` raises GraphError for what does not exist, which nobody learns without a token; ``op`` names
        such a request in the record.
        """
        params: Json = {}
        try:
            self.check(request)
            raw = await _body(request)
            params = {**request.query_params, **await _fields(request, raw)}
            params.pop("access_token", None)
            op, handler = find(params)
            call = Call(request.path_params.get("node", ""), request, params, raw)
            return await self._run(op, handler, call)
        except GraphError as error:
            self._record(op, request, params, error.status, error.code)
            return error.response()

    def check(self, request: Request) -> None:
        """The version and the token. Raises GraphError."""
        version = request.path_params.get("version")
        if version is not None and not _VERSION.fullmatch(version):
            raise GraphError(2500, message=f"Unknown path components: /{version}")
        token = _token(request)
        if not token:
            raise GraphError(104, message="An access token is required to request this resource.")
        if self.state.standing.token_expired:
            raise GraphError(190, message="Error validating access token: Session has expired.", subcode=463)
        if not hmac.compare_digest(token.encode(), self.state.credentials.token.encode()):
            raise GraphError(190, message="Invalid OAuth access token - Cannot parse access token")
        self._check_proof(request, token)

    def _check_proof(self, request: Request, token: str) -> None:
        proof, secret = request.query_params.get("appsecret_proof"), self.state.credentials.app_secret
        right = hmac.digest(secret.encode(), token.encode(), hashlib.sha256).hex()
        if proof is not None and proof != right:
            message = "Invalid appsecret_proof provided in the API argument"
            raise GraphError(100, message=message, kind="GraphMethodException")

    async def _run(self, op: str, handler: Handler, call: Call) -> Response:
        fault = self.faults.take(op, call.params)
        if fault is not None:
            return await self._misbehave(fault, op, handler, call)
        response = await handler(call)
        self._record(op, call.request, call.params, response.status_code, None)
        return response

    async def _misbehave(self, fault: Fault[GraphError], op: str, handler: Handler, call: Call) -> Response:
        if fault.slow:
            await asyncio.sleep(fault.slow)
        response = None
        if fault.performed or not (fault.error or fault.timeout):
            response = await handler(call)
        if fault.drop or fault.timeout:
            self._record(op, call.request, call.params, 0, None)
            if fault.timeout:
                await caller_gone(call.request)
            return CutConnection()
        if fault.error is not None:
            response = fault.error.response(fault.headers)
        if response is None:
            raise GraphError(131000)
        code = fault.error.code if fault.error else None
        self._record(op, call.request, call.params, response.status_code, code)
        return response

    def _record(self, op: str, request: Request, params: Json, status: int, code: int | None) -> None:
        path = request.url.path
        self.calls.append(ApiCall(op, request.method, path, params, status, code, self.state.clock.now()))


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() in {"bearer", "oauth"} else request.query_params.get("access_token", "")


async def _body(request: Request) -> bytes:
    if request.method != "POST" or _is_form(request):
        return b""
    most = MAX_UPLOAD if request.path_params.get("node", "").startswith("upload:") else MAX_JSON
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise GraphError(1, "The request is too large.", status=413)
    return bytes(data)


async def _fields(request: Request, raw: bytes) -> Json:
    """The parameters of a body. What is no JSON object counts as none, as with Graph."""
    if request.method == "POST" and _is_form(request):
        if int(request.headers.get("content-length") or 0) > MAX_UPLOAD:
            raise GraphError(1, "The request is too large.", status=413)
        async with request.form(max_fields=100, max_files=2) as form:
            return {name: await _value(value) for name, value in form.items()}
    if "json" not in request.headers.get("content-type", ""):
        return {}
    try:
        given = json.loads(raw or b"{}")
    except (ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}


async def _value(given: UploadFile | str) -> MediaFile | str:
    if isinstance(given, str):
        return given
    return MediaFile(given.content_type or "", await given.read(), given.filename or "")


def _is_form(request: Request) -> bool:
    kind = request.headers.get("content-type", "")
    return kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded"))
