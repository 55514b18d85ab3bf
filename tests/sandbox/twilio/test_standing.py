"""A suspended account and numbers that are not approved: what still works, and what is refused how."""

import asyncio

import pytest

from bot.sandbox.twilio.standing import AccountStatus, CampaignStatus, VerificationStatus
from tests.sandbox.twilio.conftest import ACCOUNT, JANE, OURS, SERVICE, TOLL_FREE, Stage, until

AUSTRALIAN = "+61491570156"


async def refusal_of(stage: Stage, path: str) -> int | None:
    async with stage.session.get(stage.api + path, headers=stage.auth) as response:
        return (await response.json())["code"] if response.status == 403 else None


@pytest.mark.parametrize(("status", "of_a_look"), [("suspended", None), ("closed", 20005)])
async def test_an_account_that_is_not_active_sends_nothing(
    stage: Stage, status: AccountStatus, of_a_look: int | None
) -> None:
    stage.twilio.standing.account = status
    assert await stage.refused() == 20005
    account = await asyncio.to_thread(stage.sdk.api.v2010.accounts(ACCOUNT).fetch)
    assert account.status == status
    for path in ("Messages.json", "Balance.json", "IncomingPhoneNumbers.json"):
        assert await refusal_of(stage, f"/2010-04-01/Accounts/{ACCOUNT}/{path}") == of_a_look
    stage.twilio.standing.restore()
    assert (await stage.statuses())[-1] == ("delivered", None)


async def test_what_waits_when_the_account_is_suspended_fails(stage: Stage) -> None:
    stage.config.pacing = True
    await stage.send("x" * 1600)
    waiting = await stage.send("y")
    stage.twilio.standing.account = "suspended"
    stage.clock.advance(60)
    await until(lambda: stage.twilio.messages[waiting.sid].status == "failed")
    assert stage.twilio.messages[waiting.sid].error_code == 30002
    assert stage.twilio.messages[waiting.sid].price is None


@pytest.mark.parametrize("status", ["PENDING_REVIEW", "IN_REVIEW", "TWILIO_REJECTED"])
async def test_a_toll_free_number_sends_only_once_it_is_verified(
    stage: Stage, status: VerificationStatus
) -> None:
    assert (await stage.statuses(from_=TOLL_FREE))[-1] == ("delivered", None)
    stage.twilio.standing.verify(TOLL_FREE, status)
    assert (await stage.statuses(from_=TOLL_FREE))[-1] == ("undelivered", "30032")
    assert (await stage.statuses(from_=OURS))[-1] == ("delivered", None)
    stage.twilio.standing.verify(TOLL_FREE, "TWILIO_APPROVED")
    assert (await stage.statuses(from_=TOLL_FREE))[-1] == ("delivered", None)


async def test_without_a_request_it_is_not_verified(stage: Stage) -> None:
    stage.twilio.standing.never_verified(TOLL_FREE)
    assert (await stage.statuses(from_=TOLL_FREE))[-1] == ("undelivered", "30032")


@pytest.mark.parametrize("status", ["PENDING", "IN_PROGRESS", "FAILED", "SUSPENDED"])
async def test_a_service_sends_to_the_us_only_with_a_verified_campaign(
    stage: Stage, status: CampaignStatus
) -> None:
    stage.twilio.standing.set_campaign(SERVICE, status)
    assert (await stage.statuses(messaging_service_sid=SERVICE))[-1] == ("undelivered", "30034")
    stage.twilio.standing.set_campaign(SERVICE, "VERIFIED")
    assert (await stage.statuses(messaging_service_sid=SERVICE))[-1] == ("delivered", None)


async def test_registration_is_asked_for_by_us_carriers_only(stage: Stage) -> None:
    stage.config.regions = None
    stage.twilio.standing.unregister(OURS)
    assert (await stage.statuses(to=JANE))[-1] == ("undelivered", "30034")
    assert (await stage.statuses(to=AUSTRALIAN))[-1] == ("delivered", None)
    stage.twilio.phones.text(JANE, OURS, "Hi", "whatsapp")
    assert (await stage.statuses(to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}"))[-1] == ("delivered", None)
