"""What messages cost, and when it is told."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.sandbox.twilio.conftest import JANE, OURS, Stage


async def told(stage: Stage, sid: str) -> tuple[str | None, str]:
    """The price as the single message and as the list show it, which must agree."""
    fetched = await asyncio.to_thread(stage.sdk.messages(sid).fetch)
    cut = datetime.fromtimestamp(stage.clock.now(), UTC) - timedelta(days=2)
    listed = await asyncio.to_thread(lambda: stage.sdk.messages.list(date_sent_after=cut, page_size=1))
    assert [each.price for each in listed if each.sid == sid] == [fetched.price]
    return fetched.price, str(fetched.price_unit)


async def test_it_is_told_a_while_after_the_end(stage: Stage) -> None:
    stage.config.priced_after = 3600
    sid = (await stage.send("x" * 161)).sid
    other = (await stage.send("x")).sid
    await stage.settled()
    assert await told(stage, sid) == (None, "USD")
    assert (await asyncio.to_thread(stage.sdk.balance.fetch)).balance == "50.00000"

    stage.clock.advance(3600)

    assert await told(stage, sid) == ("-0.01660", "USD")
    assert await told(stage, other) == ("-0.00830", "USD")
    assert (await asyncio.to_thread(stage.sdk.balance.fetch)).balance == "49.97510"
    fetched = await asyncio.to_thread(stage.sdk.messages(sid).fetch)
    assert fetched.date_updated - fetched.date_sent >= timedelta(hours=1)


async def test_a_picture_is_paid_by_the_message(stage: Stage) -> None:
    stage.bot.files["a.png"] = ("image/png", b"\x89PNG")
    sid = (await stage.send("x" * 500, media_url=[f"{stage.bot.url}/media/a.png"])).sid
    await stage.settled()
    assert await told(stage, sid) == ("-0.02200", "USD")


async def test_whatsapp_is_paid_by_the_message(stage: Stage) -> None:
    stage.twilio.phones.text(JANE, OURS, "Hi", "whatsapp")
    sid = (await stage.send("x" * 500, to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}")).sid
    await stage.settled()
    assert await told(stage, sid) == ("-0.00500", "USD")


async def test_what_a_client_writes_costs_too(stage: Stage) -> None:
    sid = stage.twilio.phones.text(JANE, OURS, "x" * 161)
    await stage.settled()
    assert await told(stage, sid) == ("-0.01660", "USD")


@pytest.mark.parametrize(("end", "price"), [("failed", None), ("undelivered", "-0.00830")])
async def test_only_what_left_twilio_costs(stage: Stage, end: str, price: str | None) -> None:
    stage.twilio.faults.undeliver_next(30008, status=end)  # type: ignore[arg-type]
    sid = (await stage.send()).sid
    await stage.settled()
    assert stage.twilio.messages[sid].status == end
    assert await told(stage, sid) == (price, "USD")
