"""The page's HTTP: its state, its events, and what a person does on it."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox import seed
from bot.sandbox.page import faults, fields, phone_actions, serve, slack_actions, state, system_actions
from bot.sandbox.page.events import EventStreams
from bot.sandbox.page.fields import Body, Refusal
from bot.sandbox.page.world import World
from bot.sandbox.slack.emoji import BY_CODE

# Nobody plays more than this far ahead in one step (seconds).
LONGEST_JUMP = 366 * 86_400

Action = Callable[[Request, Body], Awaitable[Any]]


def build(world: World, streams: EventStreams) -> list[BaseRoute]:
    """Every route of the page. Actions answer ``{ok, result}``, or ``{ok: false, message}`` in words."""

    async def show_state(request: Request) -> Response:
        shown = state.snapshot(world, request.query_params.get("as", ""))
        return JSONResponse(shown, headers={"Cache-Control": "no-store"})

    async def show_emoji(_: Request) -> Response:
        return JSONResponse(BY_CODE, headers={"Cache-Control": "no-cache"})

    async def in_slack(request: Request, body: Body) -> Any:
        return await slack_actions.perform(world, request.path_params["action"], body)

    async def on_phone(request: Request, body: Body) -> Any:
        return phone_actions.perform(world, request.path_params["action"], body)

    async def by_own_system(_: Request, body: Body) -> Any:
        return await system_actions.tell(world, body)

    async def order_fault(request: Request, _: Body) -> Any:
        faults.order(world, request.path_params["scope"], request.path_params["action"])

    async def advance_clock(_: Request, body: Body) -> float:
        world.clock.advance(fields.number(body, "seconds", most=LONGEST_JUMP))
        return tell_time()

    async def advance_clock_until(_: Request, body: Body) -> float:
        world.clock.advance_to(world.clock.until(fields.time_of_day(body, "time"), seed.TIME_ZONE))
        return tell_time()

    def tell_time() -> float:
        world.bus.publish("sandbox.clock", {"now": world.clock.now()})
        return world.clock.now()

    return [
        *serve.build(world),
        Route("/sandbox/state", show_state),
        Route("/sandbox/emoji", show_emoji),
        Route("/sandbox/events", streams.endpoint),
        Route("/sandbox/slack/{action}", _answering(in_slack), methods=["POST"]),
        Route("/sandbox/phones/{action}", _answering(on_phone), methods=["POST"]),
        Route("/sandbox/system/tell", _answering(by_own_system), methods=["POST"]),
        Route("/sandbox/faults/{scope}/{action}", _answering(order_fault), methods=["POST"]),
        Route("/sandbox/clock/advance", _answering(advance_clock), methods=["POST"]),
        Route("/sandbox/clock/until", _answering(advance_clock_until), methods=["POST"]),
    ]


def _answering(action: Action) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that reads the body, acts, and puts a refusal into words."""

    async def endpoint(request: Request) -> Response:
        try:
            result = await action(request, await fields.read_body(request))
        except Refusal as refusal:
            return JSONResponse({"ok": False, "message": str(refusal)}, status_code=refusal.status)
        return JSONResponse({"ok": True, "result": result})

    return endpoint
