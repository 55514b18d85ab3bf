"""A clinic's day by its calendar: an appointment with its reminders, what repeats, and what is to come."""

from playwright.async_api import Locator, expect

from tests.screenshots.album import Album
from tests.support.hands import Hands

_JANE = "Jane Doe"


async def play(hands: Hands, album: Album) -> None:
    """From the morning before an appointment to the morning on which it is."""
    await _template(hands, album)
    await _triggers(hands, album)
    await _appointment(hands, album)
    await _confirmed(hands, album)
    await _own_system(hands, album)
    await _again_and_again(hands, album)
    await _to_come(hands, album)
    await _next_morning(hands, album)


async def _template(hands: Hands, album: Album) -> None:
    """A template of the team's, with what a client reads of it."""
    await hands.write("/templates Appointment reminder")
    await expect(hands.page.get_by_test_id("modal-title")).to_have_text("Edit template")
    await _to_the_end(hands, hands.modal.get_by_text("Counts as"))
    await album.keep(hands.page, "template-own.png")
    await hands.close_modal()


async def _triggers(hands: Hands, album: Album) -> None:
    """What goes by itself."""
    await hands.write("/reminder triggers")
    await expect(hands.modal).to_contain_text("Appointment reminder")
    await album.keep(hands.page, "triggers.png")
    await hands.close_modal()


async def _appointment(hands: Hands, album: Album) -> None:
    """Maya sets an appointment: the form says which reminders go before anything is kept."""
    await hands.write("/reminder jane tomorrow 11am Check-up")
    await expect(hands.modal).to_contain_text("When:")
    await _to_the_end(hands, hands.modal.get_by_text("Appointment reminder"))
    await album.keep(hands.page, "reminder.png")
    await hands.send()
    await hands.open_thread(_JANE)
    await hands.take_phone(_JANE, "sms")
    await expect(hands.arrived("your appointment with Harbor Clinic is on")).to_be_visible()
    await hands.channel.get_by_test_id("dismiss").last.click()


async def _confirmed(hands: Hands, album: Album) -> None:
    """A day before, the reminder arrives; Jane answers C."""
    await hands.forward("Forward 1 hour")
    await expect(hands.arrived("this is a reminder about your appointment")).to_be_visible()
    await hands.answer("C")
    await expect(hands.said("confirmed the appointment Check-up")).to_be_visible()
    await expect(hands.arrived("your appointment is confirmed")).to_be_visible()
    await album.keep(hands.page, "confirmed.png")


async def _own_system(hands: Hands, album: Album) -> None:
    """The clinic's booking system tells of another appointment, by a signed request."""
    await hands.page.get_by_role("button", name="Your own system").click()
    await hands.page.get_by_test_id("system-send").click()
    await expect(hands.page.get_by_test_id("system-answer")).to_contain_text("The bot answers 201")
    await album.keep(hands.page, "own-system.png")
    await hands.page.keyboard.press("Escape")


async def _again_and_again(hands: Hands, album: Album) -> None:
    """A text that goes every Monday, in words as one says them."""
    await hands.open_form("/schedule oliver every monday at 9 until march Time for your eye exercises!")
    await expect(hands.modal).to_contain_text("Understood:")
    await album.keep(hands.page, "repeat.png")
    await hands.send()
    await hands.text("/schedule elena tomorrow 4pm Your frames are ready to be picked up.", "Elena Petrova")


async def _to_come(hands: Hands, album: Album) -> None:
    """Everything that is to come, in one list."""
    await hands.write("/schedule all")
    await expect(hands.modal).to_contain_text("Your frames are ready")
    await expect(hands.modal).to_contain_text("Time for your eye exercises")
    await album.keep(hands.page, "coming.png")
    await hands.close_modal()


async def _next_morning(hands: Hands, album: Album) -> None:
    """The next morning: who has confirmed is left alone, and the Home tab shows what goes today."""
    await hands.wait_until("8 AM")
    await hands.page.get_by_test_id("app-home-link").click()
    goes = hands.page.get_by_test_id("home-body").get_by_text("Elena Petrova").last
    await goes.scroll_into_view_if_needed()
    await album.keep(hands.page, "morning.png")


async def _to_the_end(hands: Hands, last: Locator) -> None:
    """Scroll the modal until its last words are seen."""
    await expect(last.last).to_be_visible()
    await hands.modal.hover()
    await hands.page.mouse.wheel(0, 5000)
    await expect(last.last).to_be_in_viewport()
