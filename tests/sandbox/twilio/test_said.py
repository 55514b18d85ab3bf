"""What a phone says beside words, in the fields in which Twilio passes it on."""

import pytest

from bot.sandbox.said import Contact, Place, Row, Said, vcard
from bot.sandbox.samples import sticker, voice_note
from bot.sandbox.twilio import PhoneError
from bot.sandbox.twilio.content import Content
from tests.sandbox.twilio.conftest import JANE, OMAR, OURS, Stage

QUICK, LIST = "HX" + "0" * 31 + "2", "HX" + "0" * 31 + "3"
ROW = Row("Tuesday at 3", "With Dr. Lee")


def contents(stage: Stage) -> None:
    """Two more templates of the account."""
    actions = [{"type": "QUICK_REPLY", "title": "I will come", "id": "coming"}]
    items = [{"item": ROW.title, "id": "tue-15", "description": ROW.description}]
    stage.config.contents[QUICK] = Content(
        QUICK, "quick", {"twilio/quick-reply": {"body": "Coming?", "actions": actions}}
    )
    stage.config.contents[LIST] = Content(
        LIST,
        "list",
        {"twilio/list-picker": {"body": "When?", "button": "Choose", "items": items}},
        status="unsubmitted",
    )


async def asked(stage: Stage, content: str) -> str:
    """A template on Jane's phone; its SID."""
    contents(stage)
    stage.twilio.phones.text(JANE, OURS, "Hi", "whatsapp")
    message = await stage.send(to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}", content_sid=content, body="")
    await stage.settled()
    assert message.sid
    return message.sid


async def form_of(stage: Stage, said: Said, number: str = JANE) -> dict[str, str]:
    stage.twilio.phones.send(number, OURS, said)
    await stage.settled()
    return stage.bot.inbound[-1]


@pytest.mark.parametrize(
    ("said", "kind", "more"),
    [
        (Said("Hi"), "text", {"Body": "Hi", "NumMedia": "0", "Forwarded": "false"}),
        (Said("Hi", is_forwarded=True), "text", {"Forwarded": "true", "FrequentlyForwarded": "false"}),
        (
            Said("Hi", is_forwarded=True, is_often_forwarded=True),
            "text",
            {"Forwarded": "true", "FrequentlyForwarded": "true"},
        ),
        (
            Said(place=Place(1.5, -2.25, "Pier 7", "The Embarcadero")),
            "location",
            {
                "Body": "",
                "Latitude": "1.5",
                "Longitude": "-2.25",
                "Label": "Pier 7",
                "Address": "The Embarcadero",
            },
        ),
        (
            Said(contact=Contact("Ann Lee", ("+12025550111",))),
            "contacts",
            {"NumMedia": "1", "MediaContentType0": "text/vcard"},
        ),
        (
            Said(files=(sticker(),), is_sticker=True),
            "sticker",
            {"NumMedia": "1", "MediaContentType0": "image/webp"},
        ),
        (
            Said(files=(voice_note(),), is_voice=True),
            "audio",
            {"NumMedia": "1", "MediaContentType0": "audio/ogg"},
        ),
    ],
)
async def test_each_kind_has_its_fields(stage: Stage, said: Said, kind: str, more: dict[str, str]) -> None:
    form = await form_of(stage, said)
    assert form["MessageType"] == kind
    assert form | more == form
    assert "ToCountry" not in form
    assert "OriginalRepliedMessageSid" not in form
    identity = stage.twilio.phones.book.find(JANE).identity
    assert (form["WaId"], form["ExternalUserId"]) == (JANE[1:], f"whatsapp:{identity}")


async def test_a_place_without_a_name_has_none(stage: Stage) -> None:
    form = await form_of(stage, Said(place=Place(1.0, 2.0)))
    assert not {"Label", "Address"} & form.keys()


async def test_a_reply_names_the_message_and_who_wrote_it(stage: Stage) -> None:
    own = stage.twilio.phones.text(JANE, OURS, "Blue or red?", "whatsapp")
    form = await form_of(stage, Said("Blue", reply_to=own))
    assert form["OriginalRepliedMessageSid"] == own
    assert form["OriginalRepliedMessageSender"] == f"whatsapp:{JANE}"
    sid = await asked(stage, QUICK)
    form = await form_of(stage, Said("Yes", reply_to=sid))
    assert form["OriginalRepliedMessageSender"] == f"whatsapp:{OURS}"


async def test_a_pressed_button_sends_its_id_back(stage: Stage) -> None:
    sid = await asked(stage, QUICK)
    form = await form_of(stage, Said(button="I will come", reply_to=sid))
    assert (form["MessageType"], form["Body"]) == ("button", "I will come")
    assert (form["ButtonText"], form["ButtonPayload"]) == ("I will come", "coming")
    assert form["OriginalRepliedMessageSid"] == sid


async def test_a_row_of_a_list_is_picked(stage: Stage) -> None:
    sid = await asked(stage, LIST)
    [shown] = [each for each in stage.twilio.phones.conversation(JANE) if each["sid"] == sid]
    assert shown["rows"] == [{"title": ROW.title, "description": ROW.description}]
    form = await form_of(stage, Said(row=ROW, reply_to=sid))
    assert (form["MessageType"], form["Body"], form["ListId"]) == ("interactive", ROW.title, "tue-15")
    assert (form["ListTitle"], form["ListDescription"]) == (ROW.title, ROW.description)


