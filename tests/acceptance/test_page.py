"""The sandbox's page with the real bot behind it, in headless Chromium, as a visitor tries it."""

from collections.abc import AsyncIterator
from datetime import time
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.commands.sandbox_clients import introduce_clients
from bot.sandbox import seed
from tests.support import files
from tests.support.browser import NO_CHROMIUM, chromium, chromium_path, opened
from tests.support.hands import Hands
from tests.support.program import Program, running_program

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
async def clinic(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """The clinic of ``bot sandbox`` with its bot, which knows the clients; replies go at once."""
    async with running_program(sqlite_url, tmp_path) as program:
        await program.start("run")
        await introduce_clients(sqlite_url, seed.KNOWN_CLIENTS, program.clock)
        yield program


@pytest_asyncio.fixture(loop_scope="module")
async def hands(clinic: Program, browser: Browser) -> AsyncIterator[Hands]:
    """A person at the page; a script error or a refused fetch in it fails the test."""
    async with opened(browser, clinic.sandbox.url) as page:
        yield Hands(page)


async def test_a_text_is_sent_delivered_answered_and_replied_to(hands: Hands) -> None:
    await hands.open_form("/sms Jane Doe Your glasses are ready.")
    await expect(hands.modal).to_contain_text("1 SMS, 99 characters left.")
    await expect(hands.modal).to_contain_text("For the client it is")
    await hands.send()
    await expect(hands.channel).to_contain_text("Your SMS message to Jane Doe is on its way.")
    await hands.open_thread("Jane Doe")
    await hands.marked(hands.said("Your glasses are ready."), "✅")
    await expect(hands.card("Jane Doe")).to_contain_text("Our last SMS: delivered")

    await expect(hands.arrived("Your glasses are ready.")).to_have_count(1)
    await hands.answer("Thanks <b>!</b> Is *5* fine?")
    answer = hands.said("Thanks <b>!</b> Is *5* fine?")
    await expect(answer.get_by_test_id("author")).to_have_text("Jane Doe")

    await hands.act_as("Sam Whitfield")
    reply = await hands.reply("Five is fine :wave:", "Five is fine")
    await hands.marked(reply, "✅")
    await expect(hands.arrived("Five is fine 👋")).to_have_count(1)
    await expect(reply.get_by_test_id("author")).to_have_text("Sam Whitfield")

    note = await hands.reply("note: she prefers the afternoon")
    await hands.marked(note, "🔒")
    # What is written after the note arrives, so the note would have arrived by now.
    await hands.marked(await hands.reply("See you then"), "✅")
    await expect(hands.bubbles).to_have_count(4)

    await hands.open_form("/sms Jane Doe One more thing.")
    await hands.send()
    link = hands.channel.get_by_role("link", name="Open the thread")
    await hands.page.get_by_test_id("thread-close").click()
    await link.click()
    await expect(hands.said("One more thing.")).to_have_count(1)


async def test_stop_is_kept_until_start(hands: Hands) -> None:
    await hands.text("/sms Marcus Reed Your cleaning is on Thursday.", "Marcus Reed")
    await hands.take_phone("Marcus Reed")
    await expect(hands.arrived("Your cleaning is on Thursday.")).to_have_count(1)
    await hands.answer("STOP")
    await expect(hands.said("opted out of SMS")).to_have_count(1)
    await expect(hands.card("Marcus Reed")).to_contain_text("SMS: opted out since")

    refused = await hands.reply("Are you still coming?")
    await hands.marked(refused, "❌")
    await expect(hands.said("They can text START to hear from you again")).to_have_count(1)
    await hands.open_form("/sms Marcus Reed And this?")
    await expect(hands.modal).to_contain_text("It would not be sent:Marcus Reed opted out of SMS.")
    await hands.page.get_by_test_id("modal-submit").click()
    await expect(hands.modal.get_by_test_id("field-error")).to_contain_text("opted out of SMS")
    await hands.page.get_by_test_id("modal-close").click()

    await hands.answer("START")
    await expect(hands.said("opted in to SMS again")).to_have_count(1)
    await hands.marked(await hands.reply("Welcome back"), "✅")
    await expect(hands.arrived("Welcome back")).to_have_count(1)
    await expect(hands.arrived("Are you still coming?")).to_have_count(0)


async def test_by_night_the_form_schedules_and_a_held_reply_is_taken_back(
    hands: Hands, clinic: Program
) -> None:
    await hands.text("/sms Jane Doe Your glasses are ready.", "Jane Doe")
    await hands.marked(hands.said("Your glasses are ready."), "✅")
    clinic.fast_forward_to(time(22))
    await hands.open_form("/sms Jane Doe We open at nine.")
    await expect(hands.modal).to_contain_text("Held until 8:00 AM Jane Doe's time (New York, tomorrow)")
    await expect(hands.page.get_by_test_id("modal-submit")).to_have_text("Schedule for 8:00 AM")
    await hands.send()
    await expect(hands.said("We open at nine.")).to_contain_text("When it goes:")
    await expect(hands.card("Jane Doe")).to_contain_text("Next text:")

    reply = await hands.reply("Or come tonight.")
    await hands.thread.get_by_text("Cancel it").click()
    await expect(hands.thread).to_contain_text("Taken back: the client gets nothing.")
    await expect(hands.thread.get_by_text("Cancel it")).to_have_count(0)
    await hands.marked(reply, "🗑")


async def test_a_landline_is_explained_and_offers_no_retry_but_to_fix_the_number(hands: Hands) -> None:
    await hands.text("/sms Quayside Café Your order is confirmed.", "Quayside Café")
    failure = hands.said("did not reach the client")
    await expect(failure).to_contain_text("@Maya Ortiz, this message did not reach the client.")
    await expect(failure).to_contain_text("Why: The client's number is not a mobile number")
    await expect(failure).to_contain_text("(code 21614)")
    await expect(failure).to_contain_text("What to do: Call the client, or ask for a mobile number.")
    await expect(failure.get_by_test_id("button")).to_have_text(["Fix number"])


async def test_what_a_person_can_mend_is_retried_once_mended(hands: Hands, clinic: Program) -> None:
    # The account may not text the client's country, until an admin switches it on.
    clinic.twilio.faults.fail_next("create", code=21408)
    await hands.text("/sms Oliver Hughes Your results are in.", "Oliver Hughes")
    failure = hands.said("did not reach the client")
    await expect(failure).to_contain_text("Geo permissions")
    await failure.get_by_test_id("button").filter(has_text="Retry").click()
    await expect(failure).to_contain_text("@Maya Ortiz chose Retry. Sending it again now.")
    await expect(failure.get_by_test_id("button")).to_have_count(0)
    await hands.take_phone("Oliver Hughes")
    await expect(hands.arrived("Your results are in.")).to_have_count(1)
    await expect(hands.card("Oliver Hughes")).to_contain_text("Our last SMS: delivered")


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        ("The carrier filters the next text", "A carrier's spam filter stopped the message. (code 30007)"),
        ("The number has opted out", "The client has replied STOP"),
    ],
)
async def test_a_failure_from_the_menu_is_explained(hands: Hands, trouble: str, why: str) -> None:
    await hands.make_fail(trouble)
    await hands.text("/sms Elena Petrova Hello Elena", "Elena Petrova")
    await hands.marked(hands.said("Hello Elena").first, "❌")
    failure = hands.said("did not reach the client")
    await expect(failure).to_contain_text(why)
    await expect(failure).to_contain_text("What to do:")
    # The same text would meet the same end.
    await expect(failure.get_by_test_id("button")).to_have_count(0)


