"""The check says in words what an admin must mend."""

from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.providers.twilio import TwilioProvider
from tests.providers.twilio.double import answering
from tests.providers.twilio.world import NUMBER, TwilioWorld, settings

ACTIVE = JSONResponse({"status": "active"})


def numbers(*owned: dict[str, Any]) -> Response:
    return JSONResponse({"incoming_phone_numbers": list(owned), "next_page_uri": None, "page": 0})


async def check(session: aiohttp.ClientSession, *answers: Response, **changes: Any) -> list[str]:
    async with answering(*answers, session=session, **changes) as double:
        return await double.provider.check()


async def test_a_number_that_is_not_the_accounts_is_named(
    world: TwilioWorld, session: aiohttp.ClientSession
) -> None:
    given = replace(world.provider._settings, senders=(NUMBER, "+12025550177"))
    provider = TwilioProvider(given, session, world.clock)
    assert await provider.check() == [
        "TWILIO_FROM names +12025550177, which is not a number of this Twilio account."
    ]


async def test_a_number_that_cannot_text_is_named(session: aiohttp.ClientSession) -> None:
    voice_only = {"phone_number": NUMBER, "capabilities": {"sms": False, "voice": True}}
    assert await check(session, ACTIVE, numbers(voice_only)) == [
        f"TWILIO_FROM names {NUMBER}, which cannot send texts."
    ]


@pytest.mark.parametrize("capabilities", [{"sms": True}, {}, None])
async def test_a_number_is_good_unless_twilio_says_otherwise(
    session: aiohttp.ClientSession, capabilities: object
) -> None:
    assert await check(session, ACTIVE, numbers({"phone_number": NUMBER, "capabilities": capabilities})) == []


async def test_services_and_whatsapp_senders_are_not_looked_for_among_the_numbers(
    session: aiohttp.ClientSession,
) -> None:
    assert await check(session, ACTIVE, PlainTextResponse("not asked", 500), senders=("MG1",)) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (JSONResponse({"status": "suspended"}), "is suspended"),
        (JSONResponse({"status": "closed"}), "is closed"),
        (JSONResponse({"code": 20003, "message": "Authenticate", "status": 401}, 401), "TWILIO_AUTH_TOKEN"),
        (JSONResponse({"code": 20404, "message": "no", "status": 404}, 404), "TWILIO_ACCOUNT_SID"),
        (JSONResponse({"code": 20500, "message": "no", "status": 500}, 500), "HTTP 500"),
        (PlainTextResponse("", 429), "too many requests"),
        (PlainTextResponse("<h1>Welcome</h1>"), "is not Twilio"),
        (JSONResponse([]), "is not Twilio"),
    ],
)
async def test_what_is_wrong_is_said(session: aiohttp.ClientSession, answer: Response, words: str) -> None:
    [sentence] = await check(session, answer)
    assert words in sentence
    assert settings().auth_token not in sentence
