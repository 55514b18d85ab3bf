"""Toll-free verifications and 10DLC campaigns through the real SDK."""

import asyncio
from typing import Any

import pytest
from twilio.base.exceptions import TwilioException, TwilioRestException

from bot.sandbox.twilio.rest.account import number_sid
from tests.sandbox.twilio.conftest import ACCOUNT, OURS, SERVICE, TOLL_FREE, Stage


async def verifications(stage: Stage, **filters: Any) -> list[Any]:
    return await asyncio.to_thread(
        lambda: stage.sdk.messaging.v1.tollfree_verifications.list(page_size=50, **filters)
    )


async def test_a_verified_number(stage: Stage) -> None:
    [found] = await verifications(stage)
    assert (found.status, found.rejection_reason, found.edit_allowed) == ("TWILIO_APPROVED", None, False)
    assert (found.account_sid, found.tollfree_phone_number) == (ACCOUNT, TOLL_FREE)
    [number] = await asyncio.to_thread(lambda: stage.sdk.incoming_phone_numbers.list(phone_number=TOLL_FREE))
    assert found.tollfree_phone_number_sid == number.sid
    fetched = await asyncio.to_thread(stage.sdk.messaging.v1.tollfree_verifications(found.sid).fetch)
    assert fetched.status == found.status


async def test_a_rejection_tells_why(stage: Stage) -> None:
    stage.twilio.standing.verify(TOLL_FREE, "TWILIO_REJECTED", "The opt-in is not described.")
    [found] = await verifications(stage)
    assert (found.status, found.edit_allowed) == ("TWILIO_REJECTED", True)
    assert found.rejection_reason == "The opt-in is not described."
    assert found.error_code == found.rejection_reasons[0]["code"]


async def test_filters(stage: Stage) -> None:
    stage.twilio.standing.verify(TOLL_FREE, "IN_REVIEW")
    assert len(await verifications(stage, status="IN_REVIEW")) == 1
    assert await verifications(stage, status="TWILIO_APPROVED") == []
    assert len(await verifications(stage, tollfree_phone_number_sid=number_sid(TOLL_FREE))) == 1
    assert await verifications(stage, tollfree_phone_number_sid=number_sid(OURS)) == []


async def test_a_number_without_a_request_is_not_listed(stage: Stage) -> None:
    [found] = await verifications(stage)
    stage.twilio.standing.never_verified(TOLL_FREE)
    assert await verifications(stage) == []
    with pytest.raises(TwilioRestException) as caught:
        await asyncio.to_thread(stage.sdk.messaging.v1.tollfree_verifications(found.sid).fetch)
    assert (caught.value.status, caught.value.code) == (404, 20404)


async def test_the_campaign_of_a_service(stage: Stage) -> None:
    def campaigns(service: str) -> list[Any]:
        return stage.sdk.messaging.v1.services(service).us_app_to_person.list()

    [found] = await asyncio.to_thread(campaigns, SERVICE)
    assert (found.campaign_status, found.messaging_service_sid) == ("VERIFIED", SERVICE)
    stage.twilio.standing.set_campaign(SERVICE, "FAILED")
    [found] = await asyncio.to_thread(campaigns, SERVICE)
    assert (found.campaign_status, found.campaign_id) == ("FAILED", None)
    # Of a list that is refused the SDK tells no code.
    with pytest.raises(TwilioException) as refused:
        await asyncio.to_thread(campaigns, "MG" + "9" * 32)
    assert refused.value.args[1].status_code == 404
