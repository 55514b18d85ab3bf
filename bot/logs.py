"""Logging: one JSON object a line (plain text on a terminal), with everything private taken out.

Our own loggers and those of the libraries go through the same mask, tracebacks included.
"""

import logging
import sys
from collections.abc import Iterable
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

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
    handler.setFormatter(_formatter(masker(secrets), plain=target.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    _tame_libraries(logging.getLevelNamesMapping()[level])
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    logging.captureWarnings(capture=True)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter(mask: Mask, *, plain: bool) -> logging.Formatter:
    renderer: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if plain:
        renderer = structlog.dev.ConsoleRenderer(colors=False)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            _masking(mask),
            renderer,
        ],
    )


def _masking(mask: Mask) -> Processor:
    """The last step before a record is written, so that nothing can be added after it."""

    def process(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        masked: EventDict = mask(dict(event))
        return masked

    return process


def _tame_libraries(level: int) -> None:
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(level, logging.INFO))
    for name in _WARN_ONLY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    for name in _SILENT:
        logging.getLogger(name).disabled = True
