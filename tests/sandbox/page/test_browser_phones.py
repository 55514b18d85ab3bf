"""The right half of the page and the bar on top, driven as a person would."""

import base64
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from playwright.async_api import Page, expect

from bot.sandbox import seed
from bot.sandbox.app import Sandbox
from bot.sandbox.said import MediaFile
from bot.sandbox.seed_templates import TEMPLATES
from tests.sandbox.page.small_bot import SmallBot
from tests.support import files

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

JANE = seed.CLIENTS[0].number
# One transparent pixel.
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


async def text_client(
    sandbox: Sandbox, body: str, *, whatsapp: bool = False, to: str = JANE, **more: str
) -> None:
    """What the bot would do: one message over Twilio's API."""
    prefix = "whatsapp:" if whatsapp else ""
    sender = seed.WHATSAPP_NUMBER if whatsapp else seed.SMS_NUMBER
    form = {"To": prefix + to, "From": prefix + sender, "Body": body, **more}
    env = sandbox.env()
    sid = env["TWILIO_ACCOUNT_SID"]
    login = {"Authorization": aiohttp.encode_basic_auth(sid, env["TWILIO_AUTH_TOKEN"])}
    url = f"{env['TWILIO_API_URL']}/2010-04-01/Accounts/{sid}/Messages.json"
    async with aiohttp.ClientSession() as session, session.post(url, data=form, headers=login) as response:
        assert response.status == 201, await response.text()


async def test_a_text_arrives_and_is_answered(page: Page, sandbox: Sandbox, bot: SmallBot) -> None:
    await expect(page.get_by_test_id("guide")).to_contain_text("type /sms Jane Doe Hello")
    await text_client(sandbox, "Hello Jane\n<b>10 am</b>?")
    bubble = page.get_by_test_id("bubble")
    await expect(bubble.get_by_test_id("bubble-text")).to_have_text("Hello Jane\n<b>10 am</b>?")
    await expect(page.get_by_test_id("guide")).to_contain_text("Answer it there")
    await page.get_by_test_id("phone-input").fill("Yes!")
    await page.get_by_test_id("phone-input").press("Enter")
    await expect(page.locator("[data-testid=bubble][data-direction=out]")).to_contain_text("Yes!")
    await expect(page.get_by_test_id("guide")).to_contain_text("reply in the client's thread")
    assert [one["Body"] for one in bot.heard if one["type"] == "/twilio/inbound"] == ["Yes!"]


async def test_stop_is_one_click(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_test_id("quick").filter(has_text="STOP").click()
    await expect(page.locator("[data-testid=bubble][data-direction=out]")).to_have_text("STOP")
    await expect(page.locator("[data-testid=bubble][data-direction=in]")).to_contain_text("unsubscribed")


async def test_a_button_below_a_template_is_pressed(page: Page, sandbox: Sandbox, bot: SmallBot) -> None:
    await page.get_by_test_id("look-whatsapp").click()
    await text_client(sandbox, "", whatsapp=True, ContentSid=TEMPLATES[1].sid)
    bubble = page.locator("[data-testid=bubble][data-direction=in]")
    await expect(bubble).to_contain_text("can you still make it on Monday, November 30?")
    await expect(bubble.get_by_test_id("bubble-button")).to_have_text(["I will be there", "Please move it"])
    await bubble.get_by_text("Please move it").click()
    await expect(page.locator("[data-testid=bubble][data-direction=out]")).to_contain_text("Please move it")
    [heard] = [one for one in bot.heard if one["type"] == "/twilio/inbound"]
    assert (heard["Body"], heard["ButtonText"]) == ("Please move it", "Please move it")


async def test_typing_is_shown_until_a_message_comes(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_test_id("look-whatsapp").click()
    sid = sandbox.twilio.phones.text(JANE, seed.WHATSAPP_NUMBER, "Are you open?", "whatsapp")
    env = sandbox.env()
    login = aiohttp.encode_basic_auth(env["TWILIO_ACCOUNT_SID"], env["TWILIO_AUTH_TOKEN"])
    url = f"{env['TWILIO_API_URL']}/messaging/v2/Indicators/Typing.json"
    form = {"channel": "whatsapp", "messageId": sid}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=form, headers={"Authorization": login}) as response,
    ):
        assert await response.json() == {"success": True}
    await expect(page.get_by_test_id("typing")).to_have_text("typing…")
    await text_client(sandbox, "Until six", whatsapp=True)
    await expect(page.locator("[data-testid=bubble][data-direction=in]")).to_contain_text("Until six")
    await expect(page.get_by_test_id("typing")).to_have_count(0)


async def test_whatsapp_ticks_turn_to_read(page: Page, sandbox: Sandbox) -> None:
    sandbox.twilio.phones.text(JANE, seed.WHATSAPP_NUMBER, "Hi", "whatsapp")
    await page.get_by_test_id("look-whatsapp").click()
    await text_client(sandbox, "Good day", whatsapp=True)
    answer = page.locator("[data-testid=bubble][data-direction=in]")
    await expect(answer).to_have_attribute("data-status", "delivered")
    await page.get_by_text("Reads WhatsApp").click()
    await expect(answer).to_have_attribute("data-status", "read")


