"""Scheduling and the team's templates in the sandbox's page, in headless Chromium, as a visitor does it."""

from playwright.async_api import expect

from tests.acceptance.test_page import browser, clinic, hands, pytestmark  # noqa: F401 - its fixtures.
from tests.support.hands import Hands


async def test_a_time_in_words_a_template_that_asks_and_every_weekday(hands: Hands) -> None:  # noqa: F811
    await hands.wait_until("8 AM")
    await hands.open_form("/schedule Jane Doe tomorrow 9am")
    modal, options = hands.modal, hands.page.get_by_role("option")
    await expect(modal).to_contain_text("9:00 AM (New York time) by your clock.")
    await modal.get_by_test_id("select").filter(has_text="A name, or words that are in it").click()
    await options.filter(has_text="Document ready").click()
    await expect(modal).to_contain_text("The text comes once the fields above are filled in.")
    # Typed key after key, while the form is drawn anew below: the cursor stays.
    await modal.get_by_placeholder("Nobody knows it yet").press_sequentially("https://docs.example/1")
    await expect(modal.locator("textarea")).to_have_value(
        "Hi Jane Doe, your document from Harbor Clinic is ready: https://docs.example/1"
    )
    await modal.get_by_test_id("select").filter(has_text="Does not repeat").click()
    await options.filter(has_text="Every weekday").click()
    await expect(modal).to_contain_text("Every weekday at 9:00 AM (New York time).")
    await hands.send()
    await expect(hands.channel).to_contain_text("goes again and again from now on.")
