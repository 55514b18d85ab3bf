"""A day's talk with clients: texts, answers, failures, WhatsApp, opt-outs, and what waits in the evening."""

import io

from playwright.async_api import expect

from tests.screenshots.album import Album
from tests.support.hands import Hands


async def play(hands: Hands, album: Album) -> None:
    """From the first look to the evening."""
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
    await expect(hands.page.get_by_test_id("modal-title")).to_have_text("WhatsApp templates")
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
