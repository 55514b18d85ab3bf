"""Which of the messages Twilio lists is taken for the lost one."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import aiohttp
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.ports import Accepted, Found, LookUpFailed, NotFound
from tests.providers.twilio.double import answering, listed
from tests.providers.twilio.world import CLIENT, NUMBER, SERVICE, TwilioWorld, sms

SINCE = datetime(2026, 11, 22, 23, 59, 58, 500_000, tzinfo=UTC)
TEXT = "Your table is ready."


def entry(**changes: Any) -> dict[str, Any]:
    created = changes.pop("created", SINCE)
    return {
        "sid": "SM1",
        "to": CLIENT,
        "from": NUMBER,
        "body": TEXT,
        "direction": "outbound-api",
        "status": "queued",
        "num_media": "0",
        "date_created": format_datetime(created),
        "date_sent": None,
        "messaging_service_sid": None,
        "error_code": None,
        **changes,
    }


async def look_up(session: aiohttp.ClientSession, *answers: Response, sender: str = NUMBER) -> Any:
    async with answering(*answers, session=session) as double:
        found = await double.provider.look_up(sms(TEXT, sender=sender), SINCE, frozenset({"SMknown"}))
    return found, double.asked


async def test_twilio_is_asked_by_recipient_sender_and_day(session: aiohttp.ClientSession) -> None:
    _, asked = await look_up(session, listed())
    assert asked[0] == {"To": [CLIENT], "From": [NUMBER], "DateSent>": ["2026-11-22"], "PageSize": ["100"]}


async def test_one_that_still_waits_is_found_although_the_list_by_day_lacks_it(
    session: aiohttp.ClientSession,
) -> None:
    found, asked = await look_up(session, listed(), listed(entry()))
    assert isinstance(found, Found)
    assert (found.receipt.provider_id, found.receipt.status) == ("SM1", Status.ACCEPTED)
    assert "DateSent>" not in asked[1]


async def test_one_in_both_lists_is_one(session: aiohttp.ClientSession) -> None:
    found, _ = await look_up(session, listed(entry(status="delivered")))
    assert isinstance(found, Found)
    assert found.receipt.status is Status.DELIVERED


async def test_one_on_a_later_page_is_found(session: aiohttp.ClientSession) -> None:
    pages = [
        listed(entry(sid="SMx", body="Other"), next_page_uri="/2010-04-01/next.json?Page=1"),
        listed(entry()),
    ]
    found, asked = await look_up(session, *pages, listed())
    assert isinstance(found, Found)
    assert asked[1] == {"Page": ["1"]}


async def test_a_failed_one_says_why(session: aiohttp.ClientSession) -> None:
    found, _ = await look_up(session, listed(entry(status="undelivered", error_code=30003)))
    assert isinstance(found, Found)
    assert found.receipt.status is Status.FAILED
    assert found.receipt.failure is not None
    assert found.receipt.failure.kind is FailureKind.RETRY_ONCE


@pytest.mark.parametrize(
    "changes",
    [
        # Twilio's dates have whole seconds, and its clock may be a little behind ours.
        {"created": SINCE.replace(microsecond=0)},
        {"created": SINCE - timedelta(seconds=20)},
        {"created": SINCE + timedelta(hours=1)},
        {"body": f"Sent from your Twilio trial account - {TEXT}"},
    ],
)
async def test_taken_for_it(session: aiohttp.ClientSession, changes: dict[str, Any]) -> None:
    found, _ = await look_up(session, listed(entry(**changes)))
    assert isinstance(found, Found)


@pytest.mark.parametrize(
    "changes",
    [
        {"sid": "SMknown"},
        {"direction": "inbound"},
        {"direction": "outbound-reply"},
        {"body": "Your table is not ready."},
        {"num_media": "1"},
        {"created": SINCE - timedelta(minutes=2)},
        {"date_created": None},
    ],
)
async def test_not_taken_for_it(session: aiohttp.ClientSession, changes: dict[str, Any]) -> None:
    found, _ = await look_up(session, listed(entry(**changes)))
    assert found == NotFound()


async def test_through_a_messaging_service_the_service_must_be_the_same(
    session: aiohttp.ClientSession,
) -> None:
    through = {"from": None, "messaging_service_sid": SERVICE}
    found, asked = await look_up(session, listed(entry(**through)), sender=SERVICE)
    assert isinstance(found, Found)
    assert "From" not in asked[0]
    found, _ = await look_up(session, listed(entry(messaging_service_sid="MGother")), sender=SERVICE)
    assert found == NotFound()


async def test_a_lost_message_through_a_service_is_found_on_the_stand_in(world: TwilioWorld) -> None:
    began, message = world.now() - timedelta(seconds=1), sms(sender=SERVICE)
    world.cut_next()
    await world.provider.send(message)
    assert isinstance(await world.provider.look_up(message, began, frozenset()), Found)
    # One that left from a number of its own is another message.
    assert isinstance(await world.provider.send(sms()), Accepted)
    assert isinstance(await world.provider.look_up(message, began, frozenset()), Found)


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse("what?", 200),
        JSONResponse([], 200),
        JSONResponse({"messages": [7]}, 200),
        JSONResponse({"nothing": "here", "else": 1}, 200),
        listed(entry(num_media="many")),
        PlainTextResponse("", 429),
        PlainTextResponse("", 401),
    ],
)
async def test_an_answer_that_makes_no_sense_is_no_answer(
    session: aiohttp.ClientSession, answer: Response
) -> None:
    found, _ = await look_up(session, answer)
    assert found == LookUpFailed("Twilio could not be asked just now.")
