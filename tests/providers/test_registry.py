"""The providers and their senders, which come and go with the accounts."""

from dataclasses import replace
from typing import Any, cast

import pytest

from bot.ports import Provider
from bot.providers.registry import Registry
from tests.providers.twilio.world import NUMBER, SERVICE, WHATSAPP, webhook_world

TWILIO = webhook_world().provider


class Added:
    """A provider of an account that an admin has added."""

    name = "twilio:AC1"
    senders = (replace(TWILIO.senders[0], address="+12025550155", provider="twilio:AC1"),)


ADDED = cast(Provider, cast(Any, Added()))


def addresses(registry: Registry) -> list[str]:
    return [sender.address for sender in registry.live_senders]


def test_a_provider_is_found_by_its_name() -> None:
    registry = Registry([TWILIO])
    assert registry.by_name.get("twilio") is TWILIO
    assert registry.by_name.get("carrier-pigeon") is None
    assert registry.providers == (TWILIO,)


def test_two_providers_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="Two providers are called twilio"):
        Registry([TWILIO, TWILIO])


def test_the_senders_stand_in_the_order_of_the_settings() -> None:
    assert addresses(Registry([TWILIO])) == [NUMBER, SERVICE, WHATSAPP]


def test_whoever_holds_a_part_sees_accounts_come_and_go() -> None:
    registry = Registry([TWILIO])
    senders, by_name, providers = registry.live_senders, registry.by_name, registry.live_providers
    registry.update([ADDED])
    assert [each.address for each in senders][-1] == "+12025550155"
    assert list(by_name) == ["twilio", "twilio:AC1"]
    assert list(providers) == [TWILIO, ADDED]
    registry.update([])
    assert addresses(registry) == [NUMBER, SERVICE, WHATSAPP]
    assert list(by_name) == ["twilio"]
    assert len(senders) == 3


def test_a_sender_is_shown_as_the_admins_have_decided() -> None:
    registry = Registry([TWILIO])
    registry.update([], lambda each: replace(each, label="Front desk"))
    assert {sender.label for sender in registry.live_senders} == {"Front desk"}
