"""What comes by WhatsApp beside words and files, and under which identity."""

import string
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.events import InboundText
from bot.domain.extras import NO_EXTRAS, Extras, Place, Pressed, Reacted, Referral
from bot.providers.twilio import extras, webhooks
from tests.providers.twilio.world import CLIENT, payload, settings, signed

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
QUOTED = "MM11f0d1c9ab5e34b6e8c11aa02bb03cd00"
IDENTITY = "US.1349000000000000"

FIELDS = (
    *("Body", "MessageType", "ButtonText", "ButtonPayload", "ListId", "ListTitle", "ListDescription"),
    *("OriginalRepliedMessageSid", "Latitude", "Longitude", "Label", "Address", "Forwarded"),
    *("ReferralSourceUrl", "ReferralHeadline", "ReferralBody", "FrequentlyForwarded", "Unheard"),
)
KINDS = ("reaction", "sticker", "audio", "unsupported", "location", "text", "newly invented")


def read(name: str, **changes: str) -> InboundText:
    request = signed("/twilio/inbound", payload(f"inbound_whatsapp_{name}") | changes)
    return webhooks.inbound(settings(), request, NOW)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("button", "Yes, I'm coming", Extras(Pressed("Yes, I'm coming", "coming"), QUOTED)),
        (
            "list",
            "Tuesday at 3",
            Extras(Pressed("Tuesday at 3", "tue-15", is_list=True, description="With Dr. Lee"), QUOTED),
        ),
        ("reply", "This one please", Extras(answers=QUOTED)),
        ("reaction", "", Extras(reacted=Reacted(QUOTED, "👍"))),
        ("reaction_taken_back", "", Extras(reacted=Reacted(QUOTED))),
        ("location", "", Extras(place=Place(38.8977, -77.0365, "Front door", "1600 Pennsylvania Ave"))),
        ("sticker", "", Extras(sticker=True)),
        ("voice", "", Extras(voice=True)),
        ("contact", "", NO_EXTRAS),
        (
            "advertisement",
            "Hi, I saw your ad",
            Extras(referral=Referral("https://fb.me/2ZxYwVu", "Whiter teeth by Friday", "Free first visit")),
        ),
        ("forwarded", "Closed on Friday?", Extras(forwarded=True, often_forwarded=True)),
        ("unsupported", "", Extras(unsupported=True)),
        ("hidden_number", "Do you take walk-ins?", NO_EXTRAS),
    ],
)
def test_each_kind_is_read(name: str, body: str, expected: Extras) -> None:
    text = read(name)
    assert (text.body, text.extras) == (body, expected)


def test_a_contact_stays_a_file_that_says_what_it_is() -> None:
    [contact] = read("contact").media
    assert (contact.content_type, contact.word) == ("text/vcard", "contact")


def test_a_button_without_a_body_says_what_stands_on_it() -> None:
    assert read("button", Body="").body == "Yes, I'm coming"
    assert read("list", Body="").body == "Tuesday at 3"


def test_a_recording_from_elsewhere_is_no_voice_note() -> None:
    assert read("voice", MediaContentType0="audio/mpeg").extras == NO_EXTRAS


@pytest.mark.parametrize("name", ["Latitude", "Longitude"])
@pytest.mark.parametrize("value", ["", "nan", "inf", "-181", "1e999", "north", "3" * 50])
def test_a_place_that_is_nowhere_is_left_out(name: str, value: str) -> None:
    assert read("location", **{name: value}).extras.place is None


def test_an_address_too_long_to_be_one_is_left_out() -> None:
    long = "https://fb.me/" + "x" * 3000
    found = read("advertisement", ReferralSourceUrl=long).extras.referral
    assert found == Referral("", "Whiter teeth by Friday", "Free first visit")


@given(
    st.dictionaries(
        st.sampled_from(FIELDS), st.text(max_size=3000) | st.sampled_from(KINDS) | st.floats().map(str)
    )
)
def test_whatever_the_fields_hold_they_are_read_within_bounds(form: dict[str, str]) -> None:
    found = extras.read(form, ())
    assert len(repr(found)) < 12_000
    assert len(extras.words(form, found)) <= 3000


@pytest.mark.parametrize(
    ("changes", "sender", "identity"),
    [
        ({}, CLIENT, IDENTITY),
        ({"ExternalUserId": IDENTITY}, CLIENT, IDENTITY),
        ({"ExternalUserId": "whatsapp:us.77"}, CLIENT, "US.77"),
        ({"ExternalUserId": ""}, CLIENT, ""),
        ({"ExternalUserId": "whatsapp:something-new"}, CLIENT, ""),
        ({"ExternalUserId": "US." + "1" * 200}, CLIENT, ""),
        ({"From": f"whatsapp:{IDENTITY}"}, IDENTITY, ""),
        ({"From": "whatsapp:"}, IDENTITY, ""),
        ({"From": ""}, IDENTITY, ""),
    ],
)
def test_who_writes_and_under_which_identity(changes: dict[str, str], sender: str, identity: str) -> None:
    text = read("reply", **changes)
    assert (text.sender, text.identity) == (sender, identity)


def test_a_text_by_sms_brings_neither_extras_nor_an_identity() -> None:
    form = payload("inbound_sms") | {
        "ButtonText": "Yes",
        "MessageType": "reaction",
        "ExternalUserId": IDENTITY,
    }
    text = webhooks.inbound(settings(), signed("/twilio/inbound", form), NOW)
    assert (text.extras, text.identity) == (NO_EXTRAS, "")
    assert text.body == form["Body"]


def test_no_alphabet_of_identities_is_taken_for_another() -> None:
    told = {"ExternalUserId": f"whatsapp:US.{string.ascii_letters}{string.digits}"}
    assert extras.identity(told) == f"US.{string.ascii_letters}{string.digits}"
