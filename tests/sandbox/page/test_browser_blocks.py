"""Block Kit on the page: each element is drawn, used by hand, and reaches the app as Slack sends it."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from bot.sandbox.app import Sandbox
from tests.sandbox.page.small_bot import SmallBot, plain

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CLIENTS = "C0CLIENTS"
# One transparent pixel.
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
OPTIONS = [
    {"text": plain("Red"), "value": "r", "description": plain("Warm")},
    {"text": plain("Blue"), "value": "b"},
]
Hand = Callable[[Page, Locator], Awaitable[None]]


def pick(name: str) -> Hand:
    async def hand(page: Page, element: Locator) -> None:
        await element.click()
        await page.get_by_test_id("option").filter(has_text=name).click()

    return hand


def pick_several(name: str) -> Hand:
    async def hand(page: Page, element: Locator) -> None:
        await element.locator(".multi-open").click()
        await page.get_by_test_id("option").filter(has_text=name).click()
        await page.get_by_test_id("menu-search").press("Escape")

    return hand


def fill(value: str) -> Hand:
    async def hand(_: Page, element: Locator) -> None:
        await element.fill(value)

    return hand


def check(name: str) -> Hand:
    async def hand(_: Page, element: Locator) -> None:
        await element.get_by_label(name).check()

    return hand


ELEMENTS: list[tuple[dict[str, Any], Hand, str, Any]] = [
    ({"type": "static_select", "options": OPTIONS}, pick("Blue"), "selected_option", OPTIONS[1]),
    (
        {"type": "multi_static_select", "options": OPTIONS},
        pick_several("Red"),
        "selected_options",
        OPTIONS[:1],
    ),
    ({"type": "users_select"}, pick("Sam Whitfield"), "selected_user", "U0SAM"),
    ({"type": "multi_users_select"}, pick_several("Priya"), "selected_users", ["U0PRIYA"]),
    ({"type": "channels_select"}, pick("#general"), "selected_channel", "C0GENERAL"),
    ({"type": "conversations_select"}, pick("#clients"), "selected_conversation", CLIENTS),
    ({"type": "overflow", "options": OPTIONS}, pick("Red"), "selected_option", OPTIONS[0]),
    ({"type": "datepicker"}, fill("2026-12-24"), "selected_date", "2026-12-24"),
    ({"type": "timepicker"}, fill("09:30"), "selected_time", "09:30"),
    ({"type": "checkboxes", "options": OPTIONS}, check("Blue"), "selected_options", OPTIONS[1:]),
    ({"type": "radio_buttons", "options": OPTIONS}, check("Red"), "selected_option", OPTIONS[0]),
]


@pytest.mark.parametrize(
    ("element", "hand", "field", "sent"), ELEMENTS, ids=[one[0]["type"] for one in ELEMENTS]
)
async def test_an_element_of_a_message_reaches_the_app(
    page: Page, bot: SmallBot, element: dict[str, Any], hand: Hand, field: str, sent: object
) -> None:
    accessory = {**element, "action_id": "it"}
    blocks = [{"type": "section", "block_id": "row", "text": plain("Pick"), "accessory": accessory}]
    await bot.call("chat.postMessage", channel=CLIENTS, text="Pick", blocks=blocks)
    await hand(page, page.locator("[data-action-id=it]"))
    async with asyncio.timeout(10):
        async for heard in bot.listen():
            if heard["type"] == "block_actions":
                assert heard["actions"][0][field] == sent
                break


INPUTS: list[tuple[dict[str, Any], str, object]] = [
    ({"type": "plain_text_input"}, "Hello", "Hello"),
    ({"type": "plain_text_input", "multiline": True, "max_length": 10}, "a\nb", "a\nb"),
    ({"type": "number_input", "is_decimal_allowed": True}, "4.5", "4.5"),
    ({"type": "email_text_input"}, "a@b.example", "a@b.example"),
    ({"type": "url_text_input"}, "https://b.example", "https://b.example"),
]


def modal_with(element: dict[str, Any]) -> dict[str, Any]:
    block = {
        "type": "input",
        "block_id": "field",
        "label": plain("It"),
        "hint": plain("Say it"),
        "element": element,
    }
    return {"type": "modal", "title": plain("One"), "submit": plain("Go"), "blocks": [block]}


async def open_modal(page: Page, bot: SmallBot, element: dict[str, Any]) -> None:
    bot.next_view = modal_with({**element, "action_id": "it"})
    await page.get_by_test_id("composer-box").fill("/sms")
    await page.get_by_test_id("composer-box").press("Enter")
    await expect(page.get_by_test_id("modal-title")).to_have_text("One")


async def submitted_value(page: Page, bot: SmallBot) -> dict[str, Any]:
    await page.get_by_test_id("modal-submit").click()
    async with asyncio.timeout(10):
        async for heard in bot.listen():
            if heard["type"] == "view_submission":
                value: dict[str, Any] = heard["view"]["state"]["values"]["field"]["it"]
                return value
    raise AssertionError("Nothing was submitted.")


@pytest.mark.parametrize(("element", "typed", "sent"), INPUTS)
async def test_an_input_of_a_modal_is_submitted_with_what_was_typed_last(
    page: Page, bot: SmallBot, element: dict[str, Any], typed: str, sent: object
) -> None:
    await open_modal(page, bot, element)
    # Submitted at once: what was typed must get there before the submission does.
    await page.get_by_label("It", exact=True).fill(typed)
    assert (await submitted_value(page, bot))["value"] == sent
    await expect(page.get_by_test_id("modal")).to_have_count(0)


def search(name: str) -> Hand:
    async def hand(page: Page, element: Locator) -> None:
        several = element.locator(".multi-open")
        await (several if await several.count() else element).click()
        await page.get_by_test_id("menu-search").locator("visible=true").fill(name)
        await page.get_by_test_id("option").filter(has_text=name).click()
        if await several.count():
            await page.get_by_test_id("menu-search").press("Escape")

    return hand


JANE = {"text": plain("Jane Doe"), "value": "Jane Doe"}
CHOICES: list[tuple[dict[str, Any], Hand, str, Any]] = [
    *(case for case in ELEMENTS if case[0]["type"] != "overflow"),
    ({"type": "external_select", "min_query_length": 1}, search("Jane Doe"), "selected_option", JANE),
    (
        {"type": "multi_external_select", "min_query_length": 1},
        search("Jane Doe"),
        "selected_options",
        [JANE],
    ),
    ({"type": "conversations_select"}, pick("Threadline"), "selected_conversation", "DIRECT"),
    (
        {"type": "multi_conversations_select", "filter": {"include": ["public"]}},
        pick_several("#general"),
        "selected_conversations",
        ["C0GENERAL"],
    ),
    ({"type": "datetimepicker"}, fill("2026-12-24T18:30"), "selected_date_time", 1_798_155_000),
]


@pytest.mark.parametrize(
    ("element", "hand", "field", "sent"), CHOICES, ids=[f"{one[0]['type']}-{one[2]}" for one in CHOICES]
)
async def test_a_choice_in_a_modal_is_submitted(
    page: Page,
    bot: SmallBot,
    sandbox: Sandbox,
    element: dict[str, Any],
    hand: Hand,
    field: str,
    sent: object,
) -> None:
    await open_modal(page, bot, element)
    await hand(page, page.locator("[data-action-id=it]"))
    value = (await submitted_value(page, bot))[field]
    assert value == (sandbox.slack.workspace.direct("U0MAYA").id if sent == "DIRECT" else sent)


async def test_a_number_that_must_be_whole_is_asked_for_again(page: Page, bot: SmallBot) -> None:
    await open_modal(page, bot, {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"})
    number = page.get_by_label("It", exact=True)
    for typed, words in (("4.5", "a whole number"), ("10", "at most 9")):
        await number.fill(typed)
        await page.get_by_test_id("modal-submit").click()
        await expect(page.get_by_test_id("field-error")).to_contain_text(words)
    await number.fill("4")
    assert (await submitted_value(page, bot))["value"] == "4"


async def test_a_view_is_pushed_on_another_and_goes_back(page: Page, bot: SmallBot) -> None:
    more = {"type": "button", "action_id": "more", "text": plain("More")}
    root = {
        "type": "modal",
        "title": plain("One"),
        "blocks": [{"type": "actions", "block_id": "a", "elements": [more]}],
    }
    bot.next_view = root
    await page.get_by_test_id("composer-box").fill("/sms")
    await page.get_by_test_id("composer-box").press("Enter")
    await page.get_by_test_id("modal").get_by_role("button", name="More").click()
    async with asyncio.timeout(10):
        async for heard in bot.listen():
            if heard["type"] == "block_actions":
                break
    view = {**root, "title": plain("Two"), "blocks": [{"type": "divider"}]}
    await bot.call("views.push", trigger_id=heard["trigger_id"], view=view)
    await expect(page.get_by_test_id("modal-title")).to_have_text("Two")
    await page.get_by_test_id("modal-back").click()
    await expect(page.get_by_test_id("modal-title")).to_have_text("One")


async def upload(bot: SmallBot, name: str, content: bytes, **share: str) -> str:
    """What the app does to send a file: announce, upload, complete."""
    assert bot.session is not None
    url = f"files.getUploadURLExternal?filename={name}&length={len(content)}"
    announced = await bot.call(url)
    async with bot.session.post(announced["upload_url"], data=content) as response:
        assert response.status == 200
    await bot.call("files.completeUploadExternal", files=[{"id": announced["file_id"]}], **share)
    return str(announced["file_id"])


async def test_an_uploaded_picture_is_shown_in_blocks_and_threads(page: Page, bot: SmallBot) -> None:
    file_id = await upload(bot, "tooth.gif", GIF)
    block = {"type": "image", "alt_text": "The tooth", "slack_file": {"id": file_id}}
    posted = await bot.call("chat.postMessage", channel=CLIENTS, text="See", blocks=[block])
    shown = page.get_by_test_id("message").get_by_role("img", name="The tooth")
    await expect(shown).to_have_js_property("naturalWidth", 1)

    await upload(bot, "again.gif", GIF, channel_id=CLIENTS, thread_ts=posted["ts"])
    await upload(bot, "report.pdf", b"%PDF", channel_id=CLIENTS, thread_ts=posted["ts"])
    await upload(bot, "phone.heic", b"ftypheic", channel_id=CLIENTS, thread_ts=posted["ts"])
    await page.get_by_test_id("open-thread").click()
    thread = page.get_by_test_id("thread-pane")
    await expect(thread.get_by_role("img", name="again.gif")).to_have_js_property("naturalWidth", 1)
    await expect(thread.get_by_test_id("file")).to_contain_text(["report.pdf", "phone.heic"])


async def test_a_file_in_direct_messages_is_shown(page: Page, bot: SmallBot) -> None:
    direct = (await bot.call("conversations.open", users="U0MAYA"))["channel"]["id"]
    await upload(bot, "tooth.gif", GIF, channel_id=direct)
    await page.get_by_role("button", name="Threadline").first.click()
    await page.get_by_role("tab", name="Messages").click()
    picture = page.get_by_test_id("message").get_by_role("img", name="tooth.gif")
    await expect(picture).to_have_js_property("naturalWidth", 1)


async def test_the_messages_tab_comes_with_the_first_visit_of_the_app(page: Page) -> None:
    await page.get_by_role("button", name="Threadline").first.click()
    # The direct messages begin by opening the app: after its Home tab was drawn for the first time.
    await page.get_by_role("tab", name="Messages").click()
    await expect(page.get_by_role("tab", name="Messages")).to_have_attribute("aria-selected", "true")


async def test_a_file_is_put_into_a_modal(page: Page, bot: SmallBot) -> None:
    await open_modal(page, bot, {"type": "file_input", "filetypes": ["png"]})
    picture = {"name": "tooth.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
    await page.get_by_test_id("file-input").set_input_files([picture])  # type: ignore[list-item]
    await expect(page.get_by_test_id("modal")).to_contain_text("tooth.png · 4 bytes")
    assert len((await submitted_value(page, bot))["files"]) == 1


async def test_every_layout_block_is_drawn(page: Page, bot: SmallBot) -> None:
    rich = [
        {"type": "text", "text": "strong", "style": {"bold": True}},
        {"type": "link", "url": "https://a.example", "text": "a link"},
        {"type": "emoji", "name": "tada"},
        {"type": "user", "user_id": "U0SAM"},
    ]
    listed = {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [{"type": "rich_text_section", "elements": rich}],
    }
    words = "*bold* _it_ ~no~ `code` &lt;b&gt;\n&gt; quoted\n```fence *raw*``` <!date^0^{date_num}|then> <https://b.example|there>"
    blocks = [
        {"type": "header", "text": plain("Title :tada:")},
        {"type": "section", "text": {"type": "mrkdwn", "text": words}},
        {
            "type": "section",
            "fields": [{"type": "mrkdwn", "text": "*A*\n1"}, {"type": "mrkdwn", "text": "*B*\n2"}],
        },
        {"type": "divider"},
        {"type": "image", "image_url": "https://elsewhere.example/x.png", "alt_text": "A far picture"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "small print"}]},
        {"type": "rich_text", "elements": [listed]},
    ]
    await bot.call("chat.postMessage", channel=CLIENTS, text="All", blocks=blocks)
    shown = page.get_by_test_id("message")
    await expect(shown.locator("h3")).to_have_text("Title 🎉")
    for tag, text in [
        ("strong", "bold"),
        ("em", "it"),
        ("s", "no"),
        ("code", "code"),
        ("pre", "fence *raw*"),
    ]:
        await expect(shown.locator(tag).filter(has_text=text).first).to_be_visible()
    await expect(shown.locator("blockquote")).to_have_text("quoted")
    await expect(shown.locator(".section-text").first).to_contain_text("<b>")
    await expect(shown.locator(".field")).to_have_count(2)
    await expect(shown.get_by_role("img", name="A far picture")).to_be_visible()
    await expect(shown.locator("li")).to_have_text("stronga link🎉@Sam Whitfield")
    await expect(shown.get_by_role("link", name="there")).to_have_attribute("href", "https://b.example")


async def test_a_label_chooses_nothing_by_itself(page: Page, bot: SmallBot) -> None:
    await open_modal(page, bot, {"type": "radio_buttons", "options": OPTIONS})
    await page.get_by_text("It", exact=True).click()
    await expect(page.get_by_role("radiogroup", name="It").get_by_role("radio", checked=True)).to_have_count(
        0
    )


async def test_a_label_removes_nothing_that_was_chosen(page: Page, bot: SmallBot) -> None:
    await open_modal(page, bot, {"type": "multi_users_select", "initial_users": ["U0SAM"]})
    await page.get_by_text("It", exact=True).click()
    await expect(page.get_by_test_id("multi-select").locator(".chip")).to_have_text("Sam Whitfield")


MARKDOWN = """# Today
**Bold**, *slanted*, _leaning_, ~~gone~~ and `code`, with [a link](https://example.com/a_b).

- one
- two **strong**

3. third

> quoted

```
a * b <!channel>
```
\\*not bold\\* \\<\\!channel\\>"""


async def test_markdown_is_drawn_with_its_marks_and_without_those_that_were_taken_away(
    page: Page, bot: SmallBot
) -> None:
    blocks = [{"type": "markdown", "text": MARKDOWN}]
    await bot.call("chat.postMessage", channel=CLIENTS, text="Today", blocks=blocks)
    drawn = page.locator(".markdown").last
    await expect(drawn.locator("strong")).to_have_text(["Today", "Bold", "strong"])
    await expect(drawn.locator("em")).to_have_text(["slanted", "leaning"])
    await expect(drawn.locator("s")).to_have_text("gone")
    await expect(drawn.locator("code")).to_have_text("code")
    await expect(drawn.get_by_role("link")).to_have_attribute("href", "https://example.com/a_b")
    await expect(drawn.locator("ul li")).to_have_text(["one", "two strong"])
    await expect(drawn.locator("ol")).to_have_attribute("start", "3")
    await expect(drawn.locator("blockquote")).to_have_text("quoted")
    await expect(drawn.locator("pre")).to_have_text("a * b <!channel>")
    await expect(drawn).to_contain_text("*not bold* <!channel>")
    await expect(drawn.locator(".mention")).to_have_count(0)
