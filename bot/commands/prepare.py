"""What every command that reads settings does first."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot import logs
from bot.config import StorageSettings, load, slips

S = TypeVar("S", bound=StorageSettings)


def settings_of(kind: type[S]) -> S:
    """The settings, with the log set up to hide their secrets. Raises SettingsError."""
    settings = load(kind)
    logs.configure(settings.log_level, settings.secrets)
    log = logging.getLogger("bot.config")
    for slip in slips():
        log.warning(slip.sentence)
    return settings


def run_async(main: Coroutine[Any, Any, None]) -> None:
    """Run ``main`` to its end, on uvloop where there is one."""
    try:
        from uvloop import new_event_loop  # noqa: PLC0415 - Windows has none.
    except ImportError:
        asyncio.run(main)
        return
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(main)
