"""The whole sandbox: both stand-ins and the page on one loopback port."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import aiohttp
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.sandbox import clock, seed, seed_templates
from bot.sandbox.bus import Bus
from bot.sandbox.page import routes
from bot.sandbox.page.events import EventStreams
from bot.sandbox.page.guard import LoopbackOnly
from bot.sandbox.page.world import World
from bot.sandbox.server import BackgroundServer, bind
from bot.sandbox.slack import SlackConfig, SlackStandIn
from bot.sandbox.twilio import TwilioConfig, TwilioStandIn
from bot.sandbox.web import OpenWeb


class Sandbox:
    """Slack, Twilio, a clinic and its clients, ready for the bot; create it inside the running event loop.

    ``bot_url`` is where the bot will answer, ``manifest`` the parsed manifest.yml, ``port`` the sandbox's own
    port (0: a free one). ``clock_file`` keeps the clock for the bot, and for a later sandbox with the same
    data (None: a file for this sandbox only). ``slack_options`` and ``twilio_options`` are further fields of
    SlackConfig and TwilioConfig, such as ``rate_limits`` or ``delivered_after``. Secrets are made anew.
    """

    def __init__(
        self,
        bot_url: str,
        manifest: Mapping[str, Any],
        port: int = 0,
        *,
        clock_file: Path | None = None,
        slack_options: Mapping[str, Any] | None = None,
        twilio_options: Mapping[str, Any] | None = None,
    ) -> None:
        self.bot_url = bot_url.rstrip("/")
        self.bus = Bus()
        self.bot_token = f"xoxb-sandbox-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)
        self.account_sid, self.auth_token = f"AC{secrets.token_hex(16)}", secrets.token_hex(16)
        self._listening = bind(port)
        self.port: int = self._listening.getsockname()[1]
        self._own_folder = TemporaryDirectory(prefix="threadline-clock-")
        self._clock_file = clock_file or Path(self._own_folder.name, "clock")
        self.clock = clock.opened(self._clock_file, seed.TIME_ZONE)
        self._session = aiohttp.ClientSession()
        self.slack = self._make_slack(manifest, slack_options or {})
        self.twilio = self._make_twilio(twilio_options or {})
        self.web = OpenWeb({file.name: file for file in seed_templates.FILES.values()})
        self._streams = EventStreams(self.bus)
        self.app = self._compose()
        self._server = BackgroundServer(self.app, self._listening)
        self._seed()

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}"

    def env(self) -> dict[str, str]:
        """The environment the bot must be started with to live in this sandbox."""
        return {
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "SLACK_API_URL": f"{self.url}/slack/api/",
            "TWILIO_ACCOUNT_SID": self.account_sid,
            "TWILIO_AUTH_TOKEN": self.auth_token,
            "TWILIO_FROM": seed.SMS_NUMBER,
            "TWILIO_WHATSAPP_FROM": seed.WHATSAPP_NUMBER,
            "TWILIO_API_URL": f"{self.url}/twilio",
            "PUBLIC_URL": self.bot_url,
            "INBOX_CHANNEL": self.slack.workspace.channel_named(seed.INBOX_CHANNEL).id,
            "DEFAULT_REGION": seed.DEFAULT_REGION,
            "SANDBOX_CLOCK": str(self._clock_file),
        }

    async def start(self) -> None:
        """Serve; returns once requests are answered."""
        await self._server.start()

    def open_the_day(self) -> None:
        """A teammate greets and two clients write. Call it once the bot answers, so that it hears of them."""
        self.slack.people.post(*seed.GREETING)
        for opening in seed.OPENINGS:
            ours = seed.WHATSAPP_NUMBER if opening.channel == "whatsapp" else seed.SMS_NUMBER
            self.twilio.phones.text(opening.number, ours, opening.body, opening.channel)

    async def close(self) -> None:
        """End the pages' streams, the deliveries and the server; a second call does nothing."""
        if self._session.closed:
            return
        self._streams.close()
        await self.slack.close()
        await self.twilio.close()
        await self._server.stop()
        self._listening.close()
        await self._session.close()
        self._own_folder.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _make_slack(self, manifest: Mapping[str, Any], options: Mapping[str, Any]) -> SlackStandIn:
        config = SlackConfig.from_manifest(
            manifest,
            team_id=seed.TEAM_ID,
            team_name=seed.TEAM_NAME,
            users=seed.USERS,
            channels=seed.CHANNELS,
            groups=seed.GROUPS,
            **options,
        )
        return SlackStandIn(
            bot_url=self.bot_url,
            signing_secret=self.signing_secret,
            bot_token=self.bot_token,
            clock=self.clock,
            bus=self.bus,
            session=self._session,
            config=config,
            base_url=self.url,
        )

    def _make_twilio(self, options: Mapping[str, Any]) -> TwilioStandIn:
        settings: dict[str, Any] = {
            "regions": seed.REGIONS,
            **_templates(),
            **options,
            "api_url": f"{self.url}/twilio",
        }
        return TwilioStandIn(
            bot_url=self.bot_url,
            account_sid=self.account_sid,
            auth_token=self.auth_token,
            senders=list(seed.SENDERS),
            clock=self.clock,
            bus=self.bus,
            session=self._session,
            config=TwilioConfig(**settings),
        )

    def _compose(self) -> Starlette:
        world = World(self.slack, self.twilio, self.clock, self.bus, seed.INBOX_CHANNEL)
        stand_ins = [*self.slack.routes, *self.twilio.routes, *self.web.routes]
        every_route = [*stand_ins, *routes.build(world, self._streams)]
        return Starlette(routes=every_route, middleware=[Middleware(LoopbackOnly)])

    def _seed(self) -> None:
        for client in seed.CLIENTS:
            self.twilio.phones.add(client.number, client.name, client.kinds, landline=client.landline)
        for user in seed.USERS:
            self.slack.workspace.direct(user.id)


def _templates() -> dict[str, Any]:
    # Copies: what WhatsApp says of a template may be changed in one sandbox only.
    contents = {each.sid: replace(each) for each in seed_templates.TEMPLATES}
    return {"contents": contents, "public_files": dict(seed_templates.FILES)}
