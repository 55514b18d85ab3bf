"""Clients' messages of every kind, as Meta sends them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.events import InboundText
from bot.domain.extras import Contact, Extras, Place, Pressed, Reacted, Referral
from bot.domain.message import Media
from tests.providers.whatsapp_cloud.standin import NUMBER
from tests.providers.whatsapp_cloud.world import about, message, payload, signed, value, webhook_world

IDENTITY = "US.13491208655302741918"
WRITTEN = datetime.fromtimestamp(1796000000, UTC)
NOW = WRITTEN + timedelta(hours=2)
provider = webhook_world().provider


def read(said: dict[str, Any]) -> list[InboundText]:
    told = provider.delivered(signed(said), NOW)
    assert told.unread == 0
    return list(told.texts)


def one(name: str) -> InboundText:
    [text] = read(payload(name))
    return text


def test_who_wrote_what_and_when() -> None:
    text = one("text")
    assert (text.provider, text.channel) == ("whatsapp_cloud", Channel.WHATSAPP)
    assert text.provider_id.startswith("wamid.HBgL")
    assert (text.sender, text.to, text.identity) == ("+12025550123", NUMBER, IDENTITY)
    assert (text.body, text.profile_name) == ("Does it come in another color?", "Sheena Nelson")
    assert text.extras == Extras()
    # WhatsApp counts its 24 hours from when it was written, however late it comes.
    assert text.received_at == WRITTEN


def test_what_was_written_just_now_is_of_now() -> None:
    just_now = WRITTEN + timedelta(seconds=59)
    [text] = provider.delivered(signed(payload("text")), just_now).texts
    assert text.received_at == just_now


@pytest.mark.parametrize("said", ["0", "x", "", "99999999999999999999", "1795000000", None, 5.5, "٣"])
def test_a_time_that_is_none_is_now(said: object) -> None:
    [text] = read(about(value(messages=[message("text", {"body": "Hi"}) | {"timestamp": said}])))
    assert text.received_at == NOW


EXTRAS = {
    "text_quoting": Extras(answers="wamid.OURS"),
    "text_forwarded": Extras(forwarded=True, often_forwarded=True),
    "text_about_product": Extras(answers="wamid.OURS"),
    "text_from_ad": Extras(
        referral=Referral("https://fb.me/3cr4Wqqkv", "Chat with us", "Summer succulents are here!")
    ),
    "sticker": Extras(sticker=True),
    "voice": Extras(voice=True),
    "location": Extras(
        place=Place(
            40.782910059774,
            -73.959075808525,
            "Solomon R. Guggenheim Museum",
            "1071 5th Ave, New York, NY 10128",
        )
    ),
    "contacts": Extras(
        contacts=(
            Contact("Barbara J. Johnson", ("+1 (650) 555-9999",), ("barbara@example.com",), "Social Tsunami"),
        )
    ),
    "button": Extras(pressed=Pressed("Unsubscribe", "UNSUB"), answers="wamid.OURS"),
    "button_reply": Extras(pressed=Pressed("Cancel", "cancel-button"), answers="wamid.OURS"),
    "list_reply": Extras(
        pressed=Pressed("Morning", "am", is_list=True, description="Until noon"), answers="wamid.OURS"
    ),
    "form_reply": Extras(answers="wamid.OURS"),
    "reaction": Extras(reacted=Reacted("wamid.OURS", "👍")),
    "reaction_taken_back": Extras(reacted=Reacted("wamid.OURS")),
    "edit": Extras(answers="wamid.BEFORE"),
    "order": Extras(),
    "unsupported": Extras(unsupported=True),
}


@pytest.mark.parametrize(("name", "extras"), EXTRAS.items())
def test_what_comes_beside_the_words(name: str, extras: Extras) -> None:
    assert one(name).extras == extras


WORDS = {
    "text_quoting": "Yes, that one",
    "image": "The tooth",
    "document": "My form",
    "button": "Unsubscribe",
    "button_reply": "Cancel",
    "list_reply": "Morning",
    "form_reply": "Sent\nday: Monday\nseats: A, B",
    "order": "Order:\n2 × di9ozbzfi4 (30.5 USD)\n1 × nqryix03ez (25 USD)\nSoon, please",
    "edit": "At nine, not ten",
    "reaction": "",
    "location": "",
    "contacts": "",
    "voice": "",
    "unsupported": "",
}


@pytest.mark.parametrize(("name", "words"), WORDS.items())
def test_the_words(name: str, words: str) -> None:
    assert one(name).body == words


FILES = {
    "image": Media("whatsapp-media:1003383421387256", "image/jpeg"),
    "voice": Media("whatsapp-media:1908647269898587", "audio/ogg"),
    "document": Media("whatsapp-media:1008", "application/pdf", "form 12.pdf"),
    "sticker": Media("whatsapp-media:1009", "image/webp"),
}


@pytest.mark.parametrize(("name", "file"), FILES.items())
def test_files_are_known_by_metas_id(name: str, file: Media) -> None:
    assert one(name).media == (file,)


def test_who_hides_their_number_is_known_by_their_identity() -> None:
    text = one("by_username")
    assert (text.sender, text.identity, text.profile_name) == (IDENTITY, "", "Pablo M.")


@pytest.mark.parametrize(
    ("wa_id", "number"),
    [
        ("12025550123", "+12025550123"),
        ("5215512345678", "+525512345678"),
        ("525512345678", "+525512345678"),
        ("551198765432", "+5511998765432"),
        ("5511998765432", "+5511998765432"),
        ("551133334444", "+551133334444"),
        ("5491123456789", "+5491123456789"),
    ],
)
def test_numbers_are_those_that_people_know(wa_id: str, number: str) -> None:
    [text] = read(about(value(messages=[message("text", {"body": "Hi"}) | {"from": wa_id}])))
    assert text.sender == number


def test_another_number_of_a_client_is_told() -> None:
    text = one("number_changed")
    assert (text.sender, text.identity, text.body) == ("+12025550123", "US.1111", "")
    assert text.extras == Extras(moved_to="+12025550145")


def test_another_identity_of_a_client_is_told() -> None:
    text = one("identity_changed")
    assert (text.sender, text.identity) == ("US.1111", "")
    assert text.extras == Extras(moved_to="US.2222")


@pytest.mark.parametrize(
    "said",
    [
        message("system", {"type": "customer_identity_changed", "body": "x"}),
        message("system", {"type": "user_changed_number"}),
        message("request_welcome", {}),
        message("text", {"body": "Hi all"}, group_id="G1"),
    ],
)
def test_what_says_nothing_to_us_is_passed_over(said: dict[str, Any]) -> None:
    assert read(about(value(messages=[said]))) == []


@pytest.mark.parametrize(
    "said",
    [
        message("image", {"mime_type": "image/jpeg"}),
        message("image", {"id": "../../etc/passwd"}),
        message("image", "no object"),  # type: ignore[arg-type]
        message("location", {"latitude": 10**400, "longitude": 1}),
        message("location", {"latitude": float("nan"), "longitude": True}),
        message("reaction", {"emoji": "👍"}),
        message("contacts", [None, 5, {}]),  # type: ignore[arg-type]
        message("interactive", {"type": "call_permission_reply"}),
        message("interactive", {"nfm_reply": {"response_json": "[" * 5000}}),
        message("hologram", {"id": "1"}, context={"id": "wamid.OURS"}),
        message("edit", {"message": 5}),
        message("text", {"body": ""}),
    ],
)
def test_what_cannot_be_shown_is_told_as_that(said: dict[str, Any]) -> None:
    [text] = read(about(value(messages=[said])))
    assert text.extras.unsupported
    assert (text.body, text.media) == ("", ())


def test_texts_are_bounded_and_can_be_kept() -> None:
    [text] = read(about(value(messages=[message("text", {"body": "a\x00b" + "x" * 100_000})])))
    assert text.body.startswith("a\ufffdb")
    assert len(text.body) == 8000


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
_KINDS = st.sampled_from(
    ["text", "image", "location", "contacts", "interactive", "order", "reaction", "system", "edit", "button"]
)
_SPOILT = st.sampled_from(["from", "id", "timestamp", "context", "referral", "errors", "from_user_id"])


@given(kind=_KINDS, content=_JSON, spoilt=_SPOILT, by=_JSON)
def test_no_message_costs_its_neighbor(kind: str, content: Any, spoilt: str, by: Any) -> None:
    odd = message(kind, content) | {spoilt: by}
    said = about(value(messages=[odd, message("text", {"body": "Next"})]))
    told = provider.delivered(signed(said), NOW)
    assert told.texts[-1].body == "Next"
    assert len(told.texts) + told.unread <= 2
