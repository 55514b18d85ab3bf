"""A Twilio that answers what it is told to: answers that the strict stand-in, being right, never gives."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.providers.twilio import TwilioProvider
from tests.providers.twilio.world import SystemClock, settings
from tests.support.serving import serve


@dataclass
class Double:
    """``answers`` are given one after the other, the last one for ever; ``asked`` is what came."""

    provider: TwilioProvider
    answers: list[Response]
    asked: list[dict[str, list[str]]] = field(default_factory=list)


@asynccontextmanager
async def answering(
    *answers: Response, session: aiohttp.ClientSession, **changes: Any
) -> AsyncIterator[Double]:
    """Serve the answers and aim a provider at them."""
    double: Double

    async def endpoint(request: Request) -> Response:
        fields = await request.form() if request.method == "POST" else request.query_params
        double.asked.append({name: [str(v) for v in fields.getlist(name)] for name in fields})
        return double.answers.pop(0) if len(double.answers) > 1 else double.answers[0]

    async with serve(Starlette(routes=[Route("/{path:path}", endpoint, methods=["GET", "POST"])])) as url:
        provider = TwilioProvider(settings(api_url=url, timeout=5.0, **changes), session, SystemClock())
        double = Double(provider, list(answers))
        yield double


def listed(*messages: dict[str, Any], next_page_uri: str | None = None) -> Response:
    """One page of a message list."""
    return JSONResponse({"messages": list(messages), "next_page_uri": next_page_uri, "page": 0, "uri": "/"})
