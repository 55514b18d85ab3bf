"""What is asked of Twilio, and what follows from each of its answers."""

import json
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from bot.domain.channel import Channel
from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Media, Status
from bot.ports import Accepted
from tests.providers.contract import assert_worded
from tests.providers.twilio.double import answering
from tests.providers.twilio.world import (
    CLIENT,
    NUMBER,
    PUBLIC,
    SERVICE,
    WHATSAPP,
    TwilioWorld,
    sms,
)

CREATED = {"sid": "SM1", "status": "queued", "error_code": None}


async def test_an_sms_asks_for_a_receipt_that_carries_our_id(world: TwilioWorld) -> None:
    message = sms("Grüße, 50 % & “more” 👍")
    await world.provider.send(message)
    assert world.standin.calls[-1].params == {
        "To": CLIENT,
        "From": NUMBER,
        "Body": message.body,
        "StatusCallback": f"{PUBLIC}/twilio/status?message={message.id}",
    }


async def test_a_messaging_service_takes_the_place_of_the_number(world: TwilioWorld) -> None:
    assert isinstance(await world.provider.send(sms(sender=SERVICE)), Accepted)
    params = world.standin.calls[-1].params
    assert params["MessagingServiceSid"] == SERVICE
    assert "From" not in params


async def test_whatsapp_addresses_have_their_prefix(world: TwilioWorld) -> None:
    message = replace(sms(sender=WHATSAPP), channel=Channel.WHATSAPP)
    assert isinstance(await world.provider.send(message), Accepted)
    params = world.standin.calls[-1].params
    assert (params["To"], params["From"]) == (f"whatsapp:{CLIENT}", f"whatsapp:{WHATSAPP}")


@pytest.mark.parametrize(
    ("valid_for", "channel", "period"),
    [
        (None, Channel.SMS, None),
        (timedelta(hours=2), Channel.SMS, "7200"),
        (timedelta(hours=13), Channel.SMS, "36000"),
        (timedelta(milliseconds=300), Channel.SMS, "1"),
        (timedelta(hours=2), Channel.WHATSAPP, None),
    ],
)
async def test_a_carrier_is_told_how_long_it_may_take(
    world: TwilioWorld, valid_for: timedelta | None, channel: Channel, period: str | None
) -> None:
    sender = WHATSAPP if channel is Channel.WHATSAPP else NUMBER
    message = replace(sms(sender=sender), channel=channel, valid_for=valid_for)
    assert isinstance(await world.provider.send(message), Accepted)
    assert world.standin.calls[-1].params.get("ValidityPeriod") == period


async def test_files_go_as_repeated_addresses_and_an_empty_text_is_left_out(
    session: aiohttp.ClientSession,
) -> None:
    urls = ["https://x.example/a?b=1&c=2", "https://x.example/2"]
    media = tuple(Media(url, "image/png") for url in urls)
    async with answering(JSONResponse(CREATED, 201), session=session, public_url="") as double:
        result = await double.provider.send(replace(sms(""), channel=Channel.MMS, media=media))
    assert result == Accepted("SM1", Status.ACCEPTED)
    assert double.asked == [{"To": [CLIENT], "From": [NUMBER], "MediaUrl": urls}]


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (21610, FailureKind.OPTED_OUT, "STOP"),
        (21614, FailureKind.FINAL, "mobile"),
        (21408, FailureKind.ACCOUNT, "country"),
    ],
)
async def test_a_refusal_is_told_by_its_code(
    world: TwilioWorld, code: int, kind: FailureKind, words: str
) -> None:
    world.standin.faults.fail_next("create", code=code)
    result = await world.provider.send(sms())
    assert isinstance(result, Failure)
    assert (result.kind, result.code) == (kind, str(code))
    assert words in result.reason
    assert world.taken() == []


async def test_a_full_queue_is_a_retry_although_it_is_a_429_without_a_wait(world: TwilioWorld) -> None:
    world.standin.faults.fail_next("create", code=21611)
    result = await world.provider.send(sms())
    assert isinstance(result, Failure)
    assert (result.kind, result.code, result.retry_after) == (FailureKind.RETRY, "21611", None)


