"""``/schedule`` over the whole program: what is understood is shown, and the text goes at its time."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox import seed
from bot.sandbox.slack.modals.view import View
from tests.acceptance.people import MAYA, PRIYA, SMS, Desk
from tests.support.program import Program, eventually


async def at_ten(program: Program) -> Desk:
    """It is ten in the morning, so that nothing is held."""
    program.fast_forward_to(time(10))
    return Desk(program)


async def schedule(desk: Desk, user: str, text: str) -> View:
    """What the form holds once it is open."""
    assert (await desk.people.command(user, desk.inbox, "/schedule", text)).ok
    view: View = await eventually(lambda: desk.people.open_view(user), "the form opens")
    return view


def goes_at(view: View) -> datetime:
    held: Any = view.state["send_at"]["compose_send_at"]["selected_date_time"]
    return datetime.fromtimestamp(held, ZoneInfo(seed.TIME_ZONE))


def text_in(view: View) -> str:
    return str(view.state["body"]["compose_body"]["value"])


async def test_it_goes_at_the_time_that_was_said_and_not_before(program: Program) -> None:
    desk = await at_ten(program)
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    view = await schedule(desk, MAYA, f"{phone.number} today at 2pm See you then")
    assert (goes_at(view).hour, text_in(view)) == (14, "See you then")
    assert "2:00 PM (New York time) by your clock." in str(view.blocks[0])
    assert (await desk.people.submit(MAYA, view.id)).ok
    await desk.in_thread(root, "scheduled this by SMS")
    program.fast_forward(hours=3.5)
    first = desk.reply(MAYA, root, "Meanwhile")
    await desk.marked(first, "white_check_mark")
    assert phone.texts(SMS) == ["Meanwhile"]
    program.fast_forward(hours=0.75)
    assert await desk.delivered(phone, 2, SMS) == ["Meanwhile", "See you then"]


async def test_it_is_read_in_spanish_from_who_uses_slack_in_spanish(program: Program) -> None:
    desk = await at_ten(program)
    phone = desk.newcomer()
    await desk.in_touch(phone, SMS)
    view = await schedule(desk, PRIYA, f"{phone.number} hoy a las 15:30 Nos vemos")
    assert (goes_at(view).strftime("%H:%M"), text_in(view)) == ("15:30", "Nos vemos")
    assert (await desk.people.submit(PRIYA, view.id)).ok
    program.fast_forward(hours=6)
    assert await desk.delivered(phone, 1, SMS) == ["Nos vemos"]


async def test_nothing_is_kept_of_a_form_that_is_closed(program: Program) -> None:
    desk = await at_ten(program)
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    view = await schedule(desk, MAYA, f"{phone.number} today at 2pm Never mind")
    await desk.people.close_view(MAYA, view.id)
    program.fast_forward(hours=5)
    reply = desk.reply(MAYA, root, "Hello")
    await desk.marked(reply, "white_check_mark")
    assert phone.texts(SMS) == ["Hello"]


async def test_what_goes_again_and_again_goes_each_day(program: Program) -> None:
    desk = await at_ten(program)
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    view = await schedule(desk, MAYA, f"{phone.number} every day at 11am Your pills")
    assert "*Every day at 11:00 AM (New York time).*" in str(view.blocks)
    assert (await desk.people.submit(MAYA, view.id)).ok
    await desk.in_thread(root, "to go again and again")
    program.fast_forward(hours=1.5)
    assert await desk.delivered(phone, 1, SMS) == ["Your pills"]
    program.fast_forward(hours=24)
    assert await desk.delivered(phone, 2, SMS) == ["Your pills", "Your pills"]
