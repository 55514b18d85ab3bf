"""A night at the clinic: what is written late arrives in the morning, and a STOP in between is obeyed."""

from datetime import time

from tests.acceptance.people import MAYA, SMS, Desk
from tests.support.program import Program


async def test_what_is_written_at_night_goes_in_the_morning_unless_the_client_opts_out(
    program: Program,
) -> None:
    desk = Desk(program)
    sleeper, leaver = desk.newcomer(), desk.newcomer()
    roots = [await desk.in_touch(client, SMS) for client in (sleeper, leaver)]

    program.fast_forward_to(time(22))
    late = [desk.reply(MAYA, root, "Your results are in. Call us when you like.") for root in roots]
    for message in late:
        await desk.marked(message, "hourglass_flowing_sand")
    # Who writes at night gets an answer at night.
    owl = desk.newcomer()
    answer = desk.reply(MAYA, await desk.in_touch(owl, SMS), "Yes, we have an emergency line.")
    await desk.marked(answer, "white_check_mark")
    leaver.write("STOP")
    await desk.in_thread(roots[1], "opted out")
    assert sleeper.texts() == leaver.texts() == []

    program.fast_forward_to(time(8))
    await desk.marked(late[0], "white_check_mark")
    await desk.marked(late[1], "x")
    assert sleeper.texts() == ["Your results are in. Call us when you like."]
    assert leaver.texts() == []
