"""The sandbox and its bot live on one clock: a jump ahead makes what is due later due now."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox import seed
from tests.acceptance.people import MAYA, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def bot_env() -> dict[str, str]:
    # Longer than any wait in the tests: what goes out goes because the clock was moved.
    return {"UNDO_SECONDS": "60"}


async def test_a_reply_whose_time_has_come_goes_out(shared: Program, desk: Desk) -> None:
    phone = desk.newcomer()
    root = await desk.in_touch(phone)
    reply = desk.reply(MAYA, root, "At your service")
    await desk.marked(reply, "hourglass_flowing_sand")
    assert phone.texts("whatsapp") == []

    shared.fast_forward(minutes=1)

    assert await desk.delivered(phone, 1) == ["At your service"]


async def test_by_night_the_bot_takes_what_slack_signs(shared: Program, desk: Desk) -> None:
    shared.fast_forward_to(time(22))
    assert datetime.fromtimestamp(shared.sandbox.clock.now(), ZoneInfo(seed.TIME_ZONE)).hour == 22

    answer = await desk.people.command(MAYA, desk.inbox, "/sms", "+1 202 555 0142 Good night")

    assert answer.ok
    assert await eventually(lambda: desk.people.open_view(MAYA), "the form opens")
