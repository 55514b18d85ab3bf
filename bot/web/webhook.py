"""What the providers' webhooks share: bounds, refusals, and an answer to every failure."""

from collections.abc import Awaitable, Callable

import structlog
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.ports import Forged, Malformed, WebhookRequest
from bot.web.body import MAX_BYTES, BadBody, read_body
from bot.web.deps import WebDeps

_log = structlog.stdlib.get_logger(__name__)

Handle = Callable[[WebhookRequest], Awaitable[Response]]


class Webhook:
    """Wraps ``handle``, which answers once what came is kept.

    An ASGI app of its own: these are the busiest routes, and Starlette's request objects would cost more
    than reading the form and checking its signature.
    """

    def __init__(
        self, deps: WebDeps, path: str, handle: Handle, vendor: str, most_bytes: int = MAX_BYTES
    ) -> None:
        # Looking a labelled counter up costs more than counting.
        self._kept, self._forged, self._malformed, self._failed = (
            deps.metrics.webhooks.labels(path, outcome)
            for outcome in ("kept", "forged", "malformed", "failed")
        )
        self._path = path
        self._signed_url = deps.public_url + path
        self._handle = handle
        self._vendor = vendor
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await (await self._answer(scope, receive))(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        try:
            response = await self._handle(await self._read(scope, receive))
        except Forged:
            self._forged.inc()
            _log.warning(f"webhook refused: the signature is not {self._vendor}'s", route=self._path)
            return PlainTextResponse("The signature is missing or wrong.", 403)
        except Malformed as problem:
            self._malformed.inc()
            _log.warning("webhook refused: malformed", route=self._path, problem=str(problem))
            return PlainTextResponse("The request is not what this webhook takes.", 400)
        except BadBody as problem:
            self._malformed.inc()
            _log.warning("webhook refused: its body", route=self._path, problem=problem.reason)
            return PlainTextResponse(problem.reason, problem.status, {"Connection": "close"})
        except Exception:  # Whatever it was, the vendor must hear of it and ask again.
            self._failed.inc()
            _log.exception(f"webhook not kept, {self._vendor} is asked to repeat it", route=self._path)
            return PlainTextResponse("Not kept; please repeat.", 503, {"Retry-After": "5"})
        self._kept.inc()
        return response

    async def _read(self, scope: Scope, receive: Receive) -> WebhookRequest:
        query = scope["query_string"]
        url = f"{self._signed_url}?{query.decode('latin-1')}" if query else self._signed_url
        # ASGI has the names in small letters already.
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        return WebhookRequest(url, headers, await read_body(headers, receive, self._most_bytes))
