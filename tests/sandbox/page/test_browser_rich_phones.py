"""What a WhatsApp phone on the page can do beside writing, driven as a person would."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.sandbox import seed
from bot.sandbox.app import Sandbox
from tests.sandbox.page.small_bot import SmallBot
from tests.sandbox.page.test_browser_phones import JANE, text_client

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def heard(bot: SmallBot) -> list[dict[str, str]]:
    return [one for one in bot.heard if one["type"] == "/twilio/inbound"]


async def asked(page: Page, sandbox: Sandbox) -> Locator:
    """Jane has WhatsApp open, and the business has asked her something; its bubble."""
    sandbox.twilio.phones.text(JANE, seed.WHATSAPP_NUMBER, "Hi", "whatsapp")
    await page.get_by_test_id("look-whatsapp").click()
    await text_client(sandbox, "See you at 4?", whatsapp=True)
    bubble = page.locator("[data-testid=bubble][data-direction=in]")
    await expect(bubble).to_contain_text("See you at 4?")
    return page.locator(".bubble-line", has=bubble)


async def test_a_message_is_answered(page: Page, sandbox: Sandbox, bot: SmallBot) -> None:
    line = await asked(page, sandbox)
    await line.hover()
    await line.get_by_test_id("bubble-reply").click()
    await expect(page.get_by_test_id("phone-replying")).to_contain_text("See you at 4?")
    await page.get_by_test_id("phone-input").fill("Yes")
    await page.get_by_test_id("phone-input").press("Enter")
    await expect(page.get_by_test_id("bubble-quote")).to_contain_text("See you at 4?")
    await expect(page.get_by_test_id("phone-replying")).to_be_hidden()
    ours = await line.get_by_test_id("bubble").get_attribute("data-sid")
    assert heard(bot)[-1]["OriginalRepliedMessageSid"] == ours


async def test_a_reply_can_be_given_up(page: Page, sandbox: Sandbox, bot: SmallBot) -> None:
    line = await asked(page, sandbox)
    await line.hover()
    await line.get_by_test_id("bubble-reply").click()
    await page.get_by_test_id("phone-reply-cancel").click()
    await expect(page.get_by_test_id("phone-replying")).to_be_hidden()
    await page.get_by_test_id("phone-input").fill("Something else")
    await page.get_by_test_id("phone-input").press("Enter")
    await expect(page.get_by_text("Something else")).to_be_visible()
    assert "OriginalRepliedMessageSid" not in heard(bot)[-1]


async def test_a_reaction_is_put_on_by_keyboard_and_taken_back(
    page: Page, sandbox: Sandbox, bot: SmallBot
) -> None:
    line = await asked(page, sandbox)
    await line.get_by_test_id("bubble-react").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("bubble-picker")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(line.get_by_test_id("bubble-reaction")).to_have_text("👍")
    await line.hover()
    await line.get_by_test_id("bubble-react").click()
    await page.get_by_label("Take back: Thumbs up").click()
    await expect(line.get_by_test_id("bubble-reaction")).to_have_count(0)
    forms = [(one["MessageType"], one["Body"]) for one in heard(bot)[1:]]
    assert forms == [("reaction", "👍"), ("reaction", "")]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Location", "bubble-place"),
        ("Contact", "bubble-contact"),
        ("Forwarded message", "bubble-forwarded"),
    ],
)
async def test_the_plus_sends_more(page: Page, sandbox: Sandbox, label: str, shown: str) -> None:
    await page.get_by_test_id("look-whatsapp").click()
    await page.get_by_test_id("phone-plus").click()
    await page.get_by_test_id("phone-plus-item").filter(has_text=label).click()
    await expect(page.get_by_test_id(shown)).to_be_visible()


async def test_a_sticker_and_a_voice_note(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_test_id("look-whatsapp").click()
    for label in ("Sticker", "Voice note"):
        await page.get_by_test_id("phone-plus").click()
        await page.get_by_test_id("phone-plus-item").filter(has_text=label).click()
    await expect(page.locator(".bubble.sticker img")).to_be_visible()
    await expect(page.locator(".bubble.voice audio")).to_be_visible()


async def test_by_sms_there_is_none_of_it(page: Page, sandbox: Sandbox) -> None:
    await text_client(sandbox, "Hello")
    await expect(page.get_by_test_id("bubble")).to_be_visible()
    await expect(page.get_by_test_id("bubble-react")).to_have_count(0)
    await expect(page.get_by_test_id("phone-plus")).to_be_hidden()


async def test_the_number_is_hidden_and_changed(page: Page, sandbox: Sandbox, bot: SmallBot) -> None:
    await page.get_by_test_id("look-whatsapp").click()
    await page.get_by_text("Hides the number").click()
    await page.get_by_test_id("phone-input").fill("Guess who")
    await page.get_by_test_id("phone-input").press("Enter")
    await expect(page.locator("[data-testid=bubble][data-status=delivered]")).to_contain_text("Guess who")
    identity = sandbox.twilio.phones.book.find(JANE).identity
    assert heard(bot)[-1]["From"] == f"whatsapp:{identity}"
    await page.get_by_test_id("phone-change-number").click()
    await page.get_by_test_id("new-number").fill("+12025550171")
    await page.get_by_test_id("change-number").click()
    await expect(page.get_by_test_id("phone-number")).to_have_text("+1 202-555-0171")
    await expect(page.get_by_test_id("bubble")).to_contain_text("Guess who")