async def test_an_unknown_number_becomes_a_lead(hands: Hands, clinic: Program) -> None:
    clinic.twilio.phones.add("+12025550155", "A stranger")
    await hands.take_phone("A stranger", "sms")
    await hands.answer("Do you take new patients?")
    lead = hands.card("+1 202-555-0155")
    await expect(lead).to_contain_text("Lead: wrote to us first")
    await hands.open_thread("+1 202-555-0155")
    await hands.marked(await hands.reply("We do, welcome!"), "✅")
    await expect(hands.arrived("We do, welcome!")).to_have_count(1)


async def test_whatsapp_outside_its_24_hours_is_explained_and_inside_goes(hands: Hands) -> None:
    await hands.open_form("/whatsapp Jane Doe Are you well?")
    await expect(hands.modal).to_contain_text("Jane Doe has not written to you on WhatsApp yet")
    await hands.page.get_by_test_id("modal-submit").click()
    await expect(hands.modal.get_by_test_id("field-error")).to_contain_text("Use a template, send an SMS")
    await hands.page.get_by_test_id("modal-close").click()

    await hands.take_phone("Jane Doe", "whatsapp")
    await hands.answer("Hello, I am well")
    await hands.open_thread("Jane Doe")
    await expect(hands.said("Hello, I am well")).to_contain_text("WhatsApp")
    await hands.marked(await hands.reply("Good to hear"), "✅")
    await hands.page.get_by_text("Reads WhatsApp").click()
    await hands.marked(hands.said("Good to hear"), "👀")


