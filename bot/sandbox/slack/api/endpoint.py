"""The Web API over HTTP: who is calling, may they, what goes wrong, and the answer."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.slack.api.answers import CutResponse, wait_for_hangup
from bot.sandbox.slack.api.arguments import Arguments, read_arguments
from bot.sandbox.slack.api.method import Method, demand
from bot.sandbox.slack.api.registry import METHODS
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.faults import Fault, SlackFaults
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import ApiCall, Json

# A sandbox left running must not fill the memory: past this the older half is forgotten.
MAX_CALLS = 50_000


class WebApi:
    """Serves ``/slack/api/{method}`` and remembers every call."""

    def __init__(self, installation: Installation, faults: SlackFaults, calls: list[ApiCall]) -> None:
        self._installation = installation
        self._faults = faults
        self._calls = calls
        self.closing = asyncio.Event()

    async def serve(self, request: Request) -> Response:
        """Answer one call."""
        name: str = request.path_params["method"]
        method = METHODS.get(name)
        try:
            arguments = await read_arguments(request, takes_json=method is None or method.takes_json)
        except SlackError as error:
            return self._refuse(name, {}, error)
        token = _token_of(request, arguments)
        try:
            self._authenticate(token)
            fault = self._faults.take(name, arguments.values)
            if fault is not None:
                return await self._misbehave(request, fault, method, arguments)
            return self._answer(name, arguments.values, self._carry_out(name, method, arguments))
        except SlackError as error:
            return self._refuse(name, arguments.values, error)

    def _authenticate(self, token: str) -> None:
        if not token:
            raise SlackError("not_authed")
        if token != self._installation.token:
            raise SlackError("invalid_auth")
        if self._installation.refusal:
            raise SlackError(self._installation.refusal)

    def _carry_out(self, name: str, method: Method | None, arguments: Arguments) -> Json:
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        demand(self._installation, *method.scopes)
        if method.per_minute:
            wait = self._installation.limits.method(name, method.per_minute)
            if wait:
                raise SlackError("ratelimited", retry_after=wait)
        return method.handle(self._installation, arguments)

    async def _misbehave(
        self, request: Request, fault: Fault, method: Method | None, arguments: Arguments
    ) -> Response:
        if fault.error:
            raise SlackError(fault.error)
        if fault.rate_limited is not None:
            raise SlackError("ratelimited", retry_after=fault.rate_limited)
        if fault.timeout:
            self._remember(fault.method, arguments.values, "timeout")
            return await wait_for_hangup(request, self.closing)
        if fault.drop_answer:
            self._answer(fault.method, arguments.values, self._carry_out(fault.method, method, arguments))
            return CutResponse()
        self._remember(fault.method, arguments.values, f"http_{fault.status}")
        return PlainTextResponse("The sandbox was told to fail here.", fault.status or 500)

    def _answer(self, name: str, args: Json, answer: Json) -> Response:
        self._remember(name, args, None)
        return JSONResponse({"ok": True, **answer}, headers=self._headers(name))

    def _refuse(self, name: str, args: Json, error: SlackError) -> Response:
        self._remember(name, args, error.error)
        wait = error.extra.pop("retry_after", None)
        if wait is not None:
            return JSONResponse(error.answer(), 429, headers={"Retry-After": str(wait)})
        return JSONResponse(error.answer(), headers=self._headers(name))

    def _headers(self, name: str) -> dict[str, str]:
        headers = {"x-oauth-scopes": ",".join(sorted(self._installation.config.scopes))}
        method = METHODS.get(name)
        if method and method.scopes:
            headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
        return headers

    def _remember(self, name: str, args: Json, error: str | None) -> None:
        self._calls.append(ApiCall(name, args, error is None, error, self._installation.clock.now()))
        if len(self._calls) > MAX_CALLS:
            del self._calls[: MAX_CALLS // 2]
        # The page lists calls too; arguments are looked up in ``calls`` so that none are copied about.
        self._installation.bus.publish("slack.api", {"method": name, "ok": error is None, "error": error})


def _token_of(request: Request, arguments: Arguments) -> str:
    """The token from the header or the arguments, where it must not stay."""
    given = str(arguments.values.pop("token", "") or "")
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    return credential.strip() if scheme.lower() == "bearer" else given
