"""What becomes of an accepted message: statuses, the window, marketing, phones without WhatsApp or off."""

from typing import Any

import pytest

from tests.sandbox.meta.conftest import (
    JANE,
    OMAR,
    OURS,
    PNID,
    SECOND,
    SMS_ONLY,
    Stage,
    of_template,
    template,
    until,
    words,
)


async def test_within_the_window_it_is_sent_delivered_and_read(stage: Stage) -> None:
    await stage.opened()
    assert await stage.outcome(words("Hello") | {"biz_opaque_callback_data": "m:7"}) == [
        ("sent", None),
        ("delivered", None),
    ]
    assert stage.meta.phones.read(JANE) == 1
    await stage.settled()
    sent, delivered, read = stage.bot.statuses
    assert [each["status"] for each in (sent, delivered, read)] == ["sent", "delivered", "read"]
    assert {each["biz_opaque_callback_data"] for each in stage.bot.statuses} == {"m:7"}
    assert sent["recipient_id"] == JANE.removeprefix("+")
    assert sent["recipient_user_id"] == stage.book.find(JANE).identity
    assert sent["timestamp"].isdigit()
    assert sent["pricing"] == {
        "billable": True,
        "pricing_model": "PMP",
        "type": "regular",
        "category": "service",
    }
    with_contacts = [value["statuses"][0]["status"] for value in stage.bot.values() if "statuses" in value]
    named = [value for value in stage.bot.values() if "statuses" in value and "contacts" in value]
    assert with_contacts == ["sent", "delivered", "read"]
    assert [value["statuses"][0]["status"] for value in named] == ["delivered", "read"]


async def test_outside_of_the_window_it_is_accepted_and_then_fails(stage: Stage) -> None:
    assert await stage.outcome(words("Hello")) == [("failed", 131047)]
    [failed] = stage.bot.statuses
    [error] = failed["errors"]
    assert error["title"] == error["message"] == "Re-engagement message"
    assert "24 hours" in error["error_data"]["details"]
    assert "pricing" not in failed
    assert stage.shown() == []


async def test_the_window_closes_after_a_day(stage: Stage) -> None:
    await stage.opened()
    stage.clock.advance(24 * 3600 - 30)
    assert await stage.outcome() == [("sent", None), ("delivered", None)]
    stage.clock.advance(60)
    assert await stage.outcome() == [("failed", 131047)]


async def test_the_window_is_one_number_s_own(stage: Stage) -> None:
    stage.meta.phones.text(JANE, SECOND.number, "Hello second")
    assert await stage.outcome() == [("failed", 131047)]


async def test_a_template_may_open(stage: Stage) -> None:
    assert await stage.outcome(of_template()) == [("sent", None), ("delivered", None)]
    [shown] = stage.shown()
    assert shown.body == "Your visit\nHello Jane, see you at nine then.\nReply STOP to opt out"
    assert shown.buttons == ["I will be there"]
    assert stage.bot.statuses[0]["pricing"]["category"] == "utility"


async def test_who_is_not_on_whatsapp_is_found_out_later(stage: Stage) -> None:
    assert await stage.outcome(of_template() | {"to": SMS_ONLY}) == [("failed", 131026)]


async def test_marketing_does_not_go_to_the_united_states(stage: Stage) -> None:
    stage.config.templates.append(template("offer", id="700000000000002", category="MARKETING"))
    offer = of_template(name="offer")
    assert await stage.outcome(offer | {"to": OMAR}) == [("failed", 131049)]
    assert await stage.outcome(offer) == [("sent", None), ("delivered", None)]


