"""Where the pictures go."""

from pathlib import Path

from playwright.async_api import Page, expect

MAX_BYTES = 250_000
# Scenes wait for people's undo window and for what the carrier takes; in milliseconds.
PATIENCE = 30_000


class Album:
    """Where the pictures go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def keep(self, page: Page, name: str) -> None:
        """Take the page as it is once it has come to rest. Raises ValueError when it is too large."""
        path = self.folder / name
        await page.mouse.move(0, 0)
        await expect(page.get_by_test_id("toast")).to_have_count(0, timeout=PATIENCE)
        await page.screenshot(path=path, animations="disabled", caret="hide")
        _shrink(path)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ValueError(f"{name} has {size:,} bytes; {MAX_BYTES:,} is the most.")
        print(f"{path} ({size:,} bytes)")  # noqa: T201


def _shrink(path: Path) -> None:
    """Write the picture anew in fewer colours, if Pillow is there."""
    try:
        from PIL import Image
    except ModuleNotFoundError:
        return
    with Image.open(path) as picture:
        smaller = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    smaller.save(path, optimize=True)
