"""Names lead to providers, channels to senders."""

import pytest

from bot.domain.channel import Channel
from bot.providers.registry import Registry, UnknownProvider
from tests.providers.twilio.world import NUMBER, SERVICE, WHATSAPP, webhook_world

TWILIO = webhook_world().provider


def test_a_provider_is_found_by_its_name() -> None:
    assert Registry([TWILIO]).provider("twilio") is TWILIO


def test_an_unknown_name_is_answered_with_those_that_exist() -> None:
    with pytest.raises(UnknownProvider, match="carrier-pigeon; configured: twilio"):
        Registry([TWILIO]).provider("carrier-pigeon")
    with pytest.raises(UnknownProvider, match="configured: none"):
        Registry([]).provider("twilio")


def test_two_providers_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="Two providers are called twilio"):
        Registry([TWILIO, TWILIO])


@pytest.mark.parametrize(
    ("channel", "addresses"),
    [(Channel.SMS, [NUMBER, SERVICE]), (Channel.MMS, [NUMBER, SERVICE]), (Channel.WHATSAPP, [WHATSAPP])],
)
def test_a_channel_has_its_senders_the_first_configured_first(channel: Channel, addresses: list[str]) -> None:
    registry = Registry([TWILIO])
    assert [sender.address for sender in registry.senders_for(channel)] == addresses
    preferred = registry.sender_for(channel)
    assert preferred is not None
    assert preferred.address == addresses[0]


def test_a_sender_is_found_by_its_address_only_on_its_own_channel() -> None:
    registry = Registry([TWILIO])
    chosen = registry.sender_for(Channel.SMS, SERVICE)
    assert chosen is not None
    assert chosen.address == SERVICE
    assert registry.sender_for(Channel.SMS, WHATSAPP) is None
    assert Registry([]).sender_for(Channel.SMS) is None
