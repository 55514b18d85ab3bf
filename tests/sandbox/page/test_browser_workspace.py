"""The left half of the page, driven as a person would."""

import asyncio

import pytest
from playwright.async_api import Locator, Page, expect

from bot.sandbox import seed
from bot.sandbox.app import Sandbox
from tests.sandbox.page.small_bot import SmallBot, card

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CLIENTS = "C0CLIENTS"


async def write(page: Page, words: str, box: str = "composer") -> None:
    await page.get_by_test_id(f"{box}-box").fill(words)
    await page.get_by_test_id(f"{box}-box").press("Enter")


def message(page: Page, words: str) -> Locator:
    return page.get_by_test_id("message").filter(has_text=words)


async def heard(bot: SmallBot, kind: str) -> dict[str, object]:
    """The last thing of this type that the app was told, as soon as there is one."""
    async with asyncio.timeout(10):
        async for one in bot.listen():
            if one["type"] == kind:
                return one
    raise AssertionError(f"The app never heard of {kind}.")


async def test_a_message_is_posted_with_its_mention_and_escaped(page: Page) -> None:
    await write(page, "Hello @Sam Whitfield <b>no</b> & :tada:")
    shown = message(page, "Hello").get_by_test_id("block")
    await expect(shown).to_have_text("Hello @Sam Whitfield <b>no</b> & 🎉")
    await expect(shown.locator(".mention")).to_have_text("@Sam Whitfield")
    await expect(page.get_by_test_id("composer-box")).to_have_value("")


async def test_markup_in_a_clients_text_stays_text(page: Page, sandbox: Sandbox, bot: SmallBot) -> None:
    nasty = '<img src=x onerror="document.title=1"> <script>document.title=2</script> <javascript:alert(1)|x>'
    await bot.call("chat.postMessage", channel=CLIENTS, text=nasty, username="Jane Doe")
    await expect(message(page, "onerror")).to_be_visible()
    assert await page.locator("[data-testid=message] img, [data-testid=message] script").count() == 0
    assert await page.locator("a[href^=javascript]").count() == 0
    assert await page.title() == "Threadline sandbox"


async def test_a_command_is_suggested_and_its_answer_is_only_for_oneself(page: Page) -> None:
    box = page.get_by_test_id("composer-box")
    await box.press_sequentially("/s")
    await expect(page.get_by_test_id("command-option").first).to_contain_text("/sms")
    await box.press("Tab")
    await expect(box).to_have_value("/sms ")
    await box.press_sequentially("help")
    await box.press("Enter")
    answer = message(page, "Try /sms Jane Doe Hello")
    await expect(answer).to_contain_text("Only visible to you")
    await answer.get_by_test_id("dismiss").click()
    await expect(answer).to_have_count(0)


async def test_a_modal_takes_a_searched_client_and_a_live_text(page: Page, bot: SmallBot) -> None:
    await write(page, "/sms")
    modal = page.get_by_test_id("modal")
    await expect(page.get_by_test_id("modal-title")).to_have_text("Message a client")
    await modal.get_by_test_id("select").click()
    await page.get_by_test_id("menu-search").fill("Jane")
    await page.get_by_test_id("option").filter(has_text="Janet Moss").click()
    text = modal.get_by_test_id("text-input")
    await text.click()
    await text.press_sequentially("Good day")
    await expect(modal).to_contain_text("8 characters")
    await expect(text).to_be_focused()
    await expect(text).to_have_value("Good day")
    await modal.get_by_test_id("radios").get_by_label("WhatsApp").check()
    await page.get_by_test_id("modal-submit").click()
    await expect(modal).to_have_count(0)
    await expect(message(page, "Janet Moss")).to_contain_text("Good day")
    submitted = await heard(bot, "view_submission")
    values = submitted["view"]["state"]["values"]  # type: ignore[index]
    assert values["channel"]["channel"]["selected_option"]["value"] == "whatsapp"


async def test_field_errors_stand_under_their_field(page: Page) -> None:
    await write(page, "/sms forbidden")
    modal = page.get_by_test_id("modal")
    await page.get_by_test_id("modal-submit").click()
    await expect(modal.get_by_test_id("field-error")).to_have_text("Please complete this required field.")
    await modal.get_by_test_id("select").click()
    await page.get_by_test_id("menu-search").fill("Jane D")
    await page.get_by_test_id("option").click()
    await page.get_by_test_id("modal-submit").click()
    await expect(modal.get_by_test_id("field-error")).to_have_text("That word may not be sent.")
    await expect(modal.get_by_test_id("text-input")).to_be_focused()
    await modal.get_by_test_id("text-input").press("Escape")
    await expect(modal).to_have_count(0)


