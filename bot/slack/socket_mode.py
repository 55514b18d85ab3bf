"""Socket Mode: Slack without a public address, watched so that a connection gone silent is built anew."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import ClientError, WSMessage
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.errors import name_of
from bot.slack.failures import described

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patience:
    """Seconds: between pings, of silence until a new connection is made, for connecting, between attempts."""

    ping: float = 10
    silence: float = 60
    connect: float = 20
    first_wait: float = 1
    longest_wait: float = 60


class SocketMode:
    """Keeps one connection to Slack until told to stop.

    slack_sdk reconnects by itself, but can go silent while it believes to be connected; then no event
    arrives and nothing says so. A sign of life is a message or an answered ping.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        patience: Patience | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._app = app
        self._token = app_token
        self._patience = patience or Patience()
        self._now = now

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set. Slack away or a wrong token is logged and tried again."""
        serving = asyncio.create_task(self._serve())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving

    async def _serve(self) -> None:
        """One connection after the other, for ever; a pause that grows while none comes to stand."""
        wait = self._patience.first_wait
        while True:
            stood = await self._one_connection()
            wait = self._patience.first_wait if stood else min(wait * 2, self._patience.longest_wait)
            await asyncio.sleep(wait)

    async def _one_connection(self) -> bool:
        """Connect and stay until silence; whether a connection stood at all."""
        handler = AsyncSocketModeHandler(
            self._app, self._token, logger=_quiet(), ping_interval=self._patience.ping
        )
        try:
            await self._connect(handler)
            await self._watch(handler)
        except SlackApiError as error:
            log.error("Slack refused Socket Mode: %s", name_of(error))  # noqa: TRY400 - known and named.
            return False
        except (SlackClientError, ClientError, OSError) as error:
            # TimeoutError is an OSError.
            log.warning("Socket Mode could not connect: %s", described(error))
            return False
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]
        return True

    async def _connect(self, handler: AsyncSocketModeHandler) -> None:
        """Connect once. slack_sdk's own connect never gives up and says nothing to its caller: the address
        is fetched before it, where a refusal is heard."""
        async with asyncio.timeout(self._patience.connect):
            handler.client.wss_uri = await handler.client.issue_new_wss_url()
            await handler.connect_async()  # type: ignore[no-untyped-call]

    async def _watch(self, handler: AsyncSocketModeHandler) -> None:
        """Return when neither a message nor an answered ping has been heard for too long."""
        heard = [self._now()]

        async def hear(_message: WSMessage) -> None:
            heard[0] = self._now()

        client = handler.client
        client.on_message_listeners.append(hear)
        # Silence is no event that could be waited for.
        while self._now() - max(heard[0], client.last_ping_pong_time or 0.0) <= self._patience.silence:  # noqa: ASYNC110
            await asyncio.sleep(self._patience.ping)
        log.warning("Slack's socket has been silent too long: a new connection is made.")


def _quiet() -> logging.Logger:
    """slack_sdk's own lines: at DEBUG they quote every envelope."""
    logger = logging.getLogger("bot.slack.socket")
    logger.setLevel(logging.ERROR)
    return logger
