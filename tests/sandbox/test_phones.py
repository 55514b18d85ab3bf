"""One phone for all that a client has: texts by Twilio, WhatsApp by Twilio or by Meta."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import yaml

from bot.sandbox import seed, seed_meta
from bot.sandbox.app import Sandbox, WhatsApp
from bot.sandbox.page import phone_actions
from bot.sandbox.page.fields import Refusal
from bot.sandbox.page.world import World
from bot.sandbox.phonebook import PhoneError
from bot.sandbox.said import Said
from tests.support.program import ROOT

JANE = seed.CLIENTS[0].number
META = seed_meta.NUMBER.number


def sandbox(whatsapp: WhatsApp) -> Sandbox:
    manifest: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))
    return Sandbox("http://127.0.0.1:9", manifest, whatsapp=whatsapp)


@pytest.fixture
async def both() -> AsyncIterator[Sandbox]:
    """A sandbox without a bot, with a WhatsApp number at Twilio and one at Meta."""
    async with sandbox("both") as running:
        yield running


def sides(running: Sandbox) -> list[tuple[str, str, int]]:
    """Jane's conversations: with whom, on what, and how many messages."""
    [jane] = [phone for phone in running.phones.snapshot() if phone["number"] == JANE]
    return [(each["with"], each["channel"], len(each["messages"])) for each in jane["conversations"]]


async def test_each_number_s_carrier_gets_what_is_written_to_it(both: Sandbox) -> None:
    assert both.meta is not None
    both.phones.text(JANE, seed.SMS_NUMBER, "By text")
    both.phones.text(JANE, seed.WHATSAPP_NUMBER, "At Twilio", "whatsapp")
    wamid = both.phones.text(JANE, META, "At Meta", "whatsapp")
    assert wamid in both.meta.messages
    assert [message.body for message in both.twilio.messages.values()] == ["By text", "At Twilio"]
    assert sides(both) == [
        (seed.SMS_NUMBER, "sms", 1),
        (seed.WHATSAPP_NUMBER, "whatsapp", 1),
        (META, "whatsapp", 1),
    ]
    with pytest.raises(PhoneError, match="Nobody answers sms"):
        both.phones.text(JANE, META, "Not by text")


async def test_without_meta_nobody_answers_its_number() -> None:
    async with sandbox("twilio") as running:
        assert running.meta is None
        assert "WHATSAPP_TOKEN" not in running.env()
        assert running.env()["TWILIO_WHATSAPP_FROM"] == seed.WHATSAPP_NUMBER
        with pytest.raises(PhoneError, match="Nobody answers whatsapp"):
            running.phones.text(JANE, META, "Hello?", "whatsapp")
        assert await running.meet_the_bot() == ""


async def test_with_meta_alone_twilio_has_no_whatsapp() -> None:
    async with sandbox("meta") as running:
        env = running.env()
        assert "TWILIO_WHATSAPP_FROM" not in env
        assert env["WHATSAPP_PHONE_NUMBER_ID"] == seed_meta.NUMBER.id
        assert env["WHATSAPP_API_URL"] == f"{running.url}/meta/v26.0"
        assert running.whatsapp_number == META
        with pytest.raises(PhoneError, match="Nobody answers whatsapp"):
            running.phones.text(JANE, seed.WHATSAPP_NUMBER, "Hello?", "whatsapp")
        assert "did not answer" in await running.meet_the_bot()


async def test_reading_off_on_and_moving_reach_both(both: Sandbox) -> None:
    assert both.meta is not None
    both.phones.text(JANE, META, "At Meta", "whatsapp")
    both.phones.switch_off(JANE)
    with pytest.raises(PhoneError, match="switched off"):
        both.phones.text(JANE, META, "x", "whatsapp")
    both.phones.switch_on(JANE)
    assert both.phones.read(JANE) == 0
    both.meta.faults.hold()
    both.phones.change_number(JANE, "+12025550143")
    [told] = both.meta.faults.deliveries.held.waiting or []
    assert told.item["system"]["wa_id"] == "12025550143"
    both.phones.hide_number("+12025550143")
    both.phones.send("+12025550143", META, Said("Hidden now"))
    assert both.meta.faults.deliveries.held.waiting
    assert "from" not in both.meta.faults.deliveries.held.waiting[-1].item


async def test_the_page_s_phones_write_to_meta_too(both: Sandbox) -> None:
    assert both.meta is not None
    world = World(both.slack, both.twilio, both.clock, both.bus, seed.INBOX_CHANNEL, both.system, both.meta)
    at_meta = {"number": JANE, "to": META, "channel": "whatsapp"}
    first = phone_actions.perform(world, "text", {**at_meta, "body": "Hello"})
    phone_actions.perform(world, "react", {**at_meta, "reply_to": first, "emoji": "👍"})
    phone_actions.perform(world, "place", {**at_meta, "latitude": 1.5, "longitude": 2})
    phone_actions.perform(world, "contact", {**at_meta, "name": "Ann Lee", "phones": ["+12025550111"]})
    phone_actions.perform(world, "sticker", at_meta)
    phone_actions.perform(world, "voice", at_meta)
    phone_actions.perform(world, "forward", {**at_meta, "body": "Look"})
    kinds = [message.content.kind for message in both.meta.messages.values()]
    assert kinds == ["text", "reaction", "location", "contacts", "sticker", "audio", "text"]
    with pytest.raises(Refusal, match="offers nothing"):
        phone_actions.perform(world, "press", {**at_meta, "reply_to": first, "button": "Yes"})
