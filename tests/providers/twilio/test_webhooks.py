"""Twilio's requests, as it really sends them, in our terms."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.domain.channel import Channel
from bot.domain.events import InboundText, Receipt
from bot.domain.failure import FailureKind
from bot.domain.ids import new_id
from bot.domain.message import Status
from bot.ports import Forged, Malformed
from bot.providers.twilio import form, webhooks
from tests.providers.twilio.world import (
    ACCOUNT,
    CLIENT,
    NUMBER,
    PAYLOADS,
    WHATSAPP,
    payload,
    settings,
    signed,
)

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def read(fields: dict[str, str]) -> InboundText:
    return webhooks.inbound(settings(), signed("/twilio/inbound", fields), NOW)


def read_receipt(fields: dict[str, str], query: str = "") -> Receipt | None:
    return webhooks.receipt(settings(), signed("/twilio/status" + query, fields), NOW)


def without(fields: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name not in names}


@pytest.mark.parametrize("path", sorted(PAYLOADS.glob("inbound_*.form")), ids=lambda path: path.stem)
def test_every_incoming_payload_is_read(path: Path) -> None:
    text = read(payload(path.stem))
    assert text.provider == "twilio"
    assert text.provider_id.startswith(("SM", "MM"))
    assert text.sender.startswith(("+1", "US."))
    assert text.to in {NUMBER, WHATSAPP}
    assert text.received_at == NOW
    assert text.body or text.media or text.extras


def test_an_sms() -> None:
    text = read(payload("inbound_sms"))
    assert (text.channel, text.sender, text.to) == (Channel.SMS, CLIENT, NUMBER)
    assert text.body == "Can I come at 3 pm instead? Thanks & see you 👍"
    assert (text.media, text.profile_name, text.answered_by_provider) == ((), None, False)


def test_an_mms_has_all_its_pictures() -> None:
    text = read(payload("inbound_mms"))
    assert (text.channel, text.body) == (Channel.MMS, "")
    assert [media.content_type for media in text.media] == ["image/jpeg", "image/png"]
    assert [media.url[-1] for media in text.media] == ["1", "2"]


def test_a_whatsapp_message_has_a_name_and_an_identity() -> None:
    text = read(payload("inbound_whatsapp"))
    assert (text.channel, text.sender, text.to) == (Channel.WHATSAPP, CLIENT, WHATSAPP)
    assert text.profile_name == "Jane D. 🌻"
    assert text.identity == "US.1349000000000000"


def test_a_picture_by_whatsapp_stays_whatsapp() -> None:
    text = read(payload("inbound_whatsapp_picture"))
    assert (text.channel, text.body, len(text.media)) == (Channel.WHATSAPP, "The broken part", 1)


@pytest.mark.parametrize(
    ("name", "changes", "answered"),
    [
        ("inbound_sms_stop", {}, True),
        ("inbound_sms_stop", {"Body": " help "}, True),
        ("inbound_sms_stop", {"Body": "Stop please"}, False),
        ("inbound_sms_advanced_opt_out", {}, True),
        ("inbound_whatsapp", {"Body": "STOP"}, False),
        ("inbound_whatsapp", {"Body": "STOP", "OptOutType": "STOP"}, True),
    ],
)
def test_it_is_known_whether_twilio_has_answered(name: str, changes: dict[str, str], answered: bool) -> None:
    assert read(payload(name) | changes).answered_by_provider is answered


@pytest.mark.parametrize("missing", ["From", "To"])
def test_a_message_without_an_address_is_malformed(missing: str) -> None:
    with pytest.raises(Malformed, match=f"{missing} is missing"):
        read(without(payload("inbound_sms"), missing))


def test_a_message_without_an_id_is_malformed() -> None:
    with pytest.raises(Malformed, match="SmsSid is missing"):
        read(without(payload("inbound_sms"), "MessageSid", "SmsSid"))


@pytest.mark.parametrize("address", ["messenger:1234", "rcs:", "whatsapp:", "+1" * 80])
def test_an_address_that_is_none_of_ours_is_malformed(address: str) -> None:
    with pytest.raises(Malformed):
        read(payload("inbound_sms") | {"From": address})


@pytest.mark.parametrize("address", ["+12025550123:x", "a+12025550123:whatsapp"])
def test_a_number_does_not_show_in_what_is_said_about_it(address: str) -> None:
    with pytest.raises(Malformed, match=r"^the channel of this address is not supported$"):
        read(payload("inbound_sms") | {"From": address})


@pytest.mark.parametrize("sender", ["28581", "ACME", "US.1349000000000000"])
def test_a_sender_that_is_no_number_is_kept_as_it_is(sender: str) -> None:
    assert read(payload("inbound_sms") | {"From": sender}).sender == sender


def test_another_accounts_message_is_forged_even_if_it_is_signed() -> None:
    with pytest.raises(Forged):
        read(payload("inbound_sms") | {"AccountSid": ACCOUNT[:-1] + "0"})


def test_a_field_moved_into_the_url_is_forged() -> None:
    """The signed string has no borders, so the signature alone would not notice."""
    fields = payload("status_delivered")
    request = signed("/twilio/status?message=", fields)
    first = sorted(fields)[0]
    moved = signed(f"/twilio/status?message={first}{fields[first]}", without(fields, first))
    assert moved.headers == request.headers
    assert first == "AccountSid"
    with pytest.raises(Forged):
        webhooks.receipt(settings(), moved, NOW)


def test_nul_characters_are_dropped_and_fields_that_nobody_knows_do_no_harm() -> None:
    fields = payload("inbound_sms") | {"Body": "a\0b", "New": "x" * 5000, "N" * 200: "1"}
    text = read(fields | {f"Extra{i}": "1" for i in range(200)})
    assert text.body == "ab"


@pytest.mark.parametrize("body", [b"A=1&" * 600, b"A=" + b"x" * form.MAX_BODY])
def test_what_is_too_large_is_refused_before_it_is_looked_at(body: bytes) -> None:
    with pytest.raises(Malformed, match="too"):
        form.parse(body)


def test_a_receipt() -> None:
    ours = new_id()
    receipt = read_receipt(payload("status_delivered"), f"?message={ours}")
    assert receipt is not None
    assert (receipt.status, receipt.message_id, receipt.failure) == (Status.DELIVERED, ours, None)
    assert receipt.provider_id == "SM9f0d1c9ab5e34b6e8c11aa02bb03cc11"


@pytest.mark.parametrize(
    ("name", "status"),
    [("status_whatsapp_read", Status.READ), ("status_service_sending", Status.ACCEPTED)],
)
def test_other_steps(name: str, status: Status) -> None:
    receipt = read_receipt(payload(name))
    assert receipt is not None
    assert receipt.status is status


@pytest.mark.parametrize(
    ("name", "kind", "code", "words"),
    [
        ("status_undelivered", FailureKind.RETRY_ONCE, "30003", "cannot be reached"),
        ("status_whatsapp_window", FailureKind.FINAL, "63016", "24 hours"),
    ],
)
def test_a_failure_says_why(name: str, kind: FailureKind, code: str, words: str) -> None:
    receipt = read_receipt(payload(name))
    assert receipt is not None
    assert receipt.status is Status.FAILED
    assert receipt.failure is not None
    assert (receipt.failure.kind, receipt.failure.code) == (kind, code)
    assert words in receipt.failure.reason


@pytest.mark.parametrize("status", ["received", "receiving", "something-new"])
def test_a_status_of_no_message_of_ours_says_nothing(status: str) -> None:
    assert read_receipt(payload("status_delivered") | {"MessageStatus": status}) is None


def test_the_older_name_of_the_status_is_read_too() -> None:
    receipt = read_receipt(without(payload("status_delivered"), "MessageStatus"))
    assert receipt is not None
    assert receipt.status is Status.DELIVERED
    with pytest.raises(Malformed, match="SmsStatus is missing"):
        read_receipt(without(payload("status_delivered"), "MessageStatus", "SmsStatus"))


@pytest.mark.parametrize(
    "given",
    ["", "01ARZ3NDEKTSV4RRFFQ69G5FA", "01ARZ3NDEKTSV4RRFFQ69G5FAU", "8" + "0" * 25, "' OR 1=1 --", "\n"],
)
def test_an_id_that_is_none_is_ignored(given: str) -> None:
    receipt = read_receipt(payload("status_delivered"), f"?message={quote(given)}")
    assert receipt is not None
    assert receipt.message_id is None
