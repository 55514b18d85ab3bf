"""The team's own templates on the sandbox's page, in headless Chromium, as a visitor tries them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.commands.sandbox_clients import introduce_clients
from bot.domain.roles import Role
from bot.sandbox import seed
from tests.acceptance.people import MAYA
from tests.support.browser import NO_CHROMIUM, chromium, chromium_path, opened
from tests.support.hands import Hands
from tests.support.program import running_program

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

# Each step crosses the page, the stand-ins and the bot on a machine that may be busy; in milliseconds.
PATIENCE = 30_000


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One headless Chromium for all tests of this module."""
    path = chromium_path()
    if path is None:
        pytest.skip(NO_CHROMIUM)
    expect.set_options(timeout=PATIENCE)
    async with chromium(path) as started:
        yield started
    expect.set_options(timeout=5_000)


@pytest_asyncio.fixture(loop_scope="module")
async def hands(sqlite_url: str, tmp_path: Path, browser: Browser) -> AsyncIterator[Hands]:
    """A manager at the page; a script error or a refused fetch in it fails the test."""
    async with running_program(sqlite_url, tmp_path) as program:
        await program.start("run")
        await introduce_clients(sqlite_url, seed.KNOWN_CLIENTS, program.clock)
        await program.promote(MAYA, Role.MANAGER)
        async with opened(browser, program.sandbox.url) as page:
            yield Hands(page)


async def test_one_is_written_with_its_preview_beside_it_and_sent(hands: Hands) -> None:
    page, modal = hands.page, hands.modal
    await hands.write("/templates")
    await expect(modal).to_contain_text("Appointment reminder")
    await modal.get_by_role("button", name="Write a template").click()
    await expect(page.get_by_test_id("modal-title")).to_have_text("New template")
    text = modal.get_by_placeholder("Hi {{ first_name }}, we see you on")
    await text.click()
    await text.press_sequentially("Hi {{ first_name }}")
    await expect(modal).to_contain_text("Hi Jane")
    await expect(text).to_be_focused()
    await modal.get_by_placeholder("Appointment reminder").fill("Lenses")
    await modal.get_by_text("Add a value at its end").click()
    await page.get_by_test_id("option").filter(has_text="company_name").click()
    await expect(text).to_have_value("Hi {{ first_name }} {{ company_name }}")
    await modal.get_by_text("Preview with a client").click()
    await page.get_by_test_id("menu-search").fill("Marcus")
    await page.get_by_test_id("option").filter(has_text="Marcus Reed").click()
    await expect(modal).to_contain_text("As Marcus Reed reads it")
    await expect(modal).to_contain_text("Hi Marcus Harbor Clinic")
    await page.get_by_test_id("modal-submit").click()
    await expect(modal).to_contain_text("“Lenses” is saved as version 1.")

    await modal.get_by_role("button", name="Write to a client with Lenses").click()
    await expect(page.get_by_test_id("modal-title")).to_have_text("Message a client")
    await modal.get_by_text("A name, a company or a phone number").click()
    await page.get_by_test_id("menu-search").fill("Marcus")
    await page.get_by_test_id("option").filter(has_text="Marcus Reed").click()
    body = modal.get_by_placeholder("What the client will read")
    await expect(body).to_have_value("Hi Marcus Harbor Clinic")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("modal-title")).to_have_text("Templates")
    await page.get_by_test_id("modal-close").click()
    await hands.open_thread("Marcus Reed")
    await expect(hands.said("Template: Lenses, version 1")).to_have_count(1)
