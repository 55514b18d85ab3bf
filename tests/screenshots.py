"""Plays a scene in the sandbox with the real bot and keeps the pictures of it that the README shows.

Run as ``python -m tests.screenshots``; the pictures go to ``.github/screenshots/``, or to the folder named as
the only argument. Needs Chromium, and a font with emoji (on Debian: fonts-noto-color-emoji), without which
every emoji is drawn as an empty box; the script says so. With Pillow installed the pictures get smaller.
"""

import asyncio
import io
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, Page, expect

from bot.clocks import SandboxTime
from bot.commands.bot_process import bot_running
from bot.commands.manifest import load_manifest
from bot.commands.sandbox_clients import introduce_clients
from bot.commands.sandbox_roles import appoint
from bot.commands.sandbox_settings import decide
from bot.sandbox import seed
from bot.sandbox.app import Sandbox
from bot.sandbox.seed_templates import OPT_IN
from tests.support.browser import NO_CHROMIUM, chromium, chromium_path, opened
from tests.support.hands import Hands

FOLDER = Path(__file__).parents[1] / ".github" / "screenshots"
MAX_BYTES = 250_000
# The scene waits for people's undo window and for what the carrier takes; in milliseconds.
PATIENCE = 30_000
SHOWN = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1, "timezone_id": seed.TIME_ZONE}


