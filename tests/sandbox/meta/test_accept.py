"""What is refused at once, with Meta's codes and HTTP statuses, and how an accepted message is answered."""

from typing import Any

import pytest

from tests.sandbox.meta.conftest import JANE, OMAR, OURS, PNID, Json, Stage, words

BUTTON = {"type": "reply", "reply": {"id": "yes", "title": "Yes"}}
ROW = {"id": "am", "title": "Morning", "description": "Before noon"}


def buttons(*given: Json, **changes: Any) -> Json:
    """An interactive message with buttons."""
    said = {"type": "button", "body": {"text": "Still fine?"}, "action": {"buttons": list(given)}}
    return {"type": "interactive", "interactive": said | changes}


def rows(*given: Json, **action: Any) -> Json:
    """An interactive message with a list of one section."""
    shown = {"button": "Times", "sections": [{"rows": list(given)}]} | action
    said = {"type": "list", "body": {"text": "Which time?"}, "action": shown}
    return {"type": "interactive", "interactive": said}


def reply(number: int, title: str = "") -> Json:
    return {"type": "reply", "reply": {"id": f"b{number}", "title": title or f"Button {number}"}}


async def test_an_accepted_message_has_an_id_and_the_recipient(stage: Stage) -> None:
    status, body = await stage.post(words("Hello") | {"to": "+61 491 570 156"})
    assert status == 200
    assert body["messaging_product"] == "whatsapp"
    assert body["contacts"] == [{"input": "+61 491 570 156", "wa_id": JANE.removeprefix("+")}]
    [message] = body["messages"]
    assert message["id"].startswith("wamid.")
    assert stage.meta.messages[message["id"]].status in {"accepted", "sent", "delivered", "failed"}


async def test_a_business_scoped_id_is_a_recipient_too(stage: Stage) -> None:
    await stage.opened()
    identity = stage.book.find(JANE).identity
    status, body = await stage.post(words("Hello") | {"to": None, "recipient": identity})
    assert (status, body["contacts"]) == (200, [{"input": identity, "user_id": identity}])
    await stage.settled()
    assert stage.shown()[-1].body == "Hello"


REFUSED: list[tuple[str, Json, int, int, str]] = [
    ("no product", words("x") | {"messaging_product": None}, 400, 100, "messaging_product is required"),
    ("product", words("x") | {"messaging_product": "sms"}, 400, 100, "must be one of {WHATSAPP}"),
    ("no recipient", words("x") | {"to": None}, 400, 100, "The parameter to is required"),
    ("recipient", words("x") | {"to": "Jane"}, 400, 131009, "not a phone number"),
    ("short", words("x") | {"to": "123"}, 400, 131009, "not a phone number"),
    ("identity", words("x") | {"to": None, "recipient": "US.1"}, 400, 131009, "business-scoped"),
    ("ourselves", words("x") | {"to": OURS}, 400, 131021, "cannot be sender"),
    ("group", words("x") | {"recipient_type": "group"}, 400, 100, "recipient_type must be one of"),
    ("type", {"type": "fax", "fax": {}}, 400, 100, "Param type must be one of"),
    ("no text", {"type": "text"}, 400, 100, "The parameter text is required"),
    ("no body", {"type": "text", "text": {}}, 400, 100, "text['body'] is required"),
    ("blank", words("  "), 400, 100, "text['body'] is required"),
    ("number", {"type": "text", "text": {"body": 7}}, 400, 100, "text['body'] must be a string"),
    ("long", words("x" * 4097), 400, 100, "at most 4096 characters"),
    ("extra", {"type": "text", "text": {"body": "x", "colour": "red"}}, 400, 100, 'Unexpected key "colour"'),
    ("flag", {"type": "text", "text": {"body": "x", "preview_url": "yes"}}, 400, 100, "must be a boolean"),
    ("tag", words("x") | {"biz_opaque_callback_data": "x" * 513}, 400, 100, "at most 512"),
    ("context", words("x") | {"context": {"id": "1"}}, 400, 100, 'Unexpected key "id"'),
    ("no buttons", buttons(), 400, 131009, "Invalid buttons count"),
    ("four", buttons(*map(reply, range(4))), 400, 131009, "Invalid buttons count"),
    ("title", buttons(reply(1, "x" * 21)), 400, 131009, "Button title length invalid"),
    ("same id", buttons(reply(1), reply(1, "Other")), 400, 131009, "Button ids must be different"),
    ("same title", buttons(reply(1, "A"), reply(2, "A")), 400, 131009, "Button titles must be different"),
    ("not reply", buttons({"type": "url"}), 400, 131009, "type reply"),
    ("footer", buttons(BUTTON, footer={"text": "x" * 61}), 400, 100, "at most 60"),
    ("kind", buttons(BUTTON, type="poll"), 400, 100, "interactive['type'] must be one of"),
    ("rows", rows(*({**ROW, "id": str(n)} for n in range(11))), 400, 131009, "Total row count"),
    ("row title", rows({**ROW, "title": "x" * 25}), 400, 131009, "Row title length invalid"),
    ("row text", rows({**ROW, "description": "x" * 73}), 400, 100, "at most 72"),
    ("row ids", rows(ROW, ROW), 400, 131009, "Row ids must be different"),
    ("opener", rows(ROW, button="x" * 21), 400, 100, "at most 20"),
    (
        "untitled",
        rows(sections=[{"rows": [ROW]}, {"rows": [{**ROW, "id": "pm"}]}]),
        400,
        131008,
        "needs a title",
    ),
    ("nowhere", {"type": "location", "location": {"latitude": 1}}, 400, 131008, "longitude is missing"),
    ("beyond", {"type": "location", "location": {"latitude": 91, "longitude": 1}}, 400, 131009, "latitude"),
    ("nobody", {"type": "contacts", "contacts": []}, 400, 131009, "1 to 257 contacts"),
    ("no name", {"type": "contacts", "contacts": [{}]}, 400, 100, "contacts[0]['name'] is required"),
    (
        "half a name",
        {"type": "contacts", "contacts": [{"name": {"formatted_name": "A B"}}]},
        400,
        131008,
        "first_name",
    ),
    ("words", {"type": "reaction", "reaction": {"message_id": "x", "emoji": "ok"}}, 400, 131009, "one emoji"),
    ("at nothing", {"type": "reaction", "reaction": {"emoji": "👍"}}, 400, 100, "message_id"),
    ("no file", {"type": "image", "image": {}}, 400, 100, "either an id or a link"),
    ("two", {"type": "image", "image": {"id": "1", "link": "https://a.example/x"}}, 400, 100, "either an id"),
    ("unknown id", {"type": "image", "image": {"id": "1"}}, 400, 131009, "does not exist"),
    ("no link", {"type": "image", "image": {"link": "ftp://a.example/x"}}, 400, 131009, "not a web address"),
    (
        "caption",
        {"type": "audio", "audio": {"id": "1", "caption": "x"}},
        400,
        100,
        'Unexpected key "caption"',
    ),
]


