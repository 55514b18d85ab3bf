"""The whole sandbox: the stand-ins and the page on one loopback port."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, Self

import aiohttp
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.sandbox import clock, seed, seed_meta, seed_templates
from bot.sandbox.bus import Bus
from bot.sandbox.meta import MetaStandIn
from bot.sandbox.own_system import OwnSystem
from bot.sandbox.page import routes
from bot.sandbox.page.events import EventStreams
from bot.sandbox.page.guard import LoopbackOnly
from bot.sandbox.page.world import World
from bot.sandbox.phones import ClientPhones
from bot.sandbox.server import BackgroundServer, bind
from bot.sandbox.slack import SlackConfig, SlackStandIn
from bot.sandbox.twilio import TwilioConfig, TwilioStandIn
from bot.sandbox.web import OpenWeb

# Who carries WhatsApp: Twilio, Meta itself, or each of them a number.
WhatsApp = Literal["twilio", "meta", "both"]


class Sandbox:
    """Slack, Twilio, Meta if wanted, a clinic and its clients; create it inside the running event loop.

    ``bot_url`` is where the bot will answer, ``manifest`` the parsed manifest.yml, ``port`` the sandbox's own
    port (0: a free one). ``clock_file`` keeps the clock for the bot, and for a later sandbox with the same
    data (None: a file for this sandbox only). ``slack_options``, ``twilio_options`` and ``meta_options`` are
    further fields of SlackConfig, TwilioConfig and MetaConfig, such as ``rate_limits`` or
    ``delivered_after``. ``whatsapp`` says who carries it. Secrets are made anew.
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
        meta_options: Mapping[str, Any] | None = None,
        whatsapp: WhatsApp = "twilio",
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
        self._whatsapp = whatsapp
        self.twilio = self._make_twilio(twilio_options or {})
        self.web = OpenWeb({file.name: file for file in seed_templates.FILES.values()})
        self.meta = None if whatsapp == "twilio" else self._make_meta(meta_options or {})
        self.system = OwnSystem(self._session, self.bot_url, self.clock)
        self.phones = ClientPhones(self.twilio, self.meta)
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
            "TWILIO_API_URL": f"{self.url}/twilio",
            **({} if self._whatsapp == "meta" else {"TWILIO_WHATSAPP_FROM": seed.WHATSAPP_NUMBER}),
            **(seed_meta.env(self.meta.state) if self.meta is not None else {}),
            "PUBLIC_URL": self.bot_url,
            "INBOX_CHANNEL": self.slack.workspace.channel_named(seed.INBOX_CHANNEL).id,
            "DEFAULT_REGION": seed.DEFAULT_REGION,
            "SANDBOX_CLOCK": str(self._clock_file),
        }

    async def start(self) -> None:
        """Serve; returns once requests are answered."""
        await self._server.start()

    @property
    def opt_in(self) -> str:
        """The template by which clients are asked whether the clinic may write to them on WhatsApp."""
        return seed_meta.OPT_IN if self._whatsapp == "meta" else seed_templates.OPT_IN

    @property
    def whatsapp_number(self) -> str:
        """The clinic's number on WhatsApp to which clients write first."""
        return seed_meta.NUMBER.number if self._whatsapp == "meta" else seed.WHATSAPP_NUMBER

    async def meet_the_bot(self) -> str:
        """Have the bot prove its address to Meta, which tells it nothing before; call it once it answers.

        Returns what is wrong, empty when the bot did or WhatsApp does not go straight to Meta.
        """
        return await self.meta.verify() if self.meta is not None else ""

    def open_the_day(self) -> None:
        """A teammate greets and two clients write. Call it once the bot answers, so that it hears of them."""
        self.slack.people.post(*seed.GREETING)
        for opening in seed.OPENINGS:
            ours = self.whatsapp_number if opening.channel == "whatsapp" else seed.SMS_NUMBER
            self.phones.text(opening.number, ours, opening.body, opening.channel)

    async def close(self) -> None:
        """End the pages' streams, the deliveries and the server; a second call does nothing."""
        if self._session.closed:
            return
        self._streams.close()
        await self.slack.close()
        await self.twilio.close()
        if self.meta is not None:
            await self.meta.close()
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
            senders=[each for each in seed.SENDERS if each.channel == "sms" or self._whatsapp != "meta"],
            clock=self.clock,
            bus=self.bus,
            session=self._session,
            config=TwilioConfig(**settings),
        )

    def _make_meta(self, options: Mapping[str, Any]) -> MetaStandIn:
        return MetaStandIn(
            bot_url=self.bot_url,
            credentials=seed_meta.credentials(),
            numbers=[seed_meta.NUMBER],
            book=self.twilio.phones.book,
            clock=self.clock,
            bus=self.bus,
            session=self._session,
            config=seed_meta.config(f"{self.url}/meta", options),
        )

    def _compose(self) -> Starlette:
        world = World(
            self.slack, self.twilio, self.clock, self.bus, seed.INBOX_CHANNEL, self.system, self.meta
        )
        at_meta = self.meta.routes if self.meta is not None else []
        page = routes.build(world, self._streams)
        every_route = [*self.slack.routes, *self.twilio.routes, *at_meta, *self.web.routes, *page]
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
