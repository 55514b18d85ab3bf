"""A text for a time that somebody chooses, over the whole program: it waits, survives, and goes then."""

from datetime import time
from typing import Any

from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Message
from tests.acceptance.people import MAYA, SAM, SMS, Desk, PhoneUser
from tests.support.program import Program, eventually

HOUR = 3600


async def by_day(program: Program) -> Desk:
    """It is ten in the morning, so that nothing is held."""
    program.fast_forward_to(time(10))
    return Desk(program)


def in_hours(program: Program, hours: float) -> int:
    """A time to come, on a full minute as Slack's field has it."""
    return int(program.sandbox.clock.now() + hours * HOUR) // 60 * 60


async def schedule(desk: Desk, root: str, text: str, at: int, user: str = MAYA) -> Message:
    """Use *Schedule a reply* on the card; the post of the text in the thread."""
    assert await desk.people.message_shortcut(user, desk.inbox, root, "schedule_reply")
    view: View = await eventually(lambda: desk.people.open_view(user), "the form opens")
    await pick_time(desk, user, view, at, "compose_send_at")
    await desk.people.type_text(user, view.id, "body", "compose_body", text)
    result = await desk.people.submit(user, desk.people.open_view(user).id)  # type: ignore[union-attr]
    assert result.ok, result
    return await desk.in_thread(root, text)


async def pick_time(desk: Desk, user: str, view: View, at: int, action: str) -> None:
    value = {"selected_date_time": at}
    assert await desk.people.choose(user, view.id, "send_at", action, value)


async def shown(desk: Desk, message: Message, words: str) -> Message:
    """A post, once it says this."""

    def now() -> Any:
        found = desk._workspace.message(desk.inbox, message.ts)
        return found if words in f"{found.text} {found.blocks}" else None

    found: Message = await eventually(now, f"the post says {words!r}")
    return found


async def arrives(desk: Desk, phone: PhoneUser, *texts: str) -> None:
    assert await desk.delivered(phone, len(texts), SMS) == list(texts)


async def test_killed_and_started_again_it_goes_at_its_time_once(program: Program) -> None:
    desk = await by_day(program)
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    post = await schedule(desk, root, "Do not forget: at five", in_hours(program, 3))
    assert "scheduled this by SMS" in str(post.blocks)
    assert desk.buttons(post) == ["Change time", "Cancel it"]
    await eventually(lambda: "*Next text:* <!date^" in desk.said(root), "the card says what comes next")
    for process in program._processes:
        await program.kill(process)
    await program.start("run")
    desk.reply(MAYA, root, "See you")
    await arrives(desk, phone, "See you")
    program.fast_forward(hours=2.9)
    await program.kill(program._processes[-1])
    await program.start("run")
    program.fast_forward(hours=0.2)
    await arrives(desk, phone, "See you", "Do not forget: at five")
    gone = await shown(desk, post, "sent this by SMS")
    assert desk.buttons(gone) == []
    await eventually(lambda: "*Next text:*" not in desk.said(root), "nothing is to come any more")


async def test_its_time_is_changed_and_it_is_taken_back_under_its_post(program: Program) -> None:
    desk = await by_day(program)
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    first = await schedule(desk, root, "The first of two", in_hours(program, 1))
    second = await schedule(desk, root, "The second of two", in_hours(program, 2))
    later = in_hours(program, 4)
    await desk.press(MAYA, first, "change_time")
    view = await eventually(lambda: desk.people.open_view(MAYA), "the form opens")
    await pick_time(desk, MAYA, view, later, "send_at")
    assert (await desk.people.submit(MAYA, view.id)).ok
    await shown(desk, first, f"<!date^{later}^")
    await desk.press(MAYA, second, "cancel_held")
    await shown(desk, second, "Taken back: the client does not get it.")
    await desk.marked(second, "wastebasket")
    program.fast_forward(hours=3)
    last = desk.reply(MAYA, root, "Meanwhile")
    await desk.marked(last, "white_check_mark")
    assert phone.texts(SMS) == ["Meanwhile"]
    program.fast_forward(hours=2)
    await arrives(desk, phone, "Meanwhile", "The first of two")
    assert [deed.actor for deed in await program.audit("rescheduled")] == [MAYA]


async def test_its_author_hears_of_what_the_client_writes_and_a_stop_keeps_it_from_going(
    program: Program,
) -> None:
    desk = await by_day(program)
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    post = await schedule(desk, root, "Your appointment is at five", in_hours(program, 3), SAM)
    phone.write("I am ill, I cannot come")
    told = await desk.in_thread(root, "still goes")
    assert f"<@{SAM}>" in str(told.blocks)
    assert desk.buttons(told) == ["Change time", "Cancel it"]
    phone.write("STOP")
    await desk.in_thread(root, "opted out")
    program.fast_forward(hours=4)
    await desk.marked(post, "x")
    await shown(desk, post, "It did not go; the reason stands below.")
    await desk.in_thread(root, "did not reach the client")
    assert phone.texts(SMS) == []


async def test_a_time_at_night_is_the_morning(program: Program) -> None:
    desk = await by_day(program)
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    # Ten in the morning and twelve hours; whoever wrote within the last minutes may be answered at any hour.
    post = await schedule(desk, root, "Good night", in_hours(program, 12))
    assert "Texts to clients go by day only." in str(post.blocks)
    program.fast_forward_to(time(23))
    reply = desk.reply(MAYA, root, "And sleep well")
    await desk.marked(reply, "hourglass_flowing_sand")
    assert phone.texts(SMS) == []
    program.fast_forward_to(time(8))
    await desk.marked(post, "white_check_mark")
    await desk.delivered(phone, 2, SMS)
    assert sorted(phone.texts(SMS)) == ["And sleep well", "Good night"]
