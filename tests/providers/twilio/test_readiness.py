"""Which of our senders may send, by what Twilio says of the account, its numbers and its services."""

from typing import Any, Literal

import aiohttp
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.domain.channel import Channel
from bot.domain.sender import SenderStatus
from bot.providers.twilio import TwilioProvider
from bot.sandbox.twilio import SandboxSender, TwilioStandIn
from tests.providers.twilio.double import answering
from tests.providers.twilio.world import NUMBER, SERVICE, WHATSAPP, TwilioWorld, settings

ACTIVE = JSONResponse({"status": "active"})
TOLL_FREE, OTHER_TOLL_FREE, LONG_CODE = "+18885550100", "+18775550100", "+12025550142"
SANDBOX = "+14155238886"
READY, UNVERIFIED = SenderStatus.READY, SenderStatus.UNVERIFIED
SUSPENDED, IN_SANDBOX = SenderStatus.SUSPENDED, SenderStatus.SANDBOX
NOT_FOUND = JSONResponse({"code": 20404, "message": "no", "status": 404}, 404)


def listing(key: str, *entries: dict[str, Any]) -> Response:
    meta = {"key": key, "next_page_url": None, "page": 0, "page_size": 50, "url": "", "first_page_url": ""}
    return JSONResponse({key: list(entries), "meta": meta})


def verification(status: str, number: str = TOLL_FREE, made: str = "2026-11-01T00:00:00Z") -> dict[str, Any]:
    return {"sid": "HH1", "tollfree_phone_number": number, "status": status, "date_created": made}


async def states(
    session: aiohttp.ClientSession, *answers: Response, **changes: Any
) -> dict[str, tuple[SenderStatus, str]] | None:
    async with answering(*answers, session=session, **changes) as double:
        found = await double.provider.sender_states()
    return None if found is None else {each.address: (each.state.status, each.state.why) for each in found}


async def test_an_account_in_good_standing_has_ready_senders(world: TwilioWorld) -> None:
    found = await world.provider.sender_states()
    assert found is not None
    known = {(each.channel, each.address): each.state.status for each in found}
    assert known[Channel.SMS, NUMBER] is READY
    assert known[Channel.WHATSAPP, WHATSAPP] is READY


async def test_who_cannot_be_asked_says_nothing(world: TwilioWorld) -> None:
    assert await world.unreachable.sender_states() is None
    assert await world.refused.sender_states() is None


@pytest.mark.parametrize(("standing", "words"), [("suspended", "is suspended"), ("closed", "is closed")])
async def test_with_the_account_every_sender_is_suspended(
    session: aiohttp.ClientSession, standing: str, words: str
) -> None:
    account = JSONResponse({"status": standing})
    found = await states(session, account, senders=(NUMBER, SERVICE), whatsapp_senders=(WHATSAPP,))
    assert found is not None
    assert {status for status, _ in found.values()} == {SUSPENDED}
    assert set(found) == {NUMBER, SERVICE, WHATSAPP}
    assert all(words in why for _, why in found.values())


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (listing("verifications", verification("TWILIO_APPROVED")), READY),
        (listing("verifications", verification("PENDING_REVIEW")), UNVERIFIED),
        (listing("verifications", verification("IN_REVIEW")), UNVERIFIED),
        (listing("verifications", verification("TWILIO_REJECTED")), UNVERIFIED),
        (listing("verifications", verification("SOMETHING_NEW")), UNVERIFIED),
        (listing("verifications", verification("TWILIO_APPROVED", OTHER_TOLL_FREE)), UNVERIFIED),
        (listing("verifications"), UNVERIFIED),
        # The newest one counts.
        (
            listing(
                "verifications",
                verification("TWILIO_APPROVED", made="2026-11-02T00:00:00Z"),
                verification("TWILIO_REJECTED", made="2026-11-01T00:00:00Z"),
            ),
            READY,
        ),
        (NOT_FOUND, None),
        (PlainTextResponse("<h1>Welcome</h1>"), None),
    ],
)
async def test_a_toll_free_number_must_be_verified(
    session: aiohttp.ClientSession, answer: Response, status: SenderStatus | None
) -> None:
    found = await states(session, ACTIVE, answer, senders=(TOLL_FREE,), whatsapp_senders=())
    assert found is not None
    assert (found[TOLL_FREE][0] if TOLL_FREE in found else None) is status
    assert all(why.endswith(".") for state, why in found.values() if state is not READY)


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ([listing("compliance", {"campaign_status": "VERIFIED"})], READY),
        ([listing("compliance", {"campaign_status": "FAILED"}, {"campaign_status": "VERIFIED"})], READY),
        ([listing("compliance", {"campaign_status": "IN_PROGRESS"})], UNVERIFIED),
        ([listing("compliance", {"campaign_status": "FAILED"})], UNVERIFIED),
        ([listing("compliance", {"campaign_status": "NEWER"})], UNVERIFIED),
        ([listing("compliance"), listing("phone_numbers", {"phone_number": LONG_CODE})], UNVERIFIED),
        ([listing("compliance"), listing("phone_numbers", {"phone_number": "+447400123456"})], READY),
        (
            [
                listing("compliance"),
                listing("phone_numbers", {"phone_number": LONG_CODE}, {"phone_number": TOLL_FREE}),
            ],
            READY,
        ),
        ([listing("compliance"), listing("phone_numbers")], READY),
        ([NOT_FOUND], None),
    ],
)
async def test_a_messaging_service_must_be_registered_where_it_needs_to(
    session: aiohttp.ClientSession, answers: list[Response], status: SenderStatus | None
) -> None:
    found = await states(session, ACTIVE, *answers, senders=(SERVICE,), whatsapp_senders=())
    assert found is not None
    assert (found[SERVICE][0] if SERVICE in found else None) is status


