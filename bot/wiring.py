"""The composition root: the only module that knows every package."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.accounts import Accounts, connect, provider_findings
from bot.cannot_start import CannotStart
from bot.clocks import SystemClock, clock_of
from bot.config import Settings, StorageSettings
from bot.database import database_findings, open_store, prepare_database, unreachable, upgrade_database
from bot.derived import flow_settings, media_desk, vault_of
from bot.domain.events import InboundText, Receipt
from bot.findings import Finding, fine, wrong
from bot.flows.context import Context, FlowSettings, Timing
from bot.flows.inbound import kept_texts, slack_events
from bot.flows.message_templates.start import put_in_start
from bot.flows.outbound import receipts as kept_receipts
from bot.flows.outbound.serve_media import serve_media
from bot.flows.reports.backlog import backlog
from bot.flows.systems.receive import SystemDoor
from bot.flows.templates.news import keep_news
from bot.flows.threads.place import ruled_channels
from bot.metrics import Metrics
from bot.ports import Clock, PostFailed, PostProblem
from bot.providers.whatsapp_cloud.settings import PROVIDER as WHATSAPP_CLOUD
from bot.slack.client import web_client
from bot.slack.identity import Identity, identify
from bot.storage.engine import is_sqlite
from bot.storage.grouping import GroupCommit
from bot.storage.repositories.slack_events import SlackEvent
from bot.storage.repositories.workspaces import Workspace
from bot.storage.store import Store
from bot.stores import require_store, source_findings, store_findings
from bot.whatsapp_number import meta_problems, whatsapp_at_meta

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from bot.slack.deps import Deps
    from bot.web.deps import WebDeps

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Program:
    """Everything a running process is made of."""

    settings: Settings
    store: Store
    accounts: Accounts
    slack: AsyncWebClient
    identity: Identity
    workspace: Workspace
    ctx: Context


async def run(settings: Settings, *, web: bool, worker: bool, timing: Timing | None = None) -> None:
    """Run the web part, the worker or both until SIGTERM or SIGINT, then finish what is under way.

    Raises CannotStart with one line that says what to mend.
    """
    stopping = asyncio.Event()
    _stop_on_signals(stopping)
    async with (
        _program(settings, migrate_first=web and worker, timing=timing) as program,
        AsyncExitStack() as parts,
    ):
        ends: list[asyncio.Task[None]] = []
        watching = asyncio.create_task(program.accounts.switchboard.watch(), name="accounts")
        parts.callback(watching.cancel)
        if web:
            ends += await _start_web(parts, program, stopping, with_worker=worker)
        if worker:
            ends.append(asyncio.create_task(_work(program, stopping), name="worker"))
        # What is loaded by now stays: looking through it for garbage would hold up requests again and again.
        gc.freeze()
        gc.enable()
        await _until_one_ends(stopping, ends)
        if worker:
            await ends[-1]


async def _until_one_ends(stopping: asyncio.Event, ends: list[asyncio.Task[None]]) -> None:
    # A part that ends by itself ends the program: half of it would look alive and do half the work.
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait([waiting, *ends], return_when=asyncio.FIRST_COMPLETED)
    stopping.set()
    waiting.cancel()


async def migrate(settings: StorageSettings) -> None:
    """Bring the database up to date. Raises CannotStart when it cannot be reached."""
    store = open_store(settings)
    try:
        await upgrade_database(store)
    except (SQLAlchemyError, OSError) as error:
        raise CannotStart(unreachable(error)) from None
    finally:
        await store.close()


@asynccontextmanager
async def workspace(settings: StorageSettings) -> AsyncIterator[tuple[Context, str]]:
    """What a command needs that works on the database alone: flows that ask neither Slack nor a provider.

    Raises CannotStart when the database is away, not up to date, or knows no workspace yet.
    """
    store = open_store(settings)
    try:
        await prepare_database(store, migrate_first=False)
        known = await _known_workspace(store)
        if known is None:
            raise CannotStart("The database knows no workspace yet. Start the bot once: bot run")
        yield Context(store, SystemClock(), (), FlowSettings("US", "", timedelta(0))), known.id
    finally:
        await store.close()


async def routed_channels(settings: Settings) -> list[str]:
    """The Slack channels of the routing rules; none while the database cannot be asked."""
    try:
        async with workspace(settings) as (ctx, workspace_id):
            return await ruled_channels(ctx, workspace_id)
    except (CannotStart, SQLAlchemyError, OSError):
        return []


async def check(settings: Settings) -> list[Finding]:
    """What is found of the database, of the store for files and of the provider; for ``bot check``."""
    store = open_store(settings)
    try:
        found = await database_findings(store)
        known = await _known_workspace(store) if all(each.ok for each in found) else None
        async with aiohttp.ClientSession() as session:
            accounts = await connect(settings, store, known.id if known else None, session)
            found += [*await store_findings(settings), *await source_findings(settings)]
            found += await accounts.findings()
            problems = await meta_problems(settings, session, clock_of(settings))
            return [*found, *([] if problems is None else provider_findings(WHATSAPP_CLOUD, problems))]
    finally:
        await store.close()


@asynccontextmanager
async def _program(
    settings: Settings, *, migrate_first: bool, timing: Timing | None
) -> AsyncIterator[Program]:
    store = open_store(settings)
    try:
        await prepare_database(store, migrate_first=migrate_first)
        await require_store(settings)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200)) as session:
            yield await _compose(settings, store, session, timing or Timing())
    finally:
        await store.close()


async def _compose(
    settings: Settings, store: Store, session: aiohttp.ClientSession, timing: Timing
) -> Program:
    clock = clock_of(settings)
    slack = web_client(settings.slack_bot_token.get_secret_value(), session, settings.slack_api_url)
    identity, workspace = await _who_we_are(slack, store, clock)
    whatsapp = await whatsapp_at_meta(settings, store, workspace.id, session, clock)
    accounts = await connect(settings, store, workspace.id, session, whatsapp)
    ctx = Context(
        store=store,
        clock=clock,
        senders=accounts.registry.live_senders,
        settings=flow_settings(settings),
        timing=timing,
        media=media_desk(settings),
    )
    await put_in_start(ctx, workspace.id)
    return Program(settings, store, accounts, slack, identity, workspace, ctx)


async def _who_we_are(slack: AsyncWebClient, store: Store, clock: Clock) -> tuple[Identity, Workspace]:
    """Ask Slack; if it is away, go by what it said last time: clients' texts are taken all the same."""
    try:
        identity = await identify(slack)
    except PostFailed as failure:
        if failure.problem is PostProblem.TOKEN:
            raise CannotStart(
                f"Slack refuses SLACK_BOT_TOKEN ({failure.error}). Copy the bot token anew from "
                "OAuth & Permissions."
            ) from None
        known = await _known_workspace(store)
        if known is None:
            raise CannotStart(
                f"Slack cannot be reached ({failure.error}). Check the network and SLACK_API_URL."
            ) from None
        _log.warning("Slack cannot be reached; starting with what is known from the last time.")
        return Identity(known.slack_team_id, known.name, known.bot_user_id, ""), known
    async with store.workspaces() as workspaces:
        now = clock.now()
        return identity, await workspaces.remember(
            identity.team_id, identity.team_name, identity.bot_user_id, now
        )


