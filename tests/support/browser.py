"""A headless Chromium on the sandbox's page, watched for anything that goes wrong in it."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

NO_CHROMIUM = "There is no Chromium here: install it or set PLAYWRIGHT_CHROMIUM to its path."
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
    "--disable-component-update",
]


def chromium_path() -> str | None:
    """The Chromium to drive, if there is one."""
    return os.environ.get("PLAYWRIGHT_CHROMIUM") or shutil.which("chromium")


@asynccontextmanager
async def chromium(path: str) -> AsyncIterator[Browser]:
    """The browser at ``path``, without a window."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        await started.close()


@asynccontextmanager
async def opened(browser: Browser, url: str, **options: Any) -> AsyncIterator[Page]:
    """The page at ``url`` in a fresh profile, ready. A script error or a refused fetch in it is an error.

    ``options`` are the browser context's, such as ``viewport`` or ``color_scheme``.
    """
    troubles: list[str] = []
    context = await browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
    shown = await context.new_page()
    shown.on("pageerror", lambda error: troubles.append(str(error)))
    shown.on("console", lambda line: troubles.append(line.text) if is_policy(line.text) else None)
    await shown.goto(url)
    await shown.wait_for_selector("html[data-ready]", state="attached")
    yield shown
    await context.close()
    assert troubles == []


def is_policy(line: str) -> bool:
    """Whether a line of the browser's console tells of something the Content-Security-Policy refused."""
    return "Content Security Policy" in line
