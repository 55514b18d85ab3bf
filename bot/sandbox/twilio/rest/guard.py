"""What every request passes: credentials, account, concurrency, size, ordered faults, the record."""

import asyncio
import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.orders import Fault
from bot.sandbox.silence import CutConnection, caller_gone
from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.faults import TwilioFaults
from bot.sandbox.twilio.state import TwilioState

MAX_REQUEST = 1_000_000

Handler = Callable[[Request, FormData], Awaitable[Response]]


@dataclass(frozen=True)
class ApiCall:
    """One request to the API; ``status`` is 0 where no answer was given."""

    op: str
    method: str
    path: str
    params: dict[str, str]
    status: int
    code: int | None
    at: float


@dataclass
class Guard:
    """Wraps the handlers of all resources."""

    state: TwilioState
    faults: TwilioFaults
    calls: list[ApiCall] = field(default_factory=list)
    _running: int = 0

    def wrap(self, op: str, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that checks, runs ``handler`` and answers its TwilioError as the API does."""

        async def endpoint(request: Request) -> Response:
            form = FormData()
            self._running += 1
            try:
                self._check(op, request)
                form = await _form(request)
                return await self._run(op, handler, request, form)
            except TwilioError as error:
                self._record(op, request, form, error.status, error.code)
                return error.response()
            finally:
                self._running -= 1

        return endpoint

    def _check(self, op: str, request: Request) -> None:
        if not self._authentic(request.headers.get("authorization", "")):
            raise TwilioError(20003)
        # The newer products go by the credentials alone.
        if request.path_params.get("account_sid", self.state.account_sid) != self.state.account_sid:
            raise TwilioError(20404, request.url.path)
        if not self._active(op, request):
            raise TwilioError(20005)
        if self._running > self.state.config.concurrency_limit:
            raise TwilioError(20429)

    def _active(self, op: str, request: Request) -> bool:
        """A suspended account can still be looked at, a closed one only to see that it is closed."""
        standing = self.state.standing.account
        if standing == "active" or op == "account":
            return True
        return standing == "suspended" and request.method == "GET"

    def _authentic(self, header: str) -> bool:
        scheme, _, encoded = header.partition(" ")
        try:
            given = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            return False
        expected = f"{self.state.account_sid}:{self.state.auth_token}".encode()
        return scheme.lower() == "basic" and hmac.compare_digest(given, expected)

    async def _run(self, op: str, handler: Handler, request: Request, form: FormData) -> Response:
        fault = self.faults.take(op, _flat(form) if form else _flat(request.query_params))
        if fault is None:
            response = await handler(request, form)
            self._record(op, request, form, response.status_code, None)
            return response
        return await self._misbehave(fault, op, handler, request, form)

    async def _misbehave(
        self, fault: Fault[TwilioError], op: str, handler: Handler, request: Request, form: FormData
    ) -> Response:
        if fault.slow:
            await asyncio.sleep(fault.slow)
        response = None
        if fault.performed or not (fault.error or fault.timeout):
            response = await handler(request, form)
        if fault.drop or fault.timeout:
            self._record(op, request, form, 0, None)
            if fault.timeout:
                await caller_gone(request)
            return CutConnection()
        if fault.error is not None:
            response = fault.error.response(fault.headers)
        if response is None:
            raise TwilioError(20500)
        code = fault.error.code if fault.error else None
        self._record(op, request, form, response.status_code, code)
        return response

    def _record(self, op: str, request: Request, form: FormData, status: int, code: int | None) -> None:
        params = _flat(form) if form else _flat(request.query_params)
        path = request.url.path
        self.calls.append(ApiCall(op, request.method, path, params, status, code, self.state.clock.now()))


async def _form(request: Request) -> FormData:
    if request.method != "POST":
        return FormData()
    length = request.headers.get("content-length")
    if length is None and "transfer-encoding" in request.headers:
        raise TwilioError(20001, "the request needs a Content-Length", status=411)
    if int(length or 0) > MAX_REQUEST:
        raise TwilioError(20001, "the request is too large", status=413)
    # Twilio reads forms only: JSON is an empty form, which then lacks whatever it needs.
    return await request.form(max_fields=200)


def _flat(values: FormData | QueryParams) -> dict[str, str]:
    return {name: value for name, value in values.items() if isinstance(value, str)}
