"""A served stand-in of Slack and the real Slack side of the bot over a real SQLite, talking over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.roles import Role
from bot.flows.accounts.desk import AccountDesk
from bot.flows.context import Context, FlowSettings
from bot.flows.inbound.slack_events import SlackEvent, store
from bot.ports import Provider, Sender
from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.slack import ChannelSpec, SlackConfig, SlackStandIn, UserGroupSpec, UserSpec
from bot.slack.app import slack_app
from bot.slack.client import web_client
from bot.slack.deps import Deps
from bot.slack.http import starlette_routes
from bot.slack.identity import identify
from bot.storage.repositories.roles import Grant
from bot.storage.store import Store
from bot.storage.tables import metadata
from tests.support.serving import serve
from tests.support.steps import with_step
from tests.support.world import StoppedClock

SECRET = "a-signing-secret"
TOKEN = "xoxb-sandbox"
MAYA, SAM = "U0MAYA", "U0SAM"
GENERAL, CLIENTS, QUIET = "C0GENERAL", "C0CLIENTS", "C0QUIET"
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)

USERS = (
    UserSpec(MAYA, "maya", "Maya Ortiz", is_admin=True),
    UserSpec(SAM, "sam", "Sam & Co", locale="es-ES"),
)
CHANNELS = (
    ChannelSpec(GENERAL, "general"),
    ChannelSpec(CLIENTS, "clients", members=(MAYA,)),
    ChannelSpec(QUIET, "quiet", bot_is_member=False),
)
SCOPES = (
    "channels:history",
    "channels:read",
    "chat:write",
    "chat:write.customize",
    "commands",
    "files:read",
    "files:write",
    "im:history",
    "im:write",
    "reactions:write",
    "usergroups:read",
    "users:read",
)
GROUPS = (UserGroupSpec("S0FRONT", "Front desk", "front-desk", (SAM,)),)
SMS = Sender("twilio", Channel.SMS, "+12025550100", timedelta(seconds=1))
SECOND_SMS = Sender("twilio", Channel.SMS, "+12025550101", timedelta(seconds=1), "Front desk")
WHATSAPP = Sender("twilio", Channel.WHATSAPP, "+12025550102", timedelta(seconds=1))


def manifest(without: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the app is granted, but for the scopes named."""
    return {
        "display_information": {"name": "Threadline"},
        "features": {
            "app_home": {"messages_tab_enabled": True, "home_tab_enabled": True},
            "bot_user": {"display_name": "Threadline"},
            "slash_commands": [
                {"command": "/sms", "description": "Text a client"},
                {"command": "/whatsapp", "description": "Text a client over WhatsApp"},
                {"command": "/schedule", "description": "Text a client later"},
                {"command": "/client", "description": "Look at a client"},
                {"command": "/inbox", "description": "What needs attention"},
                {"command": "/reminder", "description": "Set an appointment"},
                {"command": "/messaging", "description": "Manage texting"},
                {"command": "/templates", "description": "The team's templates"},
                {"command": "/newer", "description": "A command of another version"},
            ],
            "shortcuts": [
                {"name": "Message a client", "type": "global", "callback_id": "message_client"},
                {"name": "From another version", "type": "global", "callback_id": "unheard_of"},
                *(
                    {"name": name, "type": "message", "callback_id": name}
                    for name in (
                        "reply_with",
                        "schedule_reply",
                        "use_template",
                        "set_reminder",
                        "make_note",
                        "client_card",
                        "retry_text",
                    )
                ),
            ],
        },
        "oauth_config": {"scopes": {"bot": [scope for scope in SCOPES if scope not in without]}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_home_opened", "message.channels", "tokens_revoked"]},
            "interactivity": {"is_enabled": True},
        },
    }


@dataclass
class Events:
    """Keeps what the bot took in; ``broken`` makes it fail as a database that is away does."""

    ctx: Context
    workspace_id: str
    kept: list[SlackEvent]
    broken: bool = False

    async def take(self, event: SlackEvent) -> None:
        if self.broken:
            raise ConnectionError("the database is away")
        await store(self.ctx, self.workspace_id, [event])
        self.kept.append(event)