async def test_what_a_browser_does_not_draw_is_a_line_to_press(page: Page, sandbox: Sandbox) -> None:
    media = [MediaFile("image/heic", files.iphone(), "IMG_1.HEIC"), MediaFile("image/gif", GIF, "dot.gif")]
    sandbox.twilio.phones.text(JANE, seed.SMS_NUMBER, "Look", media=media)
    await expect(page.get_by_test_id("bubble-file")).to_have_text(["IMG_1.HEIC"])
    drawn = page.get_by_test_id("bubble").get_by_role("img", name="dot.gif")
    await expect(drawn).to_have_js_property("naturalWidth", 1)


async def test_a_phone_is_switched_off_and_on(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_text("Phone on", exact=True).click()
    await expect(page.get_by_text("Switched off")).to_be_visible()
    assert sandbox.twilio.phones.book.find(JANE).on is False
    await page.get_by_text("Phone on", exact=True).click()
    await expect(page.get_by_text("Switched off")).to_be_hidden()


async def test_another_phone_shows_that_something_came(page: Page, sandbox: Sandbox) -> None:
    marcus = page.get_by_test_id("phone-tab").filter(has_text="Marcus")
    await text_client(sandbox, "Hello Marcus", to=seed.CLIENTS[1].number)
    await expect(marcus.get_by_test_id("phone-unseen")).to_have_text("1")
    await marcus.click()
    await expect(page.get_by_test_id("phone-name")).to_have_text("Marcus Reed")
    await expect(page.get_by_test_id("bubble")).to_have_text("Hello Marcus")
    await expect(marcus.get_by_test_id("phone-unseen")).to_have_count(0)


async def test_the_clock_is_put_forward(page: Page, sandbox: Sandbox) -> None:
    offset = sandbox.clock.offset
    opening = datetime.fromtimestamp(sandbox.clock.now(), ZoneInfo(seed.TIME_ZONE))
    shown = page.get_by_test_id("clock")
    await expect(shown).to_contain_text(f"{opening:%a}, {opening:%b} {opening.day}, 10:")
    await page.get_by_test_id("fast-forward").click()
    await page.get_by_test_id("jump").filter(has_text="1 day").click()
    tomorrow = opening + timedelta(days=1)
    await expect(shown).to_contain_text(f"{tomorrow:%a}, {tomorrow:%b} {tomorrow.day}, 10:")
    assert sandbox.clock.offset == offset + 86_400
    await page.get_by_test_id("fast-forward").click()
    await page.get_by_test_id("jump").filter(has_text="10 PM").click()
    await expect(shown).to_contain_text("10:00 PM in New York")


async def test_a_fault_is_ordered_from_the_menu(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_test_id("faults").click()
    await page.get_by_test_id("fault").filter(has_text="Next text undelivered").click()
    await expect(page.get_by_test_id("toast")).to_have_text("The next text will not be delivered.")
    await text_client(sandbox, "Lost")
    await expect(page.get_by_test_id("guide")).to_contain_text("Start here")
    statuses = {one.error_code for one in sandbox.twilio.messages.values()}
    assert statuses <= {None, 30003}


async def test_a_narrow_window_shows_one_half_at_a_time(page: Page) -> None:
    await page.set_viewport_size({"width": 800, "height": 700})
    await expect(page.get_by_test_id("phone")).to_be_hidden()
    await page.get_by_test_id("side-phones").click()
    await expect(page.get_by_test_id("phone")).to_be_visible()
    await expect(page.get_by_test_id("composer")).to_be_hidden()


async def test_the_page_says_when_the_sandbox_is_gone_and_comes_back(page: Page, sandbox: Sandbox) -> None:
    await page.route("**/sandbox/**", lambda route: route.abort())
    await page.get_by_test_id("phone-input").fill("Hello?")
    await page.get_by_test_id("phone-send").click()
    await expect(page.get_by_test_id("toast")).to_contain_text("did not answer")
    await expect(page.get_by_test_id("phone-input")).to_have_value("Hello?")
    await page.unroute("**/sandbox/**")
    await page.get_by_test_id("phone-send").click()
    await expect(page.get_by_test_id("bubble")).to_have_text("Hello?")


async def test_a_landline_cannot_answer(page: Page) -> None:
    await page.get_by_test_id("phone-tab").last.click()
    await expect(page.get_by_test_id("phone-input")).to_be_disabled()
    await expect(page.get_by_test_id("phone-input")).to_have_attribute(
        "placeholder", "A landline cannot text"
    )


async def test_a_picture_is_sent_from_a_phone(page: Page, sandbox: Sandbox, bot: SmallBot) -> None:
    picture = {"name": "tooth.gif", "mimeType": "image/gif", "buffer": GIF}
    await page.get_by_test_id("phone-files").set_input_files([picture])  # type: ignore[list-item]
    shown = page.get_by_test_id("bubble").get_by_role("img", name="tooth.gif")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("image => image.naturalWidth") == 1