async def _known_workspace(store: Store) -> Workspace | None:
    async with store.workspaces() as workspaces:
        return await workspaces.only()


async def _start_web(
    parts: AsyncExitStack, program: Program, stopping: asyncio.Event, *, with_worker: bool
) -> list[asyncio.Task[None]]:
    from bot.slack.app import slack_app  # noqa: PLC0415 - a worker needs neither Bolt nor a web server.
    from bot.web.app import build_web  # noqa: PLC0415
    from bot.web.server import listen, serving  # noqa: PLC0415

    settings = program.settings
    app = slack_app(_slack_deps(program), program.identity)
    web = build_web(_web_deps(program, app, with_worker=with_worker))
    ends = [await parts.enter_async_context(serving(web, listen(settings.host, settings.port)))]
    if settings.socket_mode and settings.slack_app_token:
        from bot.slack.socket_mode import SocketMode  # noqa: PLC0415

        socket = SocketMode(app, settings.slack_app_token.get_secret_value())
        ends.append(asyncio.create_task(socket.run(stopping), name="Socket Mode"))
    _log.info("listening", extra={"port": settings.port, "socket_mode": settings.socket_mode})
    return ends


def _slack_deps(program: Program) -> "Deps":
    from bot.slack.deps import Deps  # noqa: PLC0415

    async def keep(events: Sequence[SlackEvent]) -> None:
        await slack_events.store(program.ctx, program.workspace.id, events)

    return Deps(
        program.ctx,
        program.workspace.id,
        program.slack,
        GroupCommit(keep).submit,
        public_url=program.settings.public_url or "",
        providers=program.accounts.registry.live_providers,
        accounts=program.accounts.desk,
    )


