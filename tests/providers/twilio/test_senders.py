"""Each kind of sender has its carrier's pace."""

from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.providers.twilio import senders
from tests.providers.twilio.world import SERVICE, settings


@pytest.mark.parametrize(
    ("address", "a_minute"),
    [
        ("+12025550100", 60),
        ("+442071838750", 60),
        (SERVICE, 60),
        *((f"+1{area}5550100", 180) for area in (800, 833, 844, 855, 866, 877, 888)),
        # A number in London that begins like a toll-free one.
        ("+448005550100", 60),
    ],
)
def test_sms(address: str, a_minute: int) -> None:
    [sender] = senders.of(settings(senders=(address,), whatsapp_senders=()))
    assert (sender.channel, sender.address) == (Channel.SMS, address)
    assert round(timedelta(minutes=1) / sender.interval) == a_minute


@pytest.mark.parametrize(("address", "a_minute"), [("+12025550199", 4800), ("+14155238886", 20)])
def test_whatsapp(address: str, a_minute: int) -> None:
    [sender] = senders.of(settings(senders=(), whatsapp_senders=(address,)))
    assert sender.channel is Channel.WHATSAPP
    assert round(timedelta(minutes=1) / sender.interval) == a_minute


def test_senders_are_labelled_for_people() -> None:
    configured = settings(senders=("+12025550100", SERVICE), whatsapp_senders=("+14155238886",))
    labels = [sender.label for sender in senders.of(configured)]
    assert labels == ["+1 202-555-0100", "Messaging Service", "WhatsApp sandbox"]
