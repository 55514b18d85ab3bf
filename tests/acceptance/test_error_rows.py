"""Every row of what Twilio's error codes ask of us, told once and never in vain.

By WhatsApp, whichever channel a code is of, as our SMS number goes at one text a second; only what a code
says of the client's number for good holds for its own channel.
"""

from collections.abc import Callable, Mapping

import pytest

from tests.acceptance.met import AGAIN, CALL, RECEIPT, Order, explained, failures, meet, not_sent
from tests.acceptance.people import SAM, SMS, WHATSAPP, Desk
from tests.support.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="module")

OF_WHATSAPP = 63000

RETRIED = [(code, CALL) for code in (20429, 21611, 14107)] + [
    (code, RECEIPT) for code in (30001, 30017, 30022, 30410, 30500, 30003, 30008)
]
PUT_OFF = {
    30450: "30 min",
    30453: "about 4 hours",
    30023: "hour",
    63018: "about 24 hours",
    63038: "about 24 hours",
    30610: "about 2 hours",
    30036: "15 min",
    30035: "60 min",
    63041: "about 3 hours",
}
BAD_RECIPIENT = [
    *((code, CALL) for code in (21211, 21265, 21266, 21614, 21635)),
    *((code, RECEIPT) for code in (30005, 30006, 63003, 63024)),
]
# Of these we are not told anything that holds for the next message too.
FORGOTTEN = {21265, 21266}
SUPPRESSED = [(21610, CALL), (63014, RECEIPT), (63033, RECEIPT)]
NOT_THIS_MESSAGE = [
    *((code, CALL) for code in (21617, 21620, 21656)),
    *((code, RECEIPT) for code in (30007, 30019, 63005, 63013, 63016, 63019, 63021, 63027)),
    *((code, RECEIPT) for code in (63032, 63040, 63042, 63049)),
]
OUR_ACCOUNT = [
    *((code, CALL) for code in (20003, 20404, 21212, 21408, 21606, 21612, 21659, 21660, 21661)),
    *((code, CALL) for code in (21703, 21704, 63007)),
    *((code, RECEIPT) for code in (30002, 30004, 30024, 30032, 30034, 63015, 63051)),
]


def only(text: str) -> Callable[[Mapping[str, str]], bool]:
    """The one message with this text."""
    return lambda form: form.get("Body", "").partition("\n")[0] == text


@pytest.fixture
def order(shared: Program) -> Order:
    """Has Twilio's stand-in give the code."""
    faults = shared.twilio.faults

    def give(code: int, how: str, text: str, number: str) -> None:
        if how == RECEIPT:
            faults.undeliver_next(code, to=number)
        elif code == 20429:
            faults.fail_next("create", rate_limited=0.0, match=only(text))
        else:
            faults.fail_next("create", code=code, match=only(text))

    return give


def calls(program: Program, text: str) -> int:
    """How often Twilio was asked to send this."""
    made = (call for call in program.twilio.calls if call.op == "create")
    return sum(only(text)(call.params) for call in made)


async def test_what_passes_is_tried_again_by_itself(shared: Program, desk: Desk, order: Order) -> None:
    for met in await meet(desk, order, RETRIED):
        assert await desk.delivered(met.client, 1) == [met.text]
        assert (calls(shared, met.text), failures(desk, met.root)) == (2, [])


async def test_what_lasts_is_put_off_and_told(shared: Program, desk: Desk, order: Order) -> None:
    for met in await meet(desk, order, [(code, RECEIPT) for code in PUT_OFF]):
        told = await desk.in_thread(met.root, "Trying once more in")
        assert PUT_OFF[met.code] in told.text
        assert (met.client.texts(WHATSAPP), calls(shared, met.text)) == ([], 1)
        assert failures(desk, met.root) == []


async def test_a_number_that_cannot_be_reached_is_not_asked_again(
    shared: Program, desk: Desk, order: Order
) -> None:
    channels = [WHATSAPP if code >= OF_WHATSAPP else SMS for code, _ in BAD_RECIPIENT]
    for met in await meet(desk, order, BAD_RECIPIENT, channels):
        buttons = desk.buttons(await explained(desk, met))
        assert "Retry" not in buttons
        if met.code in FORGOTTEN:
            continue
        assert "Fix number" in buttons
        await not_sent(shared, desk, met)
        assert calls(shared, AGAIN) == 0


async def test_who_has_stopped_us_there_is_opted_out_here(shared: Program, desk: Desk, order: Order) -> None:
    for met in await meet(desk, order, SUPPRESSED):
        await explained(desk, met)
        await not_sent(shared, desk, met, "opted out of WhatsApp")


async def test_a_message_that_will_never_be_taken_is_told_with_what_helps(
    shared: Program, desk: Desk, order: Order
) -> None:
    for met in await meet(desk, order, NOT_THIS_MESSAGE):
        buttons = desk.buttons(await explained(desk, met))
        assert "Retry" not in buttons
        assert ("Use a template" in buttons) is (met.code == 63016)
        assert (met.client.texts(WHATSAPP), calls(shared, met.text)) == ([], 1)


async def test_what_must_be_mended_at_the_account_can_be_retried_then(
    shared: Program, desk: Desk, order: Order
) -> None:
    for met in await meet(desk, order, OUR_ACCOUNT):
        await desk.press(SAM, await explained(desk, met), "retry")
        assert await desk.delivered(met.client, 1) == [met.text]