async def test_a_button_with_a_question_acts_only_when_agreed(page: Page, bot: SmallBot) -> None:
    await bot.call("chat.postMessage", channel=CLIENTS, text="Jane", blocks=card("Jane Doe", "quiet"))
    close = message(page, "Jane Doe").get_by_test_id("button").filter(has_text="Close")
    await close.click()
    await page.get_by_test_id("confirm-deny").click()
    await expect(page.get_by_test_id("confirm")).to_have_count(0)
    await close.click()
    await page.get_by_test_id("confirm-ok").click()
    clicked = await heard(bot, "block_actions")
    assert [action["action_id"] for action in clicked["actions"]] == ["close"]  # type: ignore[attr-defined]
    assert sum(one["type"] == "block_actions" for one in bot.heard) == 1


async def test_a_thread_is_answered_in_its_pane(page: Page, bot: SmallBot, sandbox: Sandbox) -> None:
    posted = await bot.call(
        "chat.postMessage", channel=CLIENTS, text="Jane", blocks=card("Jane Doe", "quiet")
    )
    root = message(page, "Jane Doe").first
    await root.hover()
    await root.get_by_test_id("reply-button").click()
    await write(page, "See you then", box="thread-composer")
    await expect(page.get_by_test_id("thread-pane")).to_contain_text("See you then")
    await expect(root.get_by_test_id("open-thread")).to_contain_text("1 reply")
    assert [one.text for one in sandbox.slack.workspace.thread(CLIENTS, posted["ts"])][1:] == ["See you then"]
    await write(page, "/sms Jane", box="thread-composer")
    await expect(page.get_by_test_id("toast")).to_contain_text("does not work in threads")
    await page.get_by_test_id("thread-close").click()
    await expect(page.get_by_test_id("thread-pane")).to_be_hidden()


async def test_a_question_only_for_oneself_stands_in_its_thread_until_it_is_answered(
    page: Page, bot: SmallBot
) -> None:
    assert bot.session is not None
    root = await bot.call("chat.postMessage", channel=CLIENTS, text="Jane", blocks=card("Jane Doe", "quiet"))
    shown = message(page, "Jane Doe").first
    await shown.hover()
    await shown.get_by_test_id("reply-button").click()
    where = {"channel": CLIENTS, "user": "U0MAYA", "thread_ts": root["ts"]}
    await bot.call("chat.postEphemeral", **where, text="Send?", blocks=card("Send it now?", "urgent"))
    pane = page.get_by_test_id("thread-pane")
    question = pane.get_by_test_id("message").filter(has_text="Only visible to you")
    await expect(question).to_contain_text("Send it now?")
    await expect(pane.get_by_text("1 reply")).to_have_count(0)
    await expect(page.get_by_test_id("message-list")).not_to_contain_text("Send it now?")

    await question.get_by_role("button", name="Message").click()
    pressed = await heard(bot, "block_actions")
    assert pressed["container"]["is_ephemeral"]  # type: ignore[index]
    for answer, words in (
        ({"replace_original": True, "text": "Sending"}, "Sending"),
        ({"replace_original": True, "text": "Sent"}, "Sent"),
    ):
        async with bot.session.post(str(pressed["response_url"]), json=answer) as response:
            assert response.status == 200
        await expect(question).to_contain_text(words)
        await expect(question.get_by_test_id("button")).to_have_count(0)
    async with bot.session.post(str(pressed["response_url"]), json={"delete_original": True}) as response:
        assert response.status == 200
    await expect(question).to_have_count(0)


async def test_a_user_group_is_mentioned_by_its_handle(page: Page, bot: SmallBot) -> None:
    await bot.call("chat.postMessage", channel=CLIENTS, text="Who can, <!subteam^S0FRONT>?")
    await expect(message(page, "Who can").locator(".mention")).to_have_text("@front-desk")


