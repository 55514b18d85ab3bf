"""What a person can and cannot do with a phone, and what the page is told."""

import pytest

from bot.sandbox.twilio import MediaFile, PhoneError
from tests.sandbox.twilio.conftest import JANE, OMAR, OURS, TOLL_FREE, Stage


async def test_what_a_person_cannot_do(stage: Stage) -> None:
    phones = stage.twilio.phones
    phones.add(OMAR, "Office", {"sms"}, landline=True)
    with pytest.raises(PhoneError, match="not a phone number"):
        phones.add("12345", "Nobody")
    with pytest.raises(PhoneError, match="already"):
        phones.add(JANE, "Jane again")
    with pytest.raises(PhoneError, match="No phone"):
        phones.text("+12125550199", OURS, "Hi")
    with pytest.raises(PhoneError, match="Nobody answers whatsapp"):
        phones.text(JANE, TOLL_FREE, "Hi", "whatsapp")
    with pytest.raises(PhoneError, match="has no sms"):
        phones.text(OMAR, OURS, "Hi")
    with pytest.raises(PhoneError, match="Write something"):
        phones.text(JANE, OURS, " ")
    with pytest.raises(PhoneError, match="1600"):
        phones.text(JANE, OURS, "x" * 1601)
    with pytest.raises(PhoneError, match="more than one message"):
        phones.text(JANE, OURS, "", media=[MediaFile("image/png", bytes(5_000_001))])
    phones.switch_off(JANE)
    with pytest.raises(PhoneError, match="switched off"):
        phones.text(JANE, OURS, "Hi")
    assert stage.twilio.messages == {}


async def test_a_picture_needs_the_address_of_the_stand_in(stage: Stage) -> None:
    stage.config.api_url = ""
    with pytest.raises(PhoneError, match="address of the stand-in"):
        stage.twilio.phones.text(JANE, OURS, "", media=[MediaFile("image/png", b"1")])


async def test_the_snapshot_has_all_conversations(stage: Stage) -> None:
    phones = stage.twilio.phones
    first = phones.text(JANE, OURS, "by text")
    second = phones.text(JANE, OURS, "by WhatsApp", "whatsapp")
    await stage.settled()
    [jane] = phones.snapshot()
    assert {key: jane[key] for key in ("number", "name", "kinds", "on", "landline")} == {
        "number": JANE,
        "name": "Jane Doe",
        "kinds": ["sms", "whatsapp"],
        "on": True,
        "landline": False,
    }
    shown = [(c["with"], c["channel"], [m["sid"] for m in c["messages"]]) for c in jane["conversations"]]
    assert shown == [(OURS, "sms", [first]), (OURS, "whatsapp", [second])]
    message = jane["conversations"][0]["messages"][0]
    plain = {"sid", "direction", "body", "media", "at", "ticks", "buttons"}
    around = {"header", "footer", "list_button"}
    rich = {"rows", "quotes", "kind", "place", "contact", "forwarded", "reaction"}
    assert set(message) == plain | around | rich
    assert [m["sid"] for m in phones.conversation(JANE, channel="whatsapp")] == [second]


async def test_the_page_hears_of_every_change(stage: Stage) -> None:
    phones = stage.twilio.phones
    with stage.bus.subscribe() as changes:
        phones.add(OMAR, "Omar")
        sid = phones.text(OMAR, OURS, "Hi", "whatsapp")
        await stage.settled()
        message = await stage.send(to=f"whatsapp:{OMAR}", from_=f"whatsapp:{OURS}")
        await stage.settled()
        phones.read(OMAR)
        await stage.settled()
        phones.switch_off(OMAR)
        told = [changes.get_nowait() for _ in range(changes.qsize())]
    on_phone = [change for change in told if change.kind.startswith("phone.")]
    assert all(change.data["number"] == OMAR for change in on_phone)
    assert [(change.kind, change.data.get("sid"), change.data.get("status")) for change in on_phone] == [
        ("phone.changed", None, None),
        ("phone.message", None, None),
        ("phone.status", sid, "delivered"),
        ("phone.message", None, None),
        ("phone.status", message.sid, "read"),
        ("phone.changed", None, None),
    ]
    assert [c.data["status"] for c in told if c.kind == "twilio.status"] == [
        "sending",
        "sent",
        "delivered",
        "read",
    ]