def _web_deps(program: Program, app: "AsyncApp", *, with_worker: bool) -> "WebDeps":
    from bot.slack.http import starlette_routes  # noqa: PLC0415
    from bot.web.deps import WebDeps  # noqa: PLC0415

    settings, ctx, workspace_id = program.settings, program.ctx, program.workspace.id
    secret = settings.slack_signing_secret.get_secret_value()

    async def keep_texts(texts: Sequence[InboundText]) -> None:
        await kept_texts.keep(ctx, workspace_id, texts)

    async def keep_receipts(receipts: Sequence[Receipt]) -> None:
        await kept_receipts.keep(ctx, workspace_id, receipts)

    return WebDeps(
        public_url=settings.public_url or "",
        twilio=program.accounts.twilio_of,
        whatsapp=program.accounts.whatsapp,
        clock=ctx.clock,
        submit_inbound=GroupCommit(keep_texts).submit,
        submit_receipt=GroupCommit(keep_receipts).submit,
        submit_template_news=lambda news: keep_news(ctx, workspace_id, news),
        readiness=_Readiness(program, with_provider=with_worker).look,
        metrics=Metrics(),
        backlog=lambda: _backlog(program),
        serve_media=lambda token: serve_media(ctx, token),
        take_trigger=SystemDoor(ctx, workspace_id, vault_of(settings)).receive,
        slack=starlette_routes(app, secret, now=lambda: ctx.clock.now().timestamp()),
    )


async def _backlog(program: Program) -> dict[str, int]:
    return asdict(await backlog(program.ctx, program.workspace.id))


async def _work(program: Program, stopping: asyncio.Event) -> None:
    from bot.slack.downloads import SlackFiles  # noqa: PLC0415
    from bot.slack.history import SlackHistory  # noqa: PLC0415 - the web process posts nothing.
    from bot.slack.names import UserNames  # noqa: PLC0415
    from bot.slack.reader import SlackEventReader  # noqa: PLC0415
    from bot.slack.threads import SlackThreads  # noqa: PLC0415
    from bot.slack.usergroups import SlackUserGroups  # noqa: PLC0415
    from bot.worker.worker import Worker  # noqa: PLC0415

    scopes = program.identity.scopes
    speaks = not scopes or "chat:write.customize" in scopes
    worker = Worker(
        program.ctx,
        program.workspace.id,
        providers=program.accounts.registry.by_name,
        poster=SlackThreads(program.slack, speaks_for_clients=speaks),
        reader=SlackEventReader(UserNames(program.slack)),
        history=SlackHistory(program.slack, program.identity.team_id),
        groups=SlackUserGroups(program.slack),
        files=SlackFiles(program.slack),
        listen_to=None if is_sqlite(program.store.url) else program.store.url,
    )
    await worker.run(stopping)


class _Readiness:
    """Looks at the database each time, and at the credentials once in a while: vendors count requests."""

    def __init__(self, program: Program, *, with_provider: bool) -> None:
        self._program = program
        # Asking the provider loads its SDK, which a lean web process is spared.
        self._with_provider = with_provider
        self._kept: list[Finding] = []
        self._asked_at: datetime | None = None

    async def look(self) -> list[Finding]:
        now = self._program.ctx.clock.now()
        if self._asked_at is None or (now - self._asked_at).total_seconds() > _ASK_VENDORS_EVERY:
            self._kept = await self._credentials()
            self._asked_at = now
        return [*await database_findings(self._program.store), *self._kept]

    async def _credentials(self) -> list[Finding]:
        try:
            await identify(self._program.slack)
            found = [fine("Slack", "The bot token works.")]
        except PostFailed as failure:
            found = [wrong("Slack", f"The bot token does not work now ({failure.error}).")]
        if self._with_provider:
            found += await self._program.accounts.findings()
        return found


_ASK_VENDORS_EVERY = 60.0


def _stop_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stopping.set)
