"""RCS: asked for as a text, told by From and To, and found again when an answer was lost."""

from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.ports import Accepted, Found, Malformed
from bot.providers.twilio import address
from tests.providers.contract import NONE_KNOWN
from tests.providers.twilio.world import CLIENT, SERVICE, TwilioWorld, payload, signed, sms, webhook_world
from tests.support.program import eventually

AGENT = "rcs:harbor_clinic_agent"
BY_RCS = {"From": f"rcs:{CLIENT}", "To": AGENT}


def _inbound(**changes: str) -> dict[str, str]:
    return payload("inbound_sms") | BY_RCS | changes


def test_a_client_s_text_by_rcs_is_a_text_to_the_service() -> None:
    world = webhook_world()
    request = signed("/twilio/inbound", _inbound(MessagingServiceSid=SERVICE))
    text = world.provider.inbound(request, world.now())
    assert (text.channel, text.sender, text.to, text.by_rcs) == (Channel.SMS, CLIENT, SERVICE, True)


def test_without_a_service_it_came_to_the_sender_s_name() -> None:
    world = webhook_world()
    text = world.provider.inbound(signed("/twilio/inbound", _inbound()), world.now())
    assert (text.to, text.by_rcs) == ("harbor_clinic_agent", True)


def test_a_picture_by_rcs_is_a_text_with_a_picture() -> None:
    world = webhook_world()
    media = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x", "MediaContentType0": "image/jpeg"}
    text = world.provider.inbound(signed("/twilio/inbound", _inbound(**media)), world.now())
    assert (text.channel, len(text.media), text.by_rcs) == (Channel.MMS, 1, True)


def test_a_stop_by_rcs_is_one_that_the_carrier_answers() -> None:
    world = webhook_world()
    text = world.provider.inbound(signed("/twilio/inbound", _inbound(Body="STOP")), world.now())
    assert text.answered_by_provider


@pytest.mark.parametrize(
    ("ends", "by_rcs"),
    [
        ({"From": AGENT, "To": f"rcs:{CLIENT}", "ChannelPrefix": "rcs"}, True),
        ({"From": AGENT, "To": CLIENT}, True),
        ({}, False),
        ({"From": "whatsapp:+12025550199", "To": f"whatsapp:{CLIENT}"}, False),
    ],
)
def test_a_receipt_tells_what_carried_the_text(ends: dict[str, str], by_rcs: bool) -> None:
    fields = payload("status_delivered") | {"MessageStatus": "read", "SmsStatus": "read"} | ends
    receipt = webhook_world().provider.receipt(signed("/twilio/status", fields))
    assert receipt
    assert (receipt.status, receipt.by_rcs) == (Status.READ, by_rcs)


@pytest.mark.parametrize("to", ["rcs:", "messenger:1"])
def test_an_address_that_is_none_stays_malformed(to: str) -> None:
    with pytest.raises(Malformed):
        address.our_side(to, SERVICE)


async def test_a_service_with_an_rcs_sender_tries_it_first_and_the_lost_answer_is_found(
    world: TwilioWorld,
) -> None:
    twilio = world.standin
    twilio.state.config.rcs_agents[SERVICE] = AGENT.removeprefix("rcs:")
    twilio.phones.add(CLIENT, "Jane Doe", rcs=True)
    began = world.now() - timedelta(seconds=1)
    message = sms(sender=SERVICE)
    world.cut_next()
    await world.provider.send(message)
    [kept] = twilio.messages.values()
    await eventually(lambda: kept.status == "delivered", "the message is on the phone")
    assert (kept.from_, kept.to) == (AGENT, f"rcs:{CLIENT}")
    found = await world.provider.look_up(message, began, NONE_KNOWN)
    assert isinstance(found, Found)
    assert (found.receipt.provider_id, found.receipt.by_rcs) == (kept.sid, True)
    # What the account tells afterwards of a time that we have missed says the same.
    missed = await world.provider.missed(began)
    assert missed
    assert [(each.provider_id, each.by_rcs) for each in missed.receipts] == [(kept.sid, True)]
    assert twilio.phones.read(CLIENT) == 1
    assert kept.status == "read"


async def test_a_phone_without_rcs_gets_a_text(world: TwilioWorld) -> None:
    twilio = world.standin
    twilio.state.config.rcs_agents[SERVICE] = "agent"
    twilio.phones.add(CLIENT, "Jane Doe")
    assert isinstance(await world.provider.send(sms(sender=SERVICE)), Accepted)
    [kept] = twilio.messages.values()
    await eventually(lambda: kept.status == "delivered", "the message is on the phone")
    assert kept.to == CLIENT
    assert twilio.phones.read(CLIENT) == 0
