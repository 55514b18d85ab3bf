"""The page in narrow windows, down to a phone's."""

import pytest
from playwright.async_api import Browser, Page, expect

from bot.sandbox.app import Sandbox
from tests.sandbox.page.small_bot import SmallBot, card, plain
from tests.sandbox.page.test_browser_workspace import CLIENTS, message
from tests.support.browser import opened

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PHONE = {"width": 390, "height": 844}
LONG_NAME = "W" * 80


async def overhang(page: Page, selector: str) -> int:
    """By how many pixels the contents of an element are wider than it is."""
    return int(await page.locator(selector).evaluate("element => element.scrollWidth - element.clientWidth"))


async def publish_home(bot: SmallBot) -> None:
    button = {"type": "button", "action_id": "set", "text": plain("Set the name"), "value": "1"}
    words = {"type": "mrkdwn", "text": f"*Business name* of *{LONG_NAME}*"}
    blocks = [{"type": "section", "text": words, "accessory": button}]
    await bot.call("views.publish", user_id="U0MAYA", view={"type": "home", "blocks": blocks})


@pytest.mark.parametrize("width", [390, 900, 1440])
async def test_nothing_hangs_over_the_side(
    browser: Browser, sandbox: Sandbox, bot: SmallBot, width: int
) -> None:
    await bot.call("chat.postMessage", channel=CLIENTS, text="Jane", blocks=card(LONG_NAME, "quiet"))
    await publish_home(bot)
    async with opened(browser, sandbox.url, viewport=PHONE | {"width": width}) as page:
        await expect(message(page, LONG_NAME)).to_be_visible()
        assert await overhang(page, "html") <= 0
        assert await overhang(page, "[data-testid=message-list]") <= 0
        await page.get_by_test_id("app-home-link").click()
        await expect(page.get_by_test_id("home-body")).to_contain_text("Business name")
        assert await overhang(page, "[data-testid=home-body]") <= 0


async def test_on_a_phone_a_pane_has_the_whole_width(
    browser: Browser, sandbox: Sandbox, bot: SmallBot
) -> None:
    await bot.call("chat.postMessage", channel=CLIENTS, text="Jane", blocks=card("Jane Doe", "quiet"))
    await publish_home(bot)
    async with opened(browser, sandbox.url, viewport=PHONE) as page:
        for testid in ("channel-view", "home-view"):
            box = await page.get_by_test_id(testid).bounding_box()
            assert box
            assert box["width"] > 0.9 * PHONE["width"]
            await page.get_by_test_id("app-home-link").click()
        # A text keeps its lines: its button stands below it.
        words = await page.get_by_test_id("home-body").get_by_text("Business name").first.bounding_box()
        assert words
        assert words["width"] > 60
        await page.get_by_test_id("sidebar-item").filter(has_text="clients").click()
        await expect(message(page, "Jane Doe")).to_be_visible()
        await page.get_by_test_id("act-as").click()
        await expect(page.get_by_test_id("act-as-option").first).to_be_in_viewport()


async def test_a_narrow_bar_keeps_the_names_of_its_buttons(browser: Browser, sandbox: Sandbox) -> None:
    async with opened(browser, sandbox.url, viewport=PHONE) as page:
        for name in ("Your own system", "Make something fail"):
            await expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