async def test_a_sender_that_is_not_ours(world: TwilioWorld) -> None:
    result = await world.provider.send(sms(sender="+12025550177"))
    assert isinstance(result, Failure)
    assert (result.kind, result.code) == (FailureKind.ACCOUNT, "21659")


PROBLEM = {"type": "https://twilio.com/problem", "title": "No", "status": 400, "code": 21610}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (JSONResponse(PROBLEM, 400), FailureKind.OPTED_OUT),
        (JSONResponse({**PROBLEM, "status": "400", "code": "21610"}, 400), FailureKind.OPTED_OUT),
        (JSONResponse({"code": 39999, "message": "new", "status": 400}, 400), FailureKind.FINAL),
        (PlainTextResponse("Bad Request", 400), FailureKind.FINAL),
        (PlainTextResponse("<h1>proxy</h1>", 407), FailureKind.ACCOUNT),
        (PlainTextResponse("Not here", 404), FailureKind.ACCOUNT),
        (RedirectResponse("/elsewhere", 307), FailureKind.ACCOUNT),
        (PlainTextResponse("<h1>Bad Gateway</h1>", 502), FailureKind.AMBIGUOUS),
        (JSONResponse({"code": 21610, "message": "", "status": 503}, 503), FailureKind.AMBIGUOUS),
        (PlainTextResponse("slow down", 429), FailureKind.RETRY),
        # A success that cannot be read is still a success: Twilio has most likely sent it.
        (PlainTextResponse("created", 201), FailureKind.AMBIGUOUS),
        (JSONResponse([], 201), FailureKind.AMBIGUOUS),
        (JSONResponse({}, 201), FailureKind.AMBIGUOUS),
        (JSONResponse({"sid": None, "status": 7}, 201), FailureKind.AMBIGUOUS),
        (JSONResponse({"sid": "SM1", "date_sent": 12}, 201), FailureKind.AMBIGUOUS),
        (Response(b"\xff\xfe", 201), FailureKind.AMBIGUOUS),
        (PlainTextResponse("x" * (5 * 1024 * 1024), 201), FailureKind.AMBIGUOUS),
        # Failed from the start: no receipt will come for it.
        (JSONResponse({"sid": "SM1", "status": "failed", "error_code": 30034}, 201), FailureKind.ACCOUNT),
    ],
)
async def test_no_answer_is_misread_and_none_is_asked_for_twice(
    session: aiohttp.ClientSession, answer: Response, kind: FailureKind
) -> None:
    async with answering(answer, session=session) as double:
        result = await double.provider.send(sms())
    assert isinstance(result, Failure)
    assert result.kind is kind
    assert len(double.asked) == 1
    assert_worded(result)


@pytest.mark.parametrize("status", ["queued", "accepted", "scheduled", "sending", "some-new-one"])
async def test_a_taken_message_is_accepted_whatever_its_first_status(
    session: aiohttp.ClientSession, status: str
) -> None:
    async with answering(JSONResponse({**CREATED, "status": status}, 201), session=session) as double:
        assert await double.provider.send(sms()) == Accepted("SM1", Status.ACCEPTED)


async def test_a_text_that_cannot_be_encoded_is_still_sent(session: aiohttp.ClientSession) -> None:
    async with answering(JSONResponse(CREATED, 201), session=session) as double:
        assert isinstance(await double.provider.send(sms(json.loads('"a\\ud800b"'))), Accepted)
    assert double.asked[0]["Body"] == ["a?b"]


async def test_an_address_that_is_none_is_not_sent_to(session: aiohttp.ClientSession) -> None:
    async with answering(JSONResponse(CREATED, 201), session=session) as double:
        for api_url in ("ftp://127.0.0.1/twilio", "http://"):
            provider = type(double.provider)(
                replace(double.provider._settings, api_url=api_url), session, double.provider._clock
            )
            result = await provider.send(sms())
            assert isinstance(result, Failure)
            assert result.kind is FailureKind.RETRY
    assert double.asked == []
