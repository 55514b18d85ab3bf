"""Channels: their names, what a STOP covers, and how long a text may be."""

import pytest

from bot.domain.channel import Channel


@pytest.mark.parametrize(
    ("channel", "label", "family", "most"),
    [
        (Channel.SMS, "SMS", Channel.SMS, 1600),
        (Channel.MMS, "MMS", Channel.SMS, 1600),
        (Channel.WHATSAPP, "WhatsApp", Channel.WHATSAPP, 4096),
    ],
)
def test_each_channel_has_its_name_family_and_length(
    channel: Channel, label: str, family: Channel, most: int
) -> None:
    assert (channel.label, channel.family, channel.max_characters) == (label, family, most)


@pytest.mark.parametrize("channel", Channel)
def test_a_family_is_its_own_family(channel: Channel) -> None:
    assert channel.family.family is channel.family