@pytest.mark.parametrize(
    ("message", "status", "code", "said"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
async def test_a_refusal_has_its_code_and_its_reason(
    stage: Stage, message: Json, status: int, code: int, said: str
) -> None:
    found = await stage.refused(message)
    assert found[:2] == (status, code)
    assert said in found[2]
    assert not stage.meta.messages


async def test_an_error_has_meta_s_shape(stage: Stage) -> None:
    _, body = await stage.post(words("x") | {"to": OURS})
    error = body["error"]
    assert error.pop("fbtrace_id").startswith("A")
    assert error == {
        "message": "(#131021) Recipient cannot be sender",
        "type": "OAuthException",
        "code": 131021,
    }
    _, body = await stage.post(buttons())
    assert body["error"]["error_data"] == {
        "messaging_product": "whatsapp",
        "details": "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3",
    }


async def test_what_is_no_json_counts_as_nothing_given(stage: Stage) -> None:
    status, body = await stage.call("POST", f"{PNID}/messages", data=b"{not json")
    assert (status, body["error"]["code"]) == (400, 100)
    assert "messaging_product is required" in body["error"]["message"]


@pytest.mark.parametrize(
    "message",
    [
        buttons(BUTTON, header={"type": "text", "text": "Hi"}, footer={"text": "Bye"}),
        rows(ROW),
        {
            "type": "interactive",
            "interactive": {
                "type": "cta_url",
                "body": {"text": "See"},
                "action": {
                    "name": "cta_url",
                    "parameters": {"display_text": "Map", "url": "https://a.example"},
                },
            },
        },
        {
            "type": "interactive",
            "interactive": {
                "type": "location_request_message",
                "body": {"text": "Where are you?"},
                "action": {"name": "send_location"},
            },
        },
        {"type": "location", "location": {"latitude": 1.5, "longitude": "2", "name": "Here"}},
        {
            "type": "contacts",
            "contacts": [
                {
                    "name": {"formatted_name": "A B", "first_name": "A"},
                    "phones": [{"phone": "+1202", "type": "WORK"}],
                }
            ],
        },
        words("x" * 4096),
        {"text": {"body": "The type is text unless it is said", "preview_url": True}},
    ],
)
async def test_what_meta_takes_is_taken_and_arrives(stage: Stage, message: Json) -> None:
    await stage.opened()
    assert await stage.outcome(message) == [("sent", None), ("delivered", None)]
    assert stage.shown()[-1].direction == "in"


async def test_a_locked_account_sends_nothing(stage: Stage) -> None:
    stage.meta.standing.locked = True
    assert (await stage.refused(words("x")))[:2] == (403, 131031)


async def test_a_test_number_reaches_its_list_only(stage: Stage) -> None:
    stage.config.allowed = frozenset({OMAR})
    assert (await stage.refused(words("x")))[:2] == (400, 131030)
    await stage.send(words("x") | {"to": OMAR})


async def test_one_client_gets_a_burst_and_then_one_in_an_interval(stage: Stage) -> None:
    stage.config.pacing = True
    stage.config.pair_burst, stage.config.pair_interval = 3, 600
    for _ in range(3):
        await stage.send()
    assert (await stage.refused(words("x")))[:2] == (429, 131056)
    await stage.send(words("x") | {"to": OMAR})
    stage.clock.advance(600)
    await stage.send()
    assert (await stage.refused(words("x")))[:2] == (429, 131056)


async def test_the_number_s_throughput_is_limited_too(stage: Stage) -> None:
    stage.config.pacing = True
    stage.config.throughput = 0.001
    await stage.send()
    assert (await stage.refused(words("x") | {"to": OMAR}))[:2] == (429, 130429)
    stage.clock.advance(1000)
    await stage.send()
