"""What clients send, as Meta passes it on: types, media, quotes, choices, identities, moves."""

import base64
import hashlib
from typing import Any

import pytest

from bot.sandbox.phonebook import PhoneError
from bot.sandbox.said import Contact, MediaFile, Place, Row, Said
from tests.sandbox.meta.conftest import JANE, OMAR, OURS, PNID, SMS_ONLY, Json, Stage, of_template, words
from tests.support import files

PICTURE = MediaFile("image/png", files.picture(4, 4), "room.png")
DIGITS = JANE.removeprefix("+")


async def heard(stage: Stage, said: Said, **more: Any) -> Json:
    """The message that the bot hears when Jane says this."""
    wamid = stage.meta.phones.send(JANE, OURS, said, **more)
    await stage.settled()
    [message] = [each for each in stage.bot.messages if each["id"] == wamid]
    return message


async def offered(stage: Stage, message: Json) -> str:
    """Send Jane something to choose from. Returns its id."""
    wamid = await stage.send(message)
    await stage.settled()
    return wamid


async def test_words_come_with_the_sender_and_the_number_they_came_to(stage: Stage) -> None:
    message = await heard(stage, Said("Grüße"))
    identity = stage.book.find(JANE).identity
    assert message.pop("timestamp").isdigit()
    assert message.pop("id").startswith("wamid.")
    assert message == {
        "from": DIGITS,
        "from_user_id": identity,
        "type": "text",
        "text": {"body": "Grüße"},
    }
    [value] = stage.bot.values()
    assert value["metadata"] == {"display_phone_number": OURS.removeprefix("+"), "phone_number_id": PNID}
    assert value["contacts"] == [{"profile": {"name": "Jané Doe"}, "wa_id": DIGITS, "user_id": identity}]
    assert stage.bot.hooks[0].body["object"] == "whatsapp_business_account"


async def test_who_hides_the_number_is_known_by_the_identity_alone(stage: Stage) -> None:
    phone = stage.book.find(JANE)
    phone.hides_number = True
    message = await heard(stage, Said("Hello"))
    assert "from" not in message
    assert message["from_user_id"] == phone.identity
    [contact] = stage.bot.values()[0]["contacts"]
    assert contact == {
        "profile": {"name": "Jané Doe", "username": "jan.doe"},
        "user_id": phone.identity,
    }
    await stage.outcome(words("Hi") | {"to": None, "recipient": phone.identity})
    assert all("recipient_id" not in status for status in stage.bot.statuses)
    assert {status["recipient_user_id"] for status in stage.bot.statuses} == {phone.identity}


async def test_a_picture_is_named_by_an_id_and_fetched_with_the_token(stage: Stage) -> None:
    message = await heard(stage, Said("Look", (PICTURE,)))
    image = message["image"]
    assert (message["type"], image["mime_type"], image["caption"]) == ("image", "image/png", "Look")
    assert image["sha256"] == base64.b64encode(hashlib.sha256(PICTURE.data).digest()).decode()
    status, told = await stage.call("GET", f"{image['id']}?phone_number_id={PNID}")
    assert (status, told["file_size"]) == (200, len(PICTURE.data))
    assert stage.shown()[-1].media[0]["url"].startswith("/meta/media-host/")


async def test_each_file_is_a_message_of_its_own(stage: Stage) -> None:
    document = MediaFile("application/pdf", files.PDF, "plan.pdf")
    odd = MediaFile("application/x-odd", b"odd", "odd.bin")
    stage.meta.phones.send(JANE, OURS, Said("All of it", (PICTURE, document, odd)))
    await stage.settled()
    assert [message["type"] for message in stage.bot.messages] == ["image", "document", "document"]
    assert [message[message["type"]].get("caption") for message in stage.bot.messages] == [
        "All of it",
        None,
        None,
    ]
    assert stage.bot.messages[1]["document"]["filename"] == "plan.pdf"


async def test_sounds_and_stickers_have_no_caption(stage: Stage) -> None:
    sound = MediaFile("audio/ogg", b"OggS" + b"\0" * 30, "voice.ogg")
    stage.meta.phones.send(JANE, OURS, Said("Listen", (sound,), is_voice=True))
    sticker = MediaFile("image/webp", b"RIFF\0\0\0\0WEBP", "s.webp")
    stage.meta.phones.send(JANE, OURS, Said(files=(sticker,), is_sticker=True))
    await stage.settled()
    assert [message["type"] for message in stage.bot.messages] == ["text", "audio", "sticker"]
    assert stage.bot.messages[1]["audio"]["voice"] is True
    assert stage.bot.messages[2]["sticker"]["animated"] is False


async def test_a_place_and_a_contact(stage: Stage) -> None:
    place = await heard(stage, Said(place=Place(47.5, 8.25, "Station", "Main Street 1")))
    assert place["location"] == {
        "latitude": 47.5,
        "longitude": 8.25,
        "name": "Station",
        "address": "Main Street 1",
    }
    contact = await heard(stage, Said(contact=Contact("Ann Lee", ("+12025550111",))))
    assert contact["contacts"] == [
        {
            "name": {"first_name": "Ann", "formatted_name": "Ann Lee", "last_name": "Lee"},
            "phones": [{"phone": "+12025550111", "wa_id": "12025550111", "type": "CELL"}],
        }
    ]


async def test_a_reply_names_what_it_quotes_and_whose_it_is(stage: Stage) -> None:
    first = await stage.opened()
    ours = await offered(stage, words("Fine?"))
    assert (await heard(stage, Said("Yes", reply_to=ours)))["context"] == {
        "from": OURS.removeprefix("+"),
        "id": ours,
    }
    assert (await heard(stage, Said("This one", reply_to=first)))["context"] == {
        "from": DIGITS,
        "id": first,
    }


