"""``POST /triggers``: what the team's own systems tell, such as a new appointment; answered with JSON."""

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.domain.trigger_key import KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER
from bot.flows.systems.receive import Answer
from bot.flows.systems.verify import SignedRequest
from bot.metrics import Metrics
from bot.web.body import BadBody, read_body

PATH = "/triggers"

# The request and its content type.
Take = Callable[[SignedRequest, str], Awaitable[Answer]]

_OUTCOMES = {2: "kept", 4: "malformed", 5: "failed"}
_log = logging.getLogger(__name__)


def triggers_route(take: Take, metrics: Metrics) -> Route:
    """The route; the signature over the whole body is what authenticates whoever asks."""

    async def triggers(request: Request) -> Response:
        answer = await _answered(take, request)
        outcome = "forged" if answer.status == 401 else _OUTCOMES[answer.status // 100]
        metrics.webhooks.labels(PATH, outcome).inc()
        headers = {"Retry-After": str(answer.retry_after)} if answer.retry_after else {}
        if answer.status in {400, 413} and "reason" in answer.body:
            # What is left of its body was not read.
            headers["Connection"] = "close"
        return JSONResponse(answer.body, answer.status, headers)

    return Route(PATH, triggers, methods=["POST"])


async def _answered(take: Take, request: Request) -> Answer:
    try:
        body = await read_body(request.headers, request.receive)
        signed = SignedRequest(
            key_id=request.headers.get(KEY_HEADER, ""),
            timestamp=request.headers.get(TIMESTAMP_HEADER, ""),
            signature=request.headers.get(SIGNATURE_HEADER, ""),
            body=body,
        )
        return await take(signed, request.headers.get("content-type", ""))
    except BadBody as problem:
        error = "too_large" if problem.status == 413 else "cut_off"
        return Answer(problem.status, {"error": error, "reason": problem.reason})
    except Exception:  # Whatever it was, the caller must hear of it and ask again.
        _log.exception("trigger not kept, its sender is asked to repeat it", extra={"route": PATH})
        return Answer(503, {"error": "unavailable"}, retry_after=5)
