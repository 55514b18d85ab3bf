"""What few need is loaded when somebody needs it: no process holds it in memory before."""

import subprocess
import sys
from pathlib import Path

import pytest

import bot

# The reader of phones' pictures is loaded by no process but its own, which ends with the picture.
_NEVER_HERE = {"pillow_heif", "_pillow_heif"}
_LATER = {"PIL", "matplotlib", "numpy", "obstore", "babel", "dateparser"}

_HOME = Path(bot.__file__).parent.parent


def _loaded_by(code: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        cwd=_HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stdout.split())


@pytest.mark.parametrize(
    "module",
    ["bot.wiring", "bot.web.app", "bot.worker.worker", "bot.flows.outbound.attach", "bot.slack.app"],
)
def test_a_process_starts_without_what_reads_and_draws_pictures(module: str) -> None:
    assert not _loaded_by(f"import {module}") & (_NEVER_HERE | _LATER)


def test_even_who_makes_pictures_fit_does_not_load_the_reader() -> None:
    loaded = _loaded_by("import bot.media.pictures, bot.media.reader")
    assert "PIL" in loaded
    assert not loaded & _NEVER_HERE
