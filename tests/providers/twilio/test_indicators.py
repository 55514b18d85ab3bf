"""Typing on WhatsApp: asked for as Twilio wants it, shown on the phone, and no failure of it is anybody's."""

import pytest

from bot.providers.twilio.indicators import Indicators
from bot.sandbox.twilio.rest.guard import ApiCall
from tests.providers.twilio.world import CLIENT, NUMBER, WHATSAPP, TwilioWorld


def _calls(world: TwilioWorld) -> list[ApiCall]:
    return [call for call in world.standin.calls if call.op == "typing"]


def _written(world: TwilioWorld, ours: str = WHATSAPP) -> str:
    """A client writes; the SID of it."""
    if CLIENT not in world.standin.phones.book.phones:
        world.standin.phones.add(CLIENT, "Jane Doe")
    channel = "whatsapp" if ours == WHATSAPP else "sms"
    return world.standin.phones.text(CLIENT, ours, "Are you open?", channel)


async def test_the_client_sees_that_it_was_read_and_that_somebody_writes(world: TwilioWorld) -> None:
    sid = _written(world)
    assert await world.provider.show_typing(WHATSAPP, sid)
    phone = world.standin.phones.book.find(CLIENT)
    assert phone.typing_until["whatsapp", WHATSAPP] > world.standin.state.clock.now()
    assert [m.ticks for m in phone.conversations["whatsapp", WHATSAPP]] == ["read"]
    shown = phone.as_json()["conversations"][0]
    assert shown["typing_until"] == phone.typing_until["whatsapp", WHATSAPP]


async def test_it_ends_with_the_answer(world: TwilioWorld) -> None:
    phone = world.standin.phones.book
    assert await world.provider.show_typing(WHATSAPP, _written(world))
    assert await world.provider.show_typing(WHATSAPP, _written(world))
    answer = phone.find(CLIENT).conversations["whatsapp", WHATSAPP][0]
    answer.direction = "in"
    phone.show(phone.find(CLIENT), "whatsapp", WHATSAPP, answer)
    assert phone.find(CLIENT).typing_until == {}


async def test_texts_know_no_such_thing_and_nobody_is_asked(world: TwilioWorld) -> None:
    sid = _written(world, NUMBER)
    assert not await world.provider.show_typing(NUMBER, sid)
    assert not await world.provider.show_typing(WHATSAPP, "wamid.HBgL")
    assert not _calls(world)
    # The account's numbers have both kinds of messages; Twilio knows them apart.
    assert not await world.provider.show_typing(WHATSAPP, sid)
    assert not await world.provider.show_typing(WHATSAPP, f"SM{'9' * 32}")
    assert len(_calls(world)) == 2


@pytest.mark.parametrize("fault", ["server_error", "drop_answer"])
async def test_what_goes_wrong_is_only_not_shown(world: TwilioWorld, fault: str) -> None:
    world.standin.faults.fail_next("typing", **{fault: True})
    assert not await world.provider.show_typing(WHATSAPP, _written(world))
    assert not await world.refused.show_typing(WHATSAPP, f"SM{'1' * 32}")
    assert not await world.unreachable.show_typing(WHATSAPP, f"SM{'1' * 32}")


def test_it_is_asked_of_the_messaging_product(world: TwilioWorld) -> None:
    indicators = world.provider._indicators
    assert isinstance(indicators, Indicators)
    assert indicators._url.path.endswith("/messaging/v2/Indicators/Typing.json")