async def test_a_reaction_stands_on_the_message_and_is_no_bubble(stage: Stage) -> None:
    sid = await asked(stage, QUICK)
    before = len(stage.twilio.phones.conversation(JANE))
    form = await form_of(stage, Said(emoji="👍", reply_to=sid))
    assert (form["MessageType"], form["Body"], form["OriginalRepliedMessageSid"]) == ("reaction", "👍", sid)
    shown = stage.twilio.phones.conversation(JANE)
    assert len(shown) == before
    assert [each["reaction"] for each in shown if each["sid"] == sid] == ["👍"]
    form = await form_of(stage, Said(emoji="", reply_to=sid))
    assert (form["MessageType"], form["Body"]) == ("reaction", "")
    assert all(not each["reaction"] for each in stage.twilio.phones.conversation(JANE))


async def test_a_reaction_does_not_open_the_window(stage: Stage) -> None:
    sid = await asked(stage, QUICK)
    stage.clock.advance(25 * 3600)
    await form_of(stage, Said(emoji="👍", reply_to=sid))
    last = (await stage.statuses(to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}"))[-1]
    assert last == ("undelivered", "63016")


async def test_what_cannot_be_done(stage: Stage) -> None:
    phones = stage.twilio.phones
    sid = await asked(stage, QUICK)
    sms = phones.text(JANE, OURS, "Hi")
    for said, why in (
        (Said(emoji="👍"), "Say which message"),
        (Said(button="I will come"), "Say which message"),
        (Said(button="No", reply_to=sid), "no such button"),
        (Said(row=ROW, reply_to=sid), "no such row"),
        (Said("Yes", reply_to="SM0"), "not on this phone"),
        (Said("Yes", reply_to=sms), "another conversation"),
        (Said(), "Write something"),
    ):
        with pytest.raises(PhoneError, match=why):
            phones.send(JANE, OURS, said)
    for said in (Said("Yes", reply_to=sms), Said(place=Place(1, 2)), Said("Hi", is_forwarded=True)):
        with pytest.raises(PhoneError, match="Only WhatsApp"):
            phones.send(JANE, OURS, said, "sms")


async def test_who_hides_the_number_is_an_identity_and_can_be_answered(stage: Stage) -> None:
    phones = stage.twilio.phones
    phones.hide_number(JANE)
    identity = phones.book.find(JANE).identity
    form = await form_of(stage, Said("Hi"))
    assert form["From"] == form["ExternalUserId"] == f"whatsapp:{identity}"
    assert "WaId" not in form
    last = (await stage.statuses(to=f"whatsapp:{identity}", from_=f"whatsapp:{OURS}"))[-1]
    assert last == ("delivered", None)
    assert [each["direction"] for each in phones.conversation(JANE)] == ["out", "in"]
    phones.hide_number(JANE, hidden=False)
    assert (await form_of(stage, Said("Hi")))["From"] == f"whatsapp:{JANE}"


async def test_an_identity_that_nobody_has_gets_nothing(stage: Stage) -> None:
    last = (await stage.statuses(to="whatsapp:US.123", from_=f"whatsapp:{OURS}"))[-1]
    assert last == ("failed", "63024")


@pytest.mark.parametrize("keeps", [False, True])
async def test_another_number_comes_with_another_identity(stage: Stage, keeps: bool) -> None:
    phones = stage.twilio.phones
    phones.text(JANE, OURS, "Hi", "whatsapp")
    before = phones.book.find(JANE).identity
    phones.change_number(JANE, OMAR, keeps_identity=keeps)
    form = await form_of(stage, Said("New phone"), OMAR)
    assert form["From"] == f"whatsapp:{OMAR}"
    assert (form["ExternalUserId"] == f"whatsapp:{before}") is keeps
    assert [each["body"] for each in phones.conversation(OMAR)] == ["Hi", "New phone"]
    with pytest.raises(PhoneError, match="No phone"):
        phones.text(JANE, OURS, "Hi", "whatsapp")
    with pytest.raises(PhoneError, match="not a phone number"):
        phones.change_number(OMAR, "12")
    phones.add(JANE, "Somebody else")
    with pytest.raises(PhoneError, match="already"):
        phones.change_number(OMAR, JANE)


def test_a_vcard_is_what_phones_read() -> None:
    card = vcard(Contact("Lee; Ann, \\ Dr.\nX", ("+12025550111",)))
    assert card.content_type == "text/vcard"
    assert card.data.decode().split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:;Lee\\; Ann\\, \\\\ Dr.\\nX;;;",
        "FN:Lee\\; Ann\\, \\\\ Dr.\\nX",
        "TEL;TYPE=CELL:+12025550111",
        "END:VCARD",
        "",
    ]


def test_the_samples_are_what_they_say() -> None:
    assert sticker().data[8:12] == b"WEBP"
    assert voice_note().data[:4] == b"OggS"
    assert b"OpusHead" in voice_note().data
