"""Plays scenes in the sandbox with the real bot and keeps the pictures of them that the README shows.

Run as ``python -m tests.screenshots``; the pictures go to ``.github/screenshots/``, or to the folder named as
the first argument, and a second argument (``talk`` or ``day``) plays one scene only. Needs Chromium, and a
font with emoji (on Debian: fonts-noto-color-emoji), without which every emoji is drawn as an empty box; the
script says so. With Pillow installed the pictures get smaller.
"""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import expect

from bot.sandbox import seed
from tests.screenshots import day, scene
from tests.screenshots.album import PATIENCE, Album
from tests.screenshots.clinic import clinic
from tests.support.browser import NO_CHROMIUM, chromium, chromium_path, opened
from tests.support.hands import Hands

FOLDER = Path(__file__).parents[2] / ".github" / "screenshots"
SHOWN = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1, "timezone_id": seed.TIME_ZONE}
# Each in a clinic of its own.
SCENES = {"talk": scene.play, "day": day.play}


async def main(folder: Path, only: str = "") -> None:
    """Play the scenes. Raises what went wrong in one."""
    path = chromium_path()
    if path is None:
        raise SystemExit(NO_CHROMIUM)
    if not _has_emoji():
        print("No font with emoji was found: they will be empty boxes.", file=sys.stderr)  # noqa: T201
    expect.set_options(timeout=PATIENCE)
    for name, play in SCENES.items():
        if only in {"", name}:
            with TemporaryDirectory() as data:
                async with (
                    clinic(Path(data)) as sandbox,
                    chromium(path) as browser,
                    opened(browser, sandbox.url, **SHOWN) as page,
                ):
                    await play(Hands(page), Album(folder))


def _has_emoji() -> bool:
    """Whether a font with emoji is installed; taken as so where nobody can be asked."""
    if shutil.which("fc-list") is None:
        return True
    found = subprocess.run(["fc-list", ":lang=und-zsye"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, *sys.argv[2:3]))