@dataclass
class World:
    """Everything a test holds in hand."""

    slack: SlackStandIn
    client: AsyncWebClient
    deps: Deps
    ctx: Context
    events: Events
    bot_url: str
    session: aiohttp.ClientSession

    def later(self, **by: float) -> None:
        """Let time pass for the bot."""
        assert isinstance(self.ctx.clock, StoppedClock)
        self.ctx.clock.advance(**by)

    async def promote(self, user: str, role: Role) -> None:
        """Give a teammate a role."""
        async with self.ctx.store.write(self.deps.workspace_id) as uow:
            await uow.roles.grant(Grant(user, role, None, NOW))

    async def add_client(self, name: str = "Jane Doe", number: str = "+12025550123") -> Client:
        """A client with this number."""
        async with self.ctx.store.write(self.deps.workspace_id) as uow:
            owners = await uow.clients.add_with_addresses([(number, name)], NOW, lead=False)
            client = await uow.clients.get(owners[number].client_id)
        assert client is not None
        return client

    def said_to(self, user: str, channel: str) -> list[str]:
        """The texts that only this person saw in the channel."""
        place = self.slack.workspace.channels[channel]
        return [message.text for message in place.ephemerals.values() if message.ephemeral_to == user]

    def calls(self, method: str) -> list[Any]:
        """The calls of a Web API method so far."""
        return [call for call in self.slack.calls if call.method == method]

    async def count(self, table: str) -> int:
        """The rows of a table."""
        async with self.ctx.store.reader.connect() as connection:
            found = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            return int(found.scalar_one())


Build = Callable[..., Awaitable[World]]


@pytest.fixture
async def build(tmp_path: Path) -> AsyncIterator[Build]:
    """Make a world, ``without`` some scopes, with these senders, providers and options of the stand-in."""
    async with AsyncExitStack() as stack:

        async def make(
            *,
            without: tuple[str, ...] = (),
            senders: tuple[Sender, ...] = (SMS, WHATSAPP),
            providers: tuple[Provider, ...] = (),
            accounts: AccountDesk | None = None,
            **options: Any,
        ) -> World:
            return await _world(stack, tmp_path, without, senders, providers, options, accounts)

        yield make


@pytest.fixture
async def world(build: Build) -> World:
    """A world with everything granted and no rate limits."""
    return await build()


async def _world(
    stack: AsyncExitStack,
    folder: Path,
    without: tuple[str, ...],
    senders: tuple[Sender, ...],
    providers: tuple[Provider, ...],
    options: dict[str, Any],
    accounts: AccountDesk | None = None,
) -> World:
    session = await stack.enter_async_context(aiohttp.ClientSession())
    slack = await _slack(stack, session, without, options)
    client = web_client(TOKEN, session, f"{slack.base_url}/slack/api/")
    identity = await identify(client)
    ctx, workspace_id = await _context(stack, folder, senders)
    events = Events(ctx, workspace_id, [])
    deps = Deps(ctx, workspace_id, client, events.take, providers=providers, accounts=accounts)
    routes = starlette_routes(slack_app(deps, identity), SECRET)
    bot_url = await stack.enter_async_context(serve(Starlette(routes=routes)))
    # The stand-in was built before the bot that it calls.
    slack.installation.bot.url = f"{bot_url}/slack/events"
    return World(slack, client, deps, ctx, events, bot_url, session)


async def _slack(
    stack: AsyncExitStack, session: aiohttp.ClientSession, without: tuple[str, ...], options: dict[str, Any]
) -> SlackStandIn:
    config = SlackConfig.from_manifest(
        with_step(manifest(without)),
        team_id="T0HARBOR",
        team_name="Harbor Clinic",
        users=USERS,
        channels=CHANNELS,
        groups=GROUPS,
        **({"rate_limits": False, "retry_delays": (0.0, 0.0, 0.0)} | options),
    )
    slack = SlackStandIn(
        bot_url="http://127.0.0.1:9",
        signing_secret=SECRET,
        bot_token=TOKEN,
        clock=SandboxClock(),
        bus=Bus(),
        session=session,
        config=config,
    )
    slack.base_url = await stack.enter_async_context(serve(Starlette(routes=slack.routes)))
    stack.push_async_callback(slack.close)
    return slack


async def _context(stack: AsyncExitStack, folder: Path, senders: tuple[Sender, ...]) -> tuple[Context, str]:
    database = Store(f"sqlite+aiosqlite:///{folder / 'threadline.db'}")
    stack.push_async_callback(database.close)
    async with database.writer.begin() as connection:
        await connection.run_sync(metadata.create_all)
    async with database.workspaces() as workspaces:
        workspace = await workspaces.remember("T0HARBOR", "Harbor Clinic", "U0THREAD", NOW)
    chosen = FlowSettings("US", CLIENTS, timedelta(seconds=5))
    # At ten in the morning in New York: what is sent goes at once.
    return Context(database, StoppedClock(NOW), senders, chosen), workspace.id


async def eventually(condition: Callable[[], Any], seconds: float = 20.0) -> None:
    """Wait until something holds; fail when it does not in time."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError("This never came about.")
        await asyncio.sleep(0.005)
