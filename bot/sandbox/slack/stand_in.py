"""The Slack stand-in: one workspace, its Web API, its people, and what can go wrong with them."""

import aiohttp
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.slack.api.endpoint import WebApi
from bot.sandbox.slack.config import SlackConfig
from bot.sandbox.slack.faults import SlackFaults
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.limits import Limits
from bot.sandbox.slack.models import ApiCall
from bot.sandbox.slack.outgoing.bot_client import BotClient
from bot.sandbox.slack.outgoing.events import Events
from bot.sandbox.slack.outgoing.response_urls import ResponseUrls
from bot.sandbox.slack.outgoing.triggers import Triggers
from bot.sandbox.slack.people import People
from bot.sandbox.slack.response_endpoint import ResponseEndpoint
from bot.sandbox.slack.transfers import Transfers
from bot.sandbox.slack.workspace import Workspace


class SlackStandIn:
    """A strict local Slack. Its state lives in memory and in one event loop.

    ``base_url`` is where its own routes are served; left empty, it is learnt from the first call.
    """

    def __init__(
        self,
        *,
        bot_url: str,
        signing_secret: str,
        bot_token: str,
        clock: SandboxClock,
        bus: Bus,
        session: aiohttp.ClientSession,
        config: SlackConfig,
        base_url: str = "",
    ) -> None:
        bot = BotClient(session, bot_url, signing_secret, config.answer_seconds, clock)
        self.events = Events(config, clock, bot)
        self.workspace = Workspace(config, clock, bus, self.events)
        self.workspace.base_url = base_url.rstrip("/")
        self.installation = Installation(
            config=config,
            clock=clock,
            bus=bus,
            token=bot_token,
            bot=bot,
            events=self.events,
            workspace=self.workspace,
            triggers=Triggers(clock),
            response_urls=ResponseUrls(clock),
            limits=Limits(clock, config.rate_limits),
        )
        self.calls: list[ApiCall] = []
        self.people = People(self.installation)
        self.faults = SlackFaults(self.installation)
        self._api = WebApi(self.installation, self.faults, self.calls)
        self.routes: list[BaseRoute] = self._routes()

    @property
    def base_url(self) -> str:
        """Where this stand-in is reached, without a slash at the end."""
        return self.workspace.base_url

    @base_url.setter
    def base_url(self, address: str) -> None:
        self.workspace.base_url = address.rstrip("/")

    async def settle(self) -> None:
        """Wait until every event has been delivered or given up."""
        await self.events.settle()

    async def close(self) -> None:
        """Stop delivering events and let go of callers that wait for an ordered timeout."""
        self._api.closing.set()
        await self.events.close()

    def _routes(self) -> list[BaseRoute]:
        transfers = Transfers(self.installation)
        responses = ResponseEndpoint(self.installation)
        return [
            Route("/slack/api/{method}", self._call, methods=["GET", "POST"]),
            Route("/slack/upload/{id}", transfers.upload, methods=["POST", "PUT"]),
            Route("/slack/files/{id}/{name}", transfers.download, methods=["GET"]),
            Route("/slack/response/{id}", responses.serve, methods=["POST"]),
        ]

    async def _call(self, request: Request) -> Response:
        if not self.workspace.base_url:
            self.base_url = str(request.base_url)
        return await self._api.serve(request)
