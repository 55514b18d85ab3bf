"""What messages have cost, read back from the account: null at first, negative once Twilio has billed it."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import aiohttp
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.domain.money import Money
from bot.ports import Accepted
from tests.providers.twilio.double import answering
from tests.providers.twilio.world import CLIENT, NUMBER, TwilioWorld, sms

HOUR = timedelta(hours=1)


def span() -> tuple[datetime, datetime]:
    now = datetime.now(UTC)
    return now - HOUR, now


async def _send(world: TwilioWorld, body: str = "Hello") -> str:
    result = await world.provider.send(sms(body))
    assert isinstance(result, Accepted)
    return result.provider_id


async def _delivered(world: TwilioWorld) -> None:
    """Wait until the stand-in has come to an end with every message."""
    async with asyncio.timeout(10):
        while not world.twilio.idle:  # noqa: ASYNC110 - the stand-in has no event for it.
            await asyncio.sleep(0.01)


async def test_a_message_has_no_price_until_twilio_has_billed_it(world: TwilioWorld) -> None:
    world.twilio.state.config.priced_after = 3600.0
    early, late = await _send(world), await _send(world, "a" * 161)
    await _delivered(world)
    assert await world.provider.prices(*span()) == {}
    kept = world.twilio.state.messages
    kept[early].priced_at = 0.0
    assert await world.provider.prices(*span()) == {early: Money(Decimal("0.00830"))}
    kept[late].priced_at = 0.0
    assert await world.provider.prices(*span()) == {
        early: Money(Decimal("0.00830")),
        late: Money(Decimal("0.01660")),
    }


async def test_what_lies_outside_of_the_span_is_not_read(world: TwilioWorld) -> None:
    await _send(world)
    began = datetime.now(UTC)
    assert await world.provider.prices(began + HOUR, began + 2 * HOUR) == {}
    assert await world.provider.prices(began - 48 * HOUR, began - 24 * HOUR) == {}


async def test_a_client_s_own_text_is_no_cost_of_ours(world: TwilioWorld) -> None:
    world.twilio.phones.add(CLIENT)
    sid = world.twilio.phones.text(CLIENT, NUMBER, "Hi")
    world.twilio.state.messages[sid].price = Decimal("0.0075")
    assert await world.provider.prices(*span()) == {}


async def test_when_twilio_does_not_answer_nothing_is_said(world: TwilioWorld) -> None:
    world.twilio.faults.fail_next("list", server_error=True)
    assert await world.provider.prices(*span()) is None
    assert await world.unreachable.prices(*span()) is None
    assert await world.refused.prices(*span()) is None


def page(**message: Any) -> Response:
    listed = {"sid": "SM1", "direction": "outbound-api", "price": "-0.0083", "price_unit": "USD"} | message
    return JSONResponse({"messages": [listed], "next_page_uri": None, "page": 0})


@pytest.mark.parametrize(
    ("message", "price"),
    [
        ({}, Money(Decimal("0.0083"))),
        ({"price": "0.0083"}, Money(Decimal("0.0083"))),
        ({"price": "-0.00000", "price_unit": "usd"}, Money(Decimal(0))),
        ({"price": "-0.0071", "price_unit": "EUR"}, Money(Decimal("0.0071"), "EUR")),
        ({"price": -0.0083}, Money(Decimal("0.0083"))),
        ({"price_unit": None}, Money(Decimal("0.0083"))),
        ({"price": None}, None),
        ({"price": "soon"}, None),
        ({"price": "NaN"}, None),
        ({"direction": "inbound"}, None),
    ],
)
async def test_how_a_price_is_read(
    session: aiohttp.ClientSession, message: dict[str, Any], price: Money | None
) -> None:
    async with answering(page(**message), session=session) as double:
        assert await double.provider.prices(*span()) == ({"SM1": price} if price else {})


@pytest.mark.parametrize(
    "answer", [PlainTextResponse("<h1>Welcome</h1>"), JSONResponse([]), PlainTextResponse("", 429)]
)
async def test_nonsense_is_no_answer(session: aiohttp.ClientSession, answer: Response) -> None:
    async with answering(answer, session=session) as double:
        assert await double.provider.prices(*span()) is None
