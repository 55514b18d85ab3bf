"""Socket Mode: Slack without a public address, watched so that a connection gone silent is built anew."""

import asyncio
import logging
import time
from collections.abc import Callable
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
    """Seconds: between pings, of silence until a new connection is made, and between failed attempts."""

    ping: float = 10
    silence: float = 60
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
        wait = self._patience.first_wait
        while not stop.is_set():
            lived = await self._one_connection(stop)
            wait = self._patience.first_wait if lived else min(wait * 2, self._patience.longest_wait)
            if not stop.is_set():
                await _pause(stop, wait)

    async def _one_connection(self, stop: asyncio.Event) -> bool:
        """Connect and stay until silence or ``stop``; whether a connection stood at all."""
        handler = AsyncSocketModeHandler(
            self._app, self._token, logger=_quiet(), ping_interval=self._patience.ping
        )
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
            await self._watch(handler, stop)
        except SlackApiError as error:
            log.error("Slack refused Socket Mode: %s", name_of(error))  # noqa: TRY400 - known and named.
            return False
        except (SlackClientError, ClientError, TimeoutError, OSError) as error:
            log.warning("Socket Mode could not connect: %s", described(error))
            return False
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]
        return True

    async def _watch(self, handler: AsyncSocketModeHandler, stop: asyncio.Event) -> None:
        heard = [self._now()]

        async def hear(_message: WSMessage) -> None:
            heard[0] = self._now()

        client = handler.client
        client.on_message_listeners.append(hear)
        while not stop.is_set():
            await _pause(stop, self._patience.ping)
            last = max(heard[0], client.last_ping_pong_time or 0.0)
            if self._now() - last > self._patience.silence:
                log.warning("Slack's socket has been silent too long: a new connection is made.")
                return


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait, but no longer than until ``stop``."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def _quiet() -> logging.Logger:
    """slack_sdk's own lines: at DEBUG they quote every envelope."""
    logger = logging.getLogger("bot.slack.socket")
    logger.setLevel(logging.WARNING)
    return logger