async def test_the_shared_whatsapp_number_is_a_sandbox(session: aiohttp.ClientSession) -> None:
    found = await states(session, ACTIVE, senders=(), whatsapp_senders=(SANDBOX, WHATSAPP))
    assert found is not None
    assert (found[SANDBOX][0], found[WHATSAPP][0]) == (IN_SANDBOX, READY)


@pytest.fixture
def ours(
    twilio: TwilioStandIn, url: str, session: aiohttp.ClientSession, world: TwilioWorld
) -> TwilioProvider:
    """An account with a toll-free number and a Messaging Service, at the stand-in."""
    twilio.state.senders.append(SandboxSender(TOLL_FREE, kind="toll_free"))
    chosen = settings(api_url=url, senders=(NUMBER, TOLL_FREE, SERVICE), whatsapp_senders=(WHATSAPP,))
    return TwilioProvider(chosen, session, world.clock)


async def told(provider: TwilioProvider) -> dict[str, SenderStatus]:
    found = await provider.sender_states()
    assert found is not None
    return {each.address: each.state.status for each in found}


async def test_the_stand_in_s_senders_are_told_apart(twilio: TwilioStandIn, ours: TwilioProvider) -> None:
    assert set((await told(ours)).values()) == {READY}
    twilio.standing.verify(TOLL_FREE, "IN_REVIEW")
    twilio.standing.set_campaign(SERVICE, "FAILED")
    assert await told(ours) == {
        NUMBER: READY,
        TOLL_FREE: UNVERIFIED,
        SERVICE: UNVERIFIED,
        WHATSAPP: READY,
    }
    twilio.standing.never_verified(TOLL_FREE)
    twilio.standing.set_campaign(SERVICE, "VERIFIED")
    found = await told(ours)
    assert (found[TOLL_FREE], found[SERVICE]) == (UNVERIFIED, READY)


@pytest.mark.parametrize("standing", ["suspended", "closed"])
async def test_the_stand_in_s_account_is_heeded(
    twilio: TwilioStandIn, ours: TwilioProvider, standing: Literal["suspended", "closed"]
) -> None:
    twilio.standing.account = standing
    assert set((await told(ours)).values()) == {SUSPENDED}
    twilio.standing.account = "active"
    assert set((await told(ours)).values()) == {READY}


async def test_what_cannot_be_asked_for_once_is_left_out(twilio: TwilioStandIn, ours: TwilioProvider) -> None:
    twilio.faults.fail_next("verifications", server_error=True)
    twilio.faults.fail_next("campaigns", server_error=True)
    assert set(await told(ours)) == {NUMBER, WHATSAPP}
    twilio.faults.fail_next("account", server_error=True)
    assert await ours.sender_states() is None
