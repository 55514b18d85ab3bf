"""The same rows where WhatsApp goes straight to Meta."""

from typing import Any

import pytest

from bot.sandbox.app import WhatsApp
from bot.sandbox.meta import MetaStandIn
from tests.acceptance.met import AGAIN, CALL, RECEIPT, Order, explained, failures, meet, not_sent
from tests.acceptance.people import SAM, WHATSAPP, Desk
from tests.support.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="module")

RETRIED = [(130429, CALL), (131056, CALL)]
NOT_THIS_MESSAGE = [
    *((code, CALL) for code in (132000, 132001, 132005, 132007, 132012, 132016)),
    *((code, RECEIPT) for code in (131047, 131049)),
]
OUR_ACCOUNT = [(190, CALL), (368, CALL)]


@pytest.fixture(scope="module")
def whatsapp() -> WhatsApp:
    return "meta"


@pytest.fixture
def meta(shared: Program) -> MetaStandIn:
    assert shared.sandbox.meta is not None
    return shared.sandbox.meta


@pytest.fixture
def order(meta: MetaStandIn) -> Order:
    """Has Meta's stand-in give the code."""

    def give(code: int, how: str, text: str, number: str) -> None:
        if how == RECEIPT:
            meta.faults.undeliver_next(code, to=number)
        else:
            meta.faults.fail_next("send", code=code, match=lambda said: said_in(said) == text)

    return give


def said_in(params: Any) -> str:
    """The words of a call that sends a text."""
    return str((params.get("text") or {}).get("body", "")).partition("\n")[0]


def calls(meta: MetaStandIn, text: str) -> int:
    """How often Meta was asked to send this."""
    return sum(call.op == "send" and said_in(call.params) == text for call in meta.calls)


async def test_what_passes_is_tried_again_by_itself(meta: MetaStandIn, desk: Desk, order: Order) -> None:
    for met in await meet(desk, order, RETRIED):
        assert await desk.delivered(met.client, 1) == [met.text]
        assert (calls(meta, met.text), failures(desk, met.root)) == (2, [])


async def test_what_lasts_is_put_off_and_told(meta: MetaStandIn, desk: Desk, order: Order) -> None:
    for met in await meet(desk, order, [(131048, CALL), (132015, CALL)]):
        await desk.in_thread(met.root, "A text is held back for now")
        assert (met.client.texts(WHATSAPP), calls(meta, met.text)) == ([], 1)
        assert failures(desk, met.root) == []


async def test_who_is_not_on_whatsapp_is_not_asked_again(
    shared: Program, meta: MetaStandIn, desk: Desk, order: Order
) -> None:
    [met] = await meet(desk, order, [(131026, RECEIPT)])
    assert desk.buttons(await explained(desk, met)) == ["Fix number", "Send as SMS"]
    await not_sent(shared, desk, met)
    assert calls(meta, AGAIN) == 0


async def test_who_has_stopped_us_there_is_opted_out_here(shared: Program, desk: Desk, order: Order) -> None:
    [met] = await meet(desk, order, [(131050, RECEIPT)])
    await explained(desk, met)
    await not_sent(shared, desk, met, "opted out of WhatsApp")


async def test_a_message_that_will_never_be_taken_is_told_with_what_helps(
    meta: MetaStandIn, desk: Desk, order: Order
) -> None:
    for met in await meet(desk, order, NOT_THIS_MESSAGE):
        buttons = desk.buttons(await explained(desk, met))
        assert "Retry" not in buttons
        assert ("Use a template" in buttons) is (met.code == 131047)
        assert (met.client.texts(WHATSAPP), calls(meta, met.text)) == ([], 1)


async def test_what_must_be_mended_at_the_account_can_be_retried_then(desk: Desk, order: Order) -> None:
    for met in await meet(desk, order, OUR_ACCOUNT):
        await desk.press(SAM, await explained(desk, met), "retry")
        assert await desk.delivered(met.client, 1) == [met.text]
