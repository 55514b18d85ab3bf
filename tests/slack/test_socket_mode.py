"""Socket Mode against a served WebSocket."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.slack.app import slack_app
from bot.slack.client import web_client
from bot.slack.deps import Deps
from bot.slack.identity import Identity
from bot.slack.socket_mode import Patience, SocketMode
from tests.slack.conftest import CLIENTS, MAYA, World, eventually
from tests.support.serving import serve

IDENTITY = Identity("T0HARBOR", "Harbor Clinic", "U0THREAD", "B0THREAD")
QUICK = Patience(ping=0.05, silence=60, first_wait=0.01, longest_wait=0.05)


@dataclass
class Socket:
    """Slack's side of Socket Mode: what was opened, said and answered."""

    refuse: int = 0
    opened: int = 0
    refused: int = 0
    sockets: list[WebSocket] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    async def open(self, request: Request) -> JSONResponse:
        if request.headers.get("authorization") != "Bearer xapp-1" or self.refused < self.refuse:
            self.refused += 1
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        self.opened += 1
        return JSONResponse({"ok": True, "url": self.url.replace("http", "ws") + "/link"})

    async def link(self, socket: WebSocket) -> None:
        await socket.accept()
        self.sockets.append(socket)
        await socket.send_json({"type": "hello"})
        try:
            while True:
                self.answers.append(json.loads(await socket.receive_text()))
        except WebSocketDisconnect:
            self.sockets.remove(socket)


@dataclass
class Clock:
    """Real time, and as much more as a test wants."""

    ahead: float = 0.0

    def now(self) -> float:
        return time.time() + self.ahead


@asynccontextmanager
async def served() -> AsyncIterator[Socket]:
    socket = Socket()
    routes = [
        Route("/apps.connections.open", socket.open, methods=["POST"]),
        WebSocketRoute("/link", socket.link),
    ]
    async with serve(Starlette(routes=routes)) as url:
        socket.url = url
        yield socket


@asynccontextmanager
async def running(world: World, socket: Socket, clock: Clock | None = None) -> AsyncIterator[None]:
    client: AsyncWebClient = web_client("xoxb-sandbox", world.session, socket.url)
    deps = Deps(world.ctx, world.deps.workspace_id, client, world.events.take)
    stop = asyncio.Event()
    mode = SocketMode(slack_app(deps, IDENTITY), "xapp-1", QUICK, (clock or Clock()).now)
    task = asyncio.create_task(mode.run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 20)


def envelope(event_id: str) -> dict[str, Any]:
    event = {
        "type": "message",
        "channel": CLIENTS,
        "user": MAYA,
        "text": "Hi",
        "ts": "2.1",
        "thread_ts": "1.1",
    }
    payload = {"type": "event_callback", "team_id": "T0HARBOR", "event_id": event_id, "event": event}
    return {
        "type": "events_api",
        "envelope_id": f"E-{event_id}",
        "payload": payload,
        "accepts_response_payload": False,
    }


async def test_event_is_kept_and_then_answered(world: World) -> None:
    async with served() as socket, running(world, socket):
        await eventually(lambda: socket.sockets)
        await socket.sockets[0].send_json(envelope("Ev1"))
        await eventually(lambda: socket.answers)
        assert socket.answers[0]["envelope_id"] == "E-Ev1"
        assert [kept.event_id for kept in world.events.kept] == ["Ev1"]


async def test_event_that_could_not_be_kept_is_not_answered(world: World) -> None:
    async with served() as socket, running(world, socket):
        await eventually(lambda: socket.sockets)
        world.events.broken = True
        await socket.sockets[0].send_json(envelope("Ev1"))
        world_is_back = envelope("Ev2")
        world_is_back["payload"]["event"]["type"] = "app_home_opened"
        await socket.sockets[0].send_json(world_is_back)
        await eventually(lambda: socket.answers)
        assert [answer["envelope_id"] for answer in socket.answers] == ["E-Ev2"]


async def test_silent_connection_is_made_anew(world: World) -> None:
    clock = Clock()
    async with served() as socket, running(world, socket, clock):
        await eventually(lambda: socket.sockets)
        clock.ahead = 1000
        await eventually(lambda: socket.opened >= 2)
        clock.ahead = 0
        await eventually(lambda: socket.sockets)
        await socket.sockets[-1].send_json(envelope("Ev3"))
        await eventually(lambda: socket.answers)


async def test_refusal_is_tried_again(world: World) -> None:
    async with served() as socket:
        socket.refuse = 2
        async with running(world, socket):
            await eventually(lambda: socket.sockets)
            assert (socket.refused, socket.opened) == (2, 1)


async def test_slack_away_is_no_crash_and_stops_when_told(world: World) -> None:
    nowhere = Socket(url="http://127.0.0.1:9")
    async with running(world, nowhere):
        await asyncio.sleep(0)
    assert nowhere.opened == 0
