"""Writing in the workspace: what one wrote is seen, drawn as it was typed, and quickly changed."""

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page.small_bot import SmallBot
from tests.sandbox.page.test_browser_workspace import CLIENTS, message, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize("emoji", ["👓", "🎂", "👨\u200d👩\u200d👧\u200d👦"])
async def test_an_emoji_is_drawn_as_it_was_typed(page: Page, emoji: str) -> None:
    await write(page, f"Look: {emoji} and :tooth:")
    await expect(message(page, "Look:").get_by_test_id("block")).to_have_text(f"Look: {emoji} and 🦷")


async def test_who_writes_while_reading_above_sees_their_words_and_the_answer(
    page: Page, bot: SmallBot
) -> None:
    for number in range(30):
        await bot.call("chat.postMessage", channel=CLIENTS, text=f"Line {number}")
    await expect(message(page, "Line 29")).to_be_in_viewport()
    await message(page, "Line 0").scroll_into_view_if_needed()
    await expect(message(page, "Line 29")).not_to_be_in_viewport()
    await write(page, "/sms help")
    await expect(message(page, "Try /sms Jane Doe Hello")).to_be_in_viewport()
    await message(page, "Line 0").scroll_into_view_if_needed()
    await write(page, "What a list")
    await expect(message(page, "What a list")).to_be_in_viewport()


async def test_the_up_arrow_in_an_empty_box_changes_what_one_wrote_last(page: Page, bot: SmallBot) -> None:
    await write(page, "Frist")
    await write(page, "Secnod")
    await expect(message(page, "Secnod")).to_be_visible()
    await bot.call("chat.postMessage", channel=CLIENTS, text="Somebody else's")
    await expect(message(page, "Somebody else's")).to_be_visible()
    box = page.get_by_test_id("composer-box")
    await box.press("ArrowUp")
    await expect(page.get_by_test_id("edit-box")).to_have_value("Secnod")
    await page.get_by_test_id("edit-box").fill("Second")
    await page.get_by_test_id("edit-box").press("Enter")
    await expect(message(page, "Second")).to_contain_text("(edited)")
    await expect(box).to_be_focused()
    # A draft is no empty box.
    await box.fill("Third")
    await box.press("ArrowUp")
    await expect(page.get_by_test_id("edit-box")).to_have_count(0)


async def test_changing_ones_own_message_comes_before_the_apps_actions(page: Page, bot: SmallBot) -> None:
    """A reply to a client can be taken back for seconds only."""
    await bot.call("chat.postMessage", channel=CLIENTS, text="The app's")
    await write(page, "My own")
    options = page.get_by_role("option")
    for words, first in (("The app's", "Send as a text"), ("My own", "Edit message")):
        await message(page, words).hover()
        await message(page, words).get_by_test_id("more-button").click()
        await expect(options.first).to_contain_text(first)
        await page.keyboard.press("Escape")