async def test_ones_own_message_is_edited_reacted_to_and_deleted(page: Page) -> None:
    await write(page, "Frist")
    mine = message(page, "Fr").or_(message(page, "First"))
    await mine.hover()
    await mine.get_by_test_id("more-button").click()
    await page.get_by_test_id("edit-message").click()
    await page.get_by_test_id("edit-box").fill("First")
    await page.get_by_test_id("save-edit").click()
    await expect(message(page, "First").get_by_test_id("edited")).to_be_visible()
    await mine.hover()
    await mine.get_by_test_id("react-button").click()
    await page.get_by_test_id("reaction-picker").locator("[data-name=eyes]").click()
    await expect(mine.get_by_test_id("reaction")).to_have_text("👀1")
    await mine.get_by_test_id("reaction").click()
    await expect(mine.get_by_test_id("reaction")).to_have_count(0)
    await mine.hover()
    await mine.get_by_test_id("more-button").click()
    await page.get_by_test_id("delete-message").click()
    await page.get_by_test_id("confirm-delete").click()
    await expect(page.get_by_test_id("message")).to_have_count(0)


async def test_shortcuts_reach_the_app(page: Page, bot: SmallBot) -> None:
    await page.get_by_test_id("composer-shortcuts").click()
    await page.get_by_test_id("global-shortcut").click()
    assert (await heard(bot, "shortcut"))["callback_id"] == "compose"
    await write(page, "Text this")
    await message(page, "Text this").hover()
    await message(page, "Text this").get_by_test_id("more-button").click()
    await expect(page.get_by_test_id("menu").locator(".menu-group").last).to_have_text("More actions")
    labels = page.get_by_test_id("message-shortcut").locator(".menu-label")
    await expect(labels).to_have_text(["Send as a text", "Keep it inside"])
    await labels.first.click()
    heard_of = await heard(bot, "message_action")
    assert heard_of["callback_id"] == "send_as"
    assert heard_of["message"]["text"] == "Text this"  # type: ignore[index]


async def test_shortcuts_are_reached_by_keyboard(page: Page, bot: SmallBot) -> None:
    await write(page, "Text this")
    more = message(page, "Text this").get_by_test_id("more-button")
    await message(page, "Text this").get_by_test_id("reply-button").focus()
    await page.keyboard.press("Tab")
    await expect(more).to_be_focused()
    await expect(more).to_have_accessible_name("More actions")
    await page.keyboard.press("Enter")
    menu = page.get_by_role("listbox", name="More actions")
    await expect(menu).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(more).to_be_focused()
    await page.keyboard.press("Enter")
    # One's own message can be changed and deleted, which stands before the app's own.
    for _ in range(3):
        await page.keyboard.press("ArrowDown")
    chosen = await menu.get_attribute("aria-activedescendant")
    await expect(page.locator(f"#{chosen}")).to_contain_text("Keep it inside")
    await page.keyboard.press("Enter")
    assert (await heard(bot, "message_action"))["callback_id"] == "keep"


async def test_acting_as_another_teammate_shows_what_they_see(page: Page, sandbox: Sandbox) -> None:
    await write(page, "/sms help")
    await expect(message(page, "Try")).to_have_count(1)
    await page.get_by_test_id("act-as").click()
    await page.get_by_test_id("act-as-option").filter(has_text="Sam Whitfield").click()
    await expect(page.get_by_test_id("act-as")).to_contain_text("Sam Whitfield")
    await expect(message(page, "Try")).to_have_count(0)
    await write(page, "Sam here")
    await expect(message(page, "Sam here").get_by_test_id("author")).to_have_text("Sam Whitfield")


async def test_a_new_message_elsewhere_marks_its_channel_unread(page: Page, sandbox: Sandbox) -> None:
    general = page.get_by_test_id("sidebar-item").filter(has_text="general")
    sandbox.slack.people.post("U0SAM", "C0GENERAL", "Lunch?")
    await expect(general.get_by_test_id("unread")).to_have_text("1")
    await general.click()
    await expect(page.get_by_test_id("message-list")).to_contain_text("Lunch?")
    await expect(general.get_by_test_id("unread")).to_have_count(0)


async def test_the_home_tab_is_drawn_once_published(page: Page, bot: SmallBot) -> None:
    await page.get_by_test_id("app-home-link").click()
    await expect(page.get_by_test_id("home-body")).to_contain_text("Nothing here yet")
    view = {
        "type": "home",
        "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Good day"}}],
    }
    await bot.call("views.publish", user_id=seed.USERS[0].id, view=view)
    await expect(page.get_by_test_id("home-body")).to_have_text("Good day")


async def test_what_could_not_be_posted_is_given_back(page: Page, sandbox: Sandbox) -> None:
    await expect(page.get_by_test_id("channel-name")).to_have_text("clients")
    await write(page, "x" * 12_001)
    await expect(page.get_by_test_id("toast")).to_contain_text("at most 12000 characters")
    await expect(page.get_by_test_id("composer-box")).to_have_value("x" * 12_001)