async def test_marketing_stops_when_the_client_says_so_and_the_bot_hears_it(stage: Stage) -> None:
    stage.config.templates.append(template("offer", id="700000000000002", category="MARKETING"))
    stage.meta.phones.stop_marketing(JANE, OURS)
    assert await stage.outcome(of_template(name="offer")) == [("failed", 131050)]
    assert await stage.outcome(of_template()) == [("sent", None), ("delivered", None)]
    [value] = stage.bot.values("user_preferences")
    [preference] = value["user_preferences"]
    assert (preference["value"], preference["wa_id"]) == ("stop", JANE.removeprefix("+"))
    stage.meta.phones.stop_marketing(JANE, OURS, stopped=False)
    assert await stage.outcome(of_template(name="offer")) == [("sent", None), ("delivered", None)]


async def test_a_phone_that_is_off_gets_it_when_it_is_on_again(stage: Stage) -> None:
    await stage.opened()
    stage.book.find(JANE).on = False
    assert await stage.outcome() == [("sent", None)]
    stage.book.find(JANE).on = True
    stage.meta.phones.is_on(JANE)
    await until(lambda: len(stage.bot.statuses) == 2)
    assert stage.shown()[-1].body == "Hello"


async def test_a_reply_quotes_and_a_reaction_stands_on_its_message(stage: Stage) -> None:
    first = await stage.opened()
    await stage.outcome(words("Yes") | {"context": {"message_id": first}})
    assert stage.shown()[-1].quotes == first
    # A reaction is told to be sent, and nothing further.
    react: dict[str, Any] = {"type": "reaction", "reaction": {"message_id": first, "emoji": "👍"}}
    assert await stage.outcome(react) == [("sent", None)]
    assert stage.shown()[0].reaction == "👍"
    gone = {"type": "reaction", "reaction": {"message_id": first, "emoji": ""}}
    assert await stage.outcome(gone) == [("sent", None)]
    assert stage.shown()[0].reaction == ""


async def test_a_reaction_to_nothing_fails(stage: Stage) -> None:
    await stage.opened()
    react = {"type": "reaction", "reaction": {"message_id": "wamid.unknown", "emoji": "👍"}}
    assert await stage.outcome(react) == [("failed", 131009)]


async def test_reading_one_message_reads_those_before_it(stage: Stage) -> None:
    await stage.opened()
    second = await stage.opened()
    await stage.opened()
    asked = {"messaging_product": "whatsapp", "status": "read", "message_id": second}
    assert (await stage.call("POST", f"{PNID}/messages", json=asked))[0] == 200
    assert [shown.ticks for shown in stage.shown()] == ["read", "read", "delivered"]


async def test_reading_ticks_the_client_s_message_and_may_show_that_somebody_writes(stage: Stage) -> None:
    wamid = await stage.opened()
    asked = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": wamid,
        "typing_indicator": {"type": "text"},
    }
    with stage.bus.subscribe() as changes:
        assert await stage.call("POST", f"{PNID}/messages", json=asked) == (200, {"success": True})
        kinds = [changes.get_nowait().kind for _ in range(changes.qsize())]
    assert kinds == ["phone.typing", "phone.status"]
    assert stage.shown()[0].ticks == "read"
    typing = stage.book.find(JANE).typing_until
    assert typing[("whatsapp", OURS)] > stage.clock.now()
    await stage.outcome()
    assert typing == {}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"message_id": "wamid.unknown"}, 100),
        ({"status": "seen"}, 100),
        ({"typing_indicator": {"type": "voice"}}, 100),
        ({"message_id": None}, 100),
    ],
)
async def test_reading_what_is_wrong_is_refused(stage: Stage, changes: dict[str, Any], code: int) -> None:
    wamid = await stage.opened()
    asked = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid} | changes
    status, body = await stage.call("POST", f"{PNID}/messages", json=asked)
    assert (status, body["error"]["code"]) == (400, code)
    assert stage.shown()[0].ticks == "delivered"


async def test_codes_never_go_to_an_identity_alone(stage: Stage) -> None:
    stage.config.templates.append(template("code", id="700000000000003", category="AUTHENTICATION"))
    message = of_template(name="code") | {"to": None, "recipient": stage.book.find(JANE).identity}
    assert (await stage.refused(message))[:2] == (400, 131062)