async def test_what_is_passed_on_says_so(stage: Stage) -> None:
    assert (await heard(stage, Said("x", is_forwarded=True)))["context"] == {"forwarded": True}
    often = Said("x", is_forwarded=True, is_often_forwarded=True)
    assert (await heard(stage, often))["context"] == {"frequently_forwarded": True}


async def test_a_reaction_is_put_on_and_taken_back_and_opens_no_window(stage: Stage) -> None:
    ours = await offered(stage, of_template())
    put = await heard(stage, Said(reply_to=ours, emoji="👍"))
    assert put["reaction"] == {"message_id": ours, "emoji": "👍"}
    assert "context" not in put
    assert stage.shown()[-1].reaction == "👍"
    taken = await heard(stage, Said(reply_to=ours, emoji=""))
    assert taken["reaction"] == {"message_id": ours}
    assert await stage.outcome() == [("failed", 131047)]


async def test_a_template_s_button_and_one_of_an_interactive_message(stage: Stage) -> None:
    ours = await offered(stage, of_template())
    pressed = await heard(stage, Said(button="I will be there", reply_to=ours))
    assert pressed["type"] == "button"
    assert pressed["button"] == {"payload": "I will be there", "text": "I will be there"}
    assert pressed["context"]["id"] == ours
    said = {
        "type": "button",
        "body": {"text": "Still fine?"},
        "action": {"buttons": [{"type": "reply", "reply": {"id": "visit:7", "title": "Yes"}}]},
    }
    asked = await offered(stage, {"type": "interactive", "interactive": said})
    chosen = await heard(stage, Said(button="Yes", reply_to=asked))
    reply = {"type": "button_reply", "button_reply": {"id": "visit:7", "title": "Yes"}}
    assert chosen["interactive"] == reply


async def test_a_row_of_a_list(stage: Stage) -> None:
    await stage.opened()
    row = {"id": "am", "title": "Morning", "description": "Before noon"}
    said = {
        "type": "list",
        "body": {"text": "Which?"},
        "action": {"button": "Times", "sections": [{"rows": [row]}]},
    }
    asked = await offered(stage, {"type": "interactive", "interactive": said})
    assert stage.shown()[-1].rows == (Row("Morning", "Before noon"),)
    chosen = await heard(stage, Said(row=Row("Morning", "Before noon"), reply_to=asked))
    assert chosen["interactive"] == {"type": "list_reply", "list_reply": row}


async def test_from_an_advertisement(stage: Stage) -> None:
    referral = {"source_url": "https://fb.me/x", "source_id": "1", "headline": "Whitening", "body": "A third"}
    message = await heard(stage, Said("Is it still on?"), referral=referral)
    assert message["referral"] == {"source_type": "ad", **referral}


async def test_what_meta_does_not_carry_comes_as_unsupported(stage: Stage) -> None:
    stage.meta.phones.send_unsupported(JANE, OURS, "poll")
    await stage.settled()
    [message] = stage.bot.messages
    assert (message["type"], message["unsupported"]) == ("unsupported", {"type": "poll"})
    assert message["errors"][0]["code"] == 131051


async def test_a_new_number_is_told_with_the_old_and_the_new(stage: Stage) -> None:
    await stage.opened()
    phone = stage.book.find(JANE)
    before = phone.identity
    phone.identity = "AU.77"
    stage.book.renumber(phone, "+61491570157")
    stage.meta.phones.has_moved("+61491570157", JANE, before)
    await stage.settled()
    told = stage.bot.messages[-1]
    assert (told["type"], told["from"], told["from_user_id"]) == ("system", DIGITS, before)
    assert told["system"] == {
        "body": "User Jané Doe changed from 61491570156 to 61491570157",
        "wa_id": "61491570157",
        "user_id": "AU.77",
        "type": "user_changed_number",
    }


@pytest.mark.parametrize(
    ("number", "to", "said", "why"),
    [
        (JANE, "+12025550000", Said("x"), "Nobody answers"),
        (SMS_ONLY, OURS, Said("x"), "no whatsapp"),
        ("+12025550000", OURS, Said("x"), "No phone of the sandbox"),
        (JANE, OURS, Said(" "), "Write something"),
        (JANE, OURS, Said("x" * 4097), "at most 4096"),
        (JANE, OURS, Said("x" * 1025, (PICTURE,)), "at most 1024"),
        (JANE, OURS, Said(files=(MediaFile("image/png", b"x" * 5_000_001),)), "more than one message"),
        (JANE, OURS, Said(emoji="👍"), "Choose a message"),
        (JANE, OURS, Said("x", reply_to="wamid.unknown"), "not on this phone"),
    ],
)
async def test_what_a_person_could_not_do(stage: Stage, number: str, to: str, said: Said, why: str) -> None:
    with pytest.raises(PhoneError, match=why):
        stage.meta.phones.send(number, to, said)


async def test_only_what_is_offered_can_be_chosen(stage: Stage) -> None:
    ours = await offered(stage, of_template())
    for said in (Said(button="Map", reply_to=ours), Said(button="No", reply_to=ours)):
        with pytest.raises(PhoneError, match="offers nothing"):
            stage.meta.phones.send(JANE, OURS, said)
    stage.book.find(JANE).on = False
    with pytest.raises(PhoneError, match="switched off"):
        stage.meta.phones.text(JANE, OURS, "x")


async def test_messages_of_one_phone_come_in_their_order(stage: Stage) -> None:
    for number in range(5):
        stage.meta.phones.text(JANE, OURS, str(number))
        stage.meta.phones.text(OMAR, OURS, str(number))
    await stage.settled()
    of_jane = [each["text"]["body"] for each in stage.bot.messages if each["from"] == DIGITS]
    assert of_jane == ["0", "1", "2", "3", "4"]
