"""PostgreSQL's LISTEN: what one process commits wakes the workers of all."""

import asyncio
import logging

import psycopg
from sqlalchemy.engine import make_url

from bot.storage.wakeups import CHANNEL, Topic, Wakeups

_log = logging.getLogger(__name__)


async def listen(url: str, wakeups: Wakeups) -> None:
    """Pass on every notification until cancelled; a lost connection is opened again.

    Behind a transaction pooler nothing arrives, and polling alone carries the work.
    """
    dsn = make_url(url).set(drivername="postgresql").difference_update_query(["pgbouncer"])
    while True:
        try:
            await _listen_once(dsn.render_as_string(hide_password=False), wakeups)
        except (psycopg.OperationalError, OSError):
            _log.warning("The database connection that wakes the workers was lost; opening it again.")
        await asyncio.sleep(1)


async def _listen_once(dsn: str, wakeups: Wakeups) -> None:
    async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        # What was committed before the LISTEN took hold sent its notification to nobody.
        wakeups.notify(Topic)
        async for notification in connection.notifies():
            wakeups.notify(Topic(name) for name in notification.payload.split(",") if name in set(Topic))
