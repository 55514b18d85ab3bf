"""Logging: one JSON object a line (plain text on a terminal), with everything private taken out.

Our own loggers and those of the libraries go through the same mask, tracebacks included.
"""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TextIO

from bot.masking import Mask, masker

# At DEBUG these write requests, answers and bound parameters, and clients' texts in them, in their own way.
_QUIET = ("slack_sdk", "slack_bolt", "twilio", "aiohttp", "httptools", "asyncio")
# Every request is logged by us where it matters, and an access log shows query strings.
_SILENT = ("uvicorn.access", "aiohttp.access")
# APScheduler tells at INFO of each tick, SQLAlchemy of each statement with its parameters.
_WARN_ONLY = ("apscheduler", "alembic.runtime.plugins", "aiosqlite", "sqlalchemy")


def configure(level: str = "INFO", secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all logs to ``stream`` (standard error) from ``level`` on.

    ``secrets`` are hidden wherever they stand. May be called again, as tests do: the last call holds.
    """
    target = stream or sys.stderr
    handler = logging.StreamHandler(target)
    handler.setFormatter((_Words if target.isatty() else _Json)(masker(secrets)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    _tame_libraries(logging.getLevelNamesMapping()[level])
    logging.captureWarnings(capture=True)


class _Masked(logging.Formatter):
    """Masks a record as the last step before it is written, so that nothing can be added after it."""

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def masked(self, record: logging.LogRecord) -> dict[str, Any]:
        """All that is written of a record: what was given as ``extra``, and what every line has."""
        extra = {name: value for name, value in vars(record).items() if name not in _EVERY_RECORD_HAS}
        event = extra | {
            "event": record.getMessage(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "timestamp": f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
        }
        if record.stack_info:
            event["stack"] = self.formatStack(record.stack_info)
        if record.exc_info and record.exc_info[0]:
            event["exception"] = self.formatException(record.exc_info)
        masked: dict[str, Any] = self._mask(event)
        return masked


class _Json(_Masked):
    def format(self, record: logging.LogRecord) -> str:
        """One JSON object."""
        return json.dumps(self.masked(record), ensure_ascii=False)


class _Words(_Masked):
    def format(self, record: logging.LogRecord) -> str:
        """A line for people, and the traceback below it."""
        event = self.masked(record)
        below = [event.pop(name) for name in ("stack", "exception") if name in event]
        first = [event.pop("timestamp"), f"[{event.pop('level')}]", event.pop("event"), event.pop("logger")]
        rest = [f"{name}={value}" for name, value in event.items()]
        return "\n".join([" ".join([*first, *rest]), *below])


_EVERY_RECORD_HAS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def _tame_libraries(level: int) -> None:
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(level, logging.INFO))
    for name in _WARN_ONLY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    for name in _SILENT:
        logging.getLogger(name).disabled = True