class Album:
    """Where the pictures go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def keep(self, page: Page, name: str) -> None:
        """Take the page as it is once it has come to rest. Raises ValueError when it is too large."""
        path = self.folder / name
        await page.mouse.move(0, 0)
        await expect(page.get_by_test_id("toast")).to_have_count(0, timeout=PATIENCE)
        await page.screenshot(path=path, animations="disabled", caret="hide")
        _shrink(path)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ValueError(f"{name} has {size:,} bytes; {MAX_BYTES:,} is the most.")
        print(f"{path} ({size:,} bytes)")  # noqa: T201


async def main(folder: Path) -> None:
    """Play the scene. Raises what went wrong in it."""
    path = chromium_path()
    if path is None:
        raise SystemExit(NO_CHROMIUM)
    if not _has_emoji():
        print("No font with emoji was found: they will be empty boxes.", file=sys.stderr)  # noqa: T201
    expect.set_options(timeout=PATIENCE)
    with TemporaryDirectory() as data:
        async with _clinic(Path(data)) as sandbox, chromium(path) as browser:
            await _scene(browser, sandbox, Album(folder))


async def _scene(browser: Browser, sandbox: Sandbox, album: Album) -> None:
    async with opened(browser, sandbox.url, **SHOWN) as page:
        hands = Hands(page)
        await _first_look(hands, album)
        await _text(hands, album)
        await _talk(hands, album)
        await _picture(hands, album)
        await _stop(hands, album)
        await _failure(hands, album)
        await _whatsapp(hands, album)
        await _template(hands, album)
        await _rich(hands, album)
        await _opt_in(hands, album)
        await _new_template(hands, album)
        await _own_words(hands, album)
        await _card_number(hands, album)
        await _night(hands, album)
        await _windows(hands, album)
        await _waiting(hands, album)


async def _first_look(hands: Hands, album: Album) -> None:
    """A number that nobody knows has written: its card asks whose it is."""
    await hands.take_phone("Amara Okafor")
    await hands.channel.get_by_text("Create client").last.scroll_into_view_if_needed()
    await album.keep(hands.page, "intake.png")


async def _text(hands: Hands, album: Album) -> None:
    """Maya texts Jane by command and form."""
    await hands.open_form("/sms Jane Doe Hi Jane, your new glasses are ready. We are open until 6 today.")
    await expect(hands.modal).to_contain_text("For the client it is")
    await album.keep(hands.page, "compose.png")
    await hands.send()
    await hands.open_thread("Jane Doe")
    await hands.take_phone("Jane Doe", "sms")
    await hands.marked(hands.said("your new glasses are ready"), "✅")


async def _talk(hands: Hands, album: Album) -> None:
    """Jane answers, Maya replies, and Sam leaves a note."""
    await hands.answer("Great! Can I pick them up at 5:30?")
    await expect(hands.said("Can I pick them up")).to_be_visible()
    words = "Of course, see you at 5:30. :wave: We will adjust the fit while you wait."
    reply = await hands.reply(words, "We will adjust the fit")
    await hands.marked(reply, "✅")
    await hands.act_as("Sam Whitfield")
    note = await hands.reply("note: The case is in the second drawer, give it to her with the glasses.")
    await hands.marked(note, "🔒")
    await hands.answer("Perfect, thank you!")
    await expect(hands.said("Perfect, thank you!")).to_be_visible()
    await hands.act_as("Maya Ortiz")
    await album.keep(hands.page, "main.png")


async def _picture(hands: Hands, album: Album) -> None:
    """Jane sends a picture, which stands in her thread, and Sam's answer comes with one."""
    photo = {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": _photo("#7a5230")}
    await hands.page.get_by_test_id("phone-files").set_input_files([photo])
    await expect(hands.thread.get_by_role("img", name="Picture from Jane Doe")).to_be_visible()
    other = {"name": "other-frame.jpg", "mimeType": "image/jpeg", "buffer": _photo("#1f3b4d")}
    await hands.page.get_by_test_id("thread-composer-files").set_input_files([other])
    reply = await hands.reply("Those are lovely. We have them in blue as well:")
    await hands.marked(reply, "✅")
    await album.keep(hands.page, "picture.png")


def _photo(color: str) -> bytes:
    """A pair of glasses on a table."""
    from PIL import Image, ImageDraw

    table = Image.new("RGB", (640, 420), "#e9dfd0")
    draw = ImageDraw.Draw(table)
    for left in (90, 350):
        draw.ellipse((left, 130, left + 200, 300), fill="#f7fbfd", outline=color, width=16)
    draw.arc((270, 150, 370, 250), 200, 340, fill=color, width=14)
    draw.line((92, 190, 20, 150), fill=color, width=14)
    draw.line((548, 190, 620, 150), fill=color, width=14)
    out = io.BytesIO()
    table.save(out, "JPEG", quality=88)
    return out.getvalue()


async def _stop(hands: Hands, album: Album) -> None:
    """Marcus wants no more texts, and a reply to him is not sent."""
    await hands.channel.get_by_test_id("dismiss").click()
    await hands.take_phone("Marcus Reed")
    await hands.open_thread("Marcus Reed")
    await hands.page.get_by_test_id("quick").filter(has_text="STOP").click()
    await expect(hands.said("opted out of SMS")).to_be_visible()
    await hands.reply("Thursday at 3 works. Shall I book it?")
    await expect(hands.said("Not sent.")).to_be_visible()
    await album.keep(hands.page, "stop.png")


async def _failure(hands: Hands, album: Album) -> None:
    """A text to Elena with a short link in it, which her carrier takes for spam."""
    await hands.make_fail("The carrier filters the next text")
    await hands.text(
        "/sms Elena Petrova Please fill in this form by Friday: bit.ly/h-clinic", "Elena Petrova"
    )
    await hands.take_phone("Elena Petrova")
    await expect(hands.said("did not reach the client")).to_be_visible()
    await album.keep(hands.page, "failure.png")


async def _whatsapp(hands: Hands, album: Album) -> None:
    """Amara, whom nobody knew, is answered on WhatsApp and reads it."""
    await hands.take_phone("Amara Okafor")
    await hands.page.get_by_text("Reads WhatsApp").click()
    await hands.open_thread("Amara Okafor")
    reply = await hands.reply("Hello Amara! No need, we have them on file. See you tomorrow.")
    await hands.marked(reply, "👀")
    await album.keep(hands.page, "whatsapp.png")


async def _template(hands: Hands, album: Album) -> None:
    """An approved template for Amara: chosen from the list, then filled in."""
    await hands.card("Amara Okafor").get_by_role("button", name="Template").click()
    await expect(hands.page.get_by_test_id("modal-title")).to_have_text("Choose a template")
    await expect(hands.modal).to_contain_text("appointment_reminder")
    await album.keep(hands.page, "templates.png")
    await hands.modal.get_by_role("button", name="Use").first.click()
    await expect(hands.modal).to_contain_text("What the client will see")
    await album.keep(hands.page, "template.png")
    await hands.close_modal()


async def _rich(hands: Hands, album: Album) -> None:
    """Amara quotes what she answers, reacts, and says where she is."""
    await hands.take_phone("Amara Okafor")
    line = hands.page.locator(".bubble-line", has=hands.arrived("No need, we have them on file"))
    await line.hover()
    await line.get_by_test_id("bubble-react").click()
    await hands.page.get_by_test_id("bubble-picker").get_by_role("menuitemradio").first.click()
    await line.hover()
    await line.get_by_test_id("bubble-reply").click()
    await hands.page.get_by_test_id("phone-input").fill("Thank you! I am already here, is this the door?")
    await hands.page.get_by_test_id("phone-input").press("Enter")
    await hands.page.get_by_test_id("phone-plus").click()
    await hands.page.get_by_test_id("phone-plus-item").filter(has_text="Location").click()
    await expect(hands.thread.get_by_text("openstreetmap.org").last).to_be_visible()
    await album.keep(hands.page, "rich.png")


async def _opt_in(hands: Hands, album: Album) -> None:
    """A first WhatsApp text to Jane: she is asked before it goes."""
    await hands.open_form("/whatsapp Jane Doe The blue frame is back in stock. Shall we keep it for you?")
    await expect(hands.modal).to_contain_text("Send the opt-in message?")
    await album.keep(hands.page, "opt-in.png")
    await hands.close_modal()


async def _new_template(hands: Hands, album: Album) -> None:
    """A new template is written."""
    await hands.write("/messaging templates")
    await hands.modal.get_by_text("New template", exact=True).click()
    await expect(hands.page.get_by_test_id("modal-title")).to_have_text("New template")
    await hands.modal.get_by_label("Name").fill("Glasses ready")
    await hands.modal.get_by_label("Text", exact=True).fill(
        "Hi {{1}}, your glasses are ready at Harbor Clinic. We keep them for you until {{2}}. See you soon!"
    )
    await album.keep(hands.page, "new-template.png")
    # The list stands below it.
    await hands.page.get_by_test_id("modal-close").click()
    await expect(hands.page.get_by_test_id("modal-title")).to_have_text("Templates")
    await hands.close_modal()


async def _own_words(hands: Hands, album: Album) -> None:
    """Oliver asks in his own words not to be texted any more; a teammate is asked what he meant."""
    await hands.text("/sms Oliver Hughes Your yearly eye test is due. Shall we book it?", "Oliver Hughes")
    await hands.take_phone("Oliver Hughes", "sms")
    await expect(hands.arrived("eye test is due")).to_be_visible()
    await hands.answer("No thanks. Please stop texting me.")
    await expect(hands.said("Did Oliver Hughes just opt out")).to_be_visible()
    await album.keep(hands.page, "opt-out.png")


async def _card_number(hands: Hands, album: Album) -> None:
    """Jane texts a card number, which Slack never sees."""
    await hands.take_phone("Jane Doe", "sms")
    await hands.open_thread("Jane Doe")
    await hands.answer("You can charge my card 4111 1111 1111 1111, expires 10/27.")
    await expect(hands.said("card number hidden")).to_be_visible()
    await album.keep(hands.page, "sensitive.png")


async def _night(hands: Hands, album: Album) -> None:
    """At ten in the evening a text is scheduled for the morning, and a reply waits."""
    await hands.wait_until("10 PM")
    await hands.open_form("/sms Jane Doe Your lenses have arrived, come by when you like.")
    await expect(hands.page.get_by_test_id("modal-submit")).to_contain_text("Schedule for")
    await album.keep(hands.page, "schedule.png")
    await hands.close_modal()
    await hands.reply("We have put them aside for you.")
    await expect(hands.said("It goes by itself")).to_be_visible()
    await album.keep(hands.page, "held.png")


async def _windows(hands: Hands, album: Album) -> None:
    """What is known of a client, and what it has cost."""
    await hands.write("/client Jane Doe")
    await expect(hands.modal).to_contain_text("Record consent")
    await album.keep(hands.page, "client.png")
    await hands.close_modal()
    await hands.write("/messaging costs")
    await hands.channel.get_by_text("Messaging costs in").last.scroll_into_view_if_needed()
    await album.keep(hands.page, "costs.png")


async def _waiting(hands: Hands, album: Album) -> None:
    """What waits for somebody, as a list and in the app's Home tab."""
    await hands.write("/inbox")
    await expect(hands.page.get_by_test_id("modal-title")).to_have_text("Inbox")
    await album.keep(hands.page, "inbox.png")
    await hands.close_modal()
    await hands.page.get_by_test_id("app-home-link").click()
    await expect(hands.page.get_by_test_id("home-body")).to_contain_text("Needs attention")
    await album.keep(hands.page, "home.png")


@asynccontextmanager
async def _clinic(data: Path) -> AsyncIterator[Sandbox]:
    """What ``bot sandbox`` starts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with Sandbox(f"http://127.0.0.1:{port}", load_manifest()) as sandbox:
        settings = sandbox.env() | {"PORT": str(port), "DATA_DIR": str(data), "DATABASE_URL": ""}
        async with bot_running(settings, sandbox.bot_url, data / "bot.log"):
            database, clock = f"sqlite+aiosqlite:///{data / 'threadline.db'}", Path(settings["SANDBOX_CLOCK"])
            await introduce_clients(database, seed.KNOWN_CLIENTS, SandboxTime(clock))
            await appoint(database, seed.ROLES, SandboxTime(clock))
            await decide(database, seed.TIME_ZONE, seed.MONTHLY_BUDGET, OPT_IN, SandboxTime(clock))
            sandbox.open_the_day()
            yield sandbox


def _has_emoji() -> bool:
    """Whether a font with emoji is installed; taken as so where nobody can be asked."""
    if shutil.which("fc-list") is None:
        return True
    found = subprocess.run(["fc-list", ":lang=und-zsye"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def _shrink(path: Path) -> None:
    """Write the picture anew in fewer colours, if Pillow is there."""
    try:
        from PIL import Image
    except ModuleNotFoundError:
        return
    with Image.open(path) as picture:
        smaller = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    smaller.save(path, optimize=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