async def test_slack_is_down_for_a_while_and_everything_arrives_afterwards(hands: Hands) -> None:
    await hands.make_fail("Slack is down")
    await hands.take_phone("Jane Doe", "sms")
    for words in ("First", "Second", "Third"):
        await hands.answer(words)
    await hands.open_thread("Jane Doe")
    for words in ("First", "Second", "Third"):
        await expect(hands.said(words)).to_have_count(1)
    shown = await hands.thread.get_by_test_id("message").all_inner_texts()
    order = [
        next(at for at, text in enumerate(shown) if words in text) for words in ("First", "Second", "Third")
    ]
    assert order == sorted(order)


async def test_an_edit_in_time_changes_what_is_sent(
    browser: Browser, sqlite_url: str, tmp_path: Path
) -> None:
    async with running_program(sqlite_url, tmp_path, UNDO_SECONDS="8") as program:
        await program.start("run")
        await introduce_clients(sqlite_url, seed.KNOWN_CLIENTS, program.clock)
        async with opened(browser, program.sandbox.url) as page:
            hands = Hands(page)
            await hands.text("/sms Jane Doe Hello", "Jane Doe")
            await hands.reply("See you at 4")
            await hands.edit(hands.said("See you at 4").last, "See you at 5")
            changed = hands.said("See you at 5")
            await hands.marked(changed, "✅")
            await expect(hands.texts("See you at")).to_have_text(["See you at 5"])
            await hands.edit(changed, "See you at 6")
            await expect(hands.said("The client still has the original")).to_have_count(1)
            await expect(hands.texts("See you at")).to_have_text(["See you at 5"])


async def test_pictures_go_both_ways(hands: Hands) -> None:
    await hands.open_form("/sms Jane Doe Your glasses are ready.")
    await hands.send()
    await hands.open_thread("Jane Doe")
    await expect(hands.arrived("Your glasses are ready.")).to_have_count(1)
    picture = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": files.picture(320, 240)}
    await hands.page.get_by_test_id("phone-files").set_input_files([picture])
    theirs = hands.thread.get_by_role("img", name="Picture from Jane Doe")
    await expect(theirs).to_have_count(1)

    room = {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": files.picture(320, 240)}
    await hands.page.get_by_test_id("thread-composer-files").set_input_files([room])
    reply = await hands.reply("Come in here")
    await hands.marked(reply, "✅")
    arrived = hands.arrived("Come in here")
    await expect(arrived).to_have_count(1)
    await expect(hands.bubbles.get_by_role("img", name="room.jpg")).to_have_count(1)

    web_page = {"name": "room.html", "mimeType": "text/html", "buffer": files.PAGE}
    await hands.page.get_by_test_id("thread-composer-files").set_input_files([web_page])
    await hands.reply("And here is the rest")
    await expect(hands.thread).to_contain_text("“room.html” is of a kind that does not go by MMS")
