"""Each part that a process loads by itself can be loaded first: no module waits for one that waits for it."""

import subprocess
import sys
from pathlib import Path

import pytest

import bot

# What ``wiring`` loads only when it is needed, and so perhaps before anything else of its package.
_FIRST = (
    "bot.providers.whatsapp_cloud.check",
    "bot.providers.whatsapp_cloud.provider",
    "bot.slack.app",
    "bot.slack.history",
    "bot.slack.names",
    "bot.slack.reader",
    "bot.slack.threads",
    "bot.slack.usergroups",
    "bot.web.app",
    "bot.worker.worker",
)


@pytest.mark.parametrize("module", _FIRST)
def test_a_part_can_be_loaded_first(module: str) -> None:
    home = Path(bot.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", f"import {module}"], cwd=home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
