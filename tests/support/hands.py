"""What a person does with the sandbox's page: types, presses, and looks; every wait is for a condition."""

from playwright.async_api import Locator, Page, expect


class Hands:
    """A person at the page, acting as one teammate and holding one of the clients' phones."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.modal = page.get_by_test_id("modal")
        self.thread = page.get_by_test_id("thread-pane")
        self.channel = page.get_by_test_id("message-list")
        self.bubbles = page.get_by_test_id("bubble")

    async def write(self, words: str, box: str = "composer") -> None:
        """Type into the channel's box, or with ``thread-composer`` into the thread's, and press Enter."""
        await self.page.get_by_test_id(f"{box}-box").fill(words)
        await self.page.get_by_test_id(f"{box}-box").press("Enter")

    async def reply(self, words: str, shown: str = "") -> Locator:
        """Write in the open thread; the message, once it stands there with the words ``shown`` of it."""
        await self.write(words, "thread-composer")
        mine = self.said(shown or words).last
        await expect(mine).to_be_visible()
        return mine

    async def open_form(self, typed: str) -> None:
        """Type a slash command and wait for its modal."""
        await self.write(typed)
        await expect(self.page.get_by_test_id("modal-title")).to_have_text("Message a client")

    async def send(self) -> None:
        """Press *Send* in the modal and wait until it has closed."""
        await self.page.get_by_test_id("modal-submit").click()
        await expect(self.modal).to_have_count(0)

    async def text(self, typed: str, client: str) -> None:
        """Send what was typed by command and modal, and open the client's thread."""
        await self.open_form(typed)
        await self.send()
        await self.open_thread(client)

    def card(self, client: str) -> Locator:
        """A client's card in the channel."""
        heading = self.page.get_by_role("heading", name=client, exact=True)
        return self.channel.get_by_test_id("message").filter(has=heading)

    async def open_thread(self, client: str) -> None:
        """Open the thread under a client's card."""
        card = self.card(client)
        await card.hover()
        await card.get_by_test_id("reply-button").click()
        await expect(self.thread.get_by_role("heading", name=client, exact=True)).to_be_visible()

    def said(self, words: str) -> Locator:
        """The messages with these words in the open thread."""
        return self.thread.get_by_test_id("message").filter(has_text=words)

    async def marked(self, message: Locator, emoji: str) -> None:
        """Wait until a message carries a reaction."""
        reaction = message.get_by_test_id("reaction").filter(has_text=emoji)
        await expect(reaction).to_be_visible(timeout=20_000)

    async def act_as(self, name: str) -> None:
        """Become another teammate."""
        await self.page.get_by_test_id("act-as").click()
        await self.page.get_by_test_id("act-as-option").filter(has_text=name).click()
        await expect(self.page.get_by_test_id("act-as")).to_contain_text(name)

    async def take_phone(self, owner: str, app: str = "") -> None:
        """Pick up a client's phone, and look into ``sms`` or ``whatsapp`` on it."""
        await self.page.locator(f'[data-testid=phone-tab][data-name="{owner}"]').click()
        await expect(self.page.get_by_test_id("phone-name")).to_have_text(owner)
        if app:
            await self.page.get_by_test_id(f"look-{app}").click()

    async def answer(self, words: str) -> None:
        """Write on the phone in hand."""
        await self.page.get_by_test_id("phone-input").fill(words)
        await self.page.get_by_test_id("phone-input").press("Enter")
        await expect(self.sent_from_phone(words)).to_be_visible()

    def arrived(self, words: str) -> Locator:
        """What has come to the phone in hand."""
        return self.page.locator("[data-testid=bubble][data-direction=in]").filter(has_text=words)

    def texts(self, words: str) -> Locator:
        """The mere texts of what has come with these words."""
        return self.arrived(words).get_by_test_id("bubble-text")

    def sent_from_phone(self, words: str) -> Locator:
        """What was written on the phone in hand."""
        return self.page.locator("[data-testid=bubble][data-direction=out]").filter(has_text=words)

    async def edit(self, message: Locator, words: str) -> None:
        """Change one's own message."""
        await message.hover()
        await message.get_by_test_id("more-button").click()
        await self.page.get_by_test_id("edit-message").click()
        await self.page.get_by_test_id("edit-box").fill(words)
        await self.page.get_by_test_id("save-edit").click()

    async def make_fail(self, trouble: str) -> None:
        """Order a trouble from the menu."""
        await self.page.get_by_test_id("faults").click()
        await self.page.get_by_test_id("fault").filter(has_text=trouble).click()
        await expect(self.page.get_by_test_id("toast").last).to_be_visible()

    async def close_modal(self) -> None:
        """Close the modal without sending what is in it."""
        await self.page.get_by_test_id("modal-close").click()
        await expect(self.modal).to_have_count(0)

    async def wait_until(self, hour: str) -> None:
        """Put the sandbox's clock forward to the next such hour, as its menu names it."""
        await self.page.get_by_test_id("fast-forward").click()
        await self.page.get_by_test_id("jump").filter(has_text=f"To the next {hour}").click()
        await expect(self.page.get_by_test_id("clock")).to_contain_text(hour.replace(" ", ":00 "))

    async def forward(self, by: str) -> None:
        """Put the sandbox's clock forward, by an entry of its menu."""
        await self.page.get_by_test_id("fast-forward").click()
        await self.page.get_by_test_id("jump").filter(has_text=by).click()
