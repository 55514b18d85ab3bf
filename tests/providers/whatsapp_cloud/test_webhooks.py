"""Meta's requests: what is signed, and everything that one of them may hold."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.events import TemplateNews
from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.template import Approval, Category
from bot.ports import Forged, Malformed
from tests.providers.whatsapp_cloud.standin import VERIFY
from tests.providers.whatsapp_cloud.world import (
    about,
    message,
    payload,
    signed,
    status,
    value,
    webhook_world,
)

NOW = datetime(2026, 11, 30, tzinfo=UTC)
OURS = "01KB2Q4X6Z8Y7W5V3T1R9P0N2M"
TEMPLATE = "1689556908129832"
provider = webhook_world().provider


def test_a_request_may_hold_many_things() -> None:
    told = provider.delivered(signed(payload("mixed")), NOW)
    assert [text.body for text in told.texts] == ["One", "Two"]
    assert [(each.provider_id, each.status) for each in told.receipts] == [
        ("wamid.OURS", Status.READ),
        ("wamid.OTHER", Status.DELIVERED),
    ]
    assert [each.name for each in told.news] == ["order_confirmation"]
    # A message without a sender, and a status without an id.
    assert told.unread == 2


def test_a_receipt_carries_our_id() -> None:
    [receipt] = provider.delivered(signed(payload("status_sent")), NOW).receipts
    assert (receipt.message_id, receipt.status, receipt.failure) == (OURS, Status.SENT, None)


def test_a_failed_one_says_why() -> None:
    [receipt] = provider.delivered(signed(payload("status_failed")), NOW).receipts
    assert (receipt.message_id, receipt.status) == (OURS, Status.FAILED)
    assert receipt.failure
    assert (receipt.failure.code, receipt.failure.kind) == ("131047", FailureKind.FINAL)
    assert receipt.failure.needs_template


@pytest.mark.parametrize("errors", [None, [], [None], [{"code": "131047"}], [{"code": True}], {"code": 1}])
def test_one_that_failed_for_no_reason_given_is_final(errors: object) -> None:
    said = about(value(statuses=[status("failed", errors=errors)]))
    [receipt] = provider.delivered(signed(said), NOW).receipts
    assert receipt.failure
    assert (receipt.failure.kind, receipt.failure.code) == (FailureKind.FINAL, None)


@pytest.mark.parametrize("ours", ["", "x", OURS + "0", OURS.lower(), None, 5])
def test_what_is_no_id_of_ours_is_none(ours: object) -> None:
    said = about(value(statuses=[status("sent", biz_opaque_callback_data=ours)]))
    [receipt] = provider.delivered(signed(said), NOW).receipts
    assert receipt.message_id is None


@pytest.mark.parametrize("said", ["deleted", "warning", "pending"])
def test_a_status_that_says_nothing_new_is_passed_over(said: str) -> None:
    told = provider.delivered(signed(about(value(statuses=[status(said)]))), NOW)
    assert (told.receipts, told.unread) == ((), 0)


NEWS = {
    "template_rejected": (
        Approval.REJECTED,
        Category.MARKETING,
        "Variables stand at the beginning of the text.",
    ),
    "template_paused": (Approval.PAUSED, None, "Too many clients disliked it."),
    "template_category": (None, Category.MARKETING, ""),
    "template_quality": (None, None, ""),
}


@pytest.mark.parametrize(("name", "told"), NEWS.items())
def test_news_of_templates(name: str, told: tuple[Approval | None, Category | None, str]) -> None:
    status_, category, reason = told
    [news] = provider.delivered(signed(payload(name)), NOW).news
    expected = TemplateNews(
        "whatsapp_cloud", TEMPLATE, "order_confirmation", "en_US", status_, category, reason
    )
    assert news == expected


def test_a_reason_of_one_word_is_read_as_words() -> None:
    said = payload("template_rejected")
    del said["entry"][0]["changes"][0]["value"]["rejection_info"]
    [news] = provider.delivered(signed(said), NOW).news
    assert news.reason == "Invalid format"


def test_news_of_no_template_are_not_made_out() -> None:
    said = about({"event": "APPROVED"}, "message_template_status_update")
    assert provider.delivered(signed(said), NOW).unread == 1


@pytest.mark.parametrize("field", ["account_update", "flows", "history", "", None, 5])
def test_what_is_about_other_things_is_passed_over(field: Any) -> None:
    told = provider.delivered(signed(about(value(messages=[message("text", {"body": "x"})]), field)), NOW)
    assert (told.texts, told.unread) == ((), 0)


def test_the_signature_is_over_the_very_bytes() -> None:
    spaced = json.dumps(about(value(messages=[message("text", {"body": "é"})])), indent=1).encode()
    assert provider.delivered(signed(spaced), NOW).texts[0].body == "é"
    with pytest.raises(Forged):
        provider.delivered(signed(spaced, secret="another secret"), NOW)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b'{"entry": 5}', b"\xff", b"[" * 100_000])
def test_what_is_signed_and_is_no_webhook_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        provider.delivered(signed(body), NOW)


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [None, 5, "x"],
        [{"changes": 5}],
        [{"changes": [None, {"value": []}]}],
        [{"changes": [{"field": "messages", "value": {"metadata": 1}}]}],
    ],
)
def test_entries_of_another_shape_hold_nothing(entries: list[Any]) -> None:
    told = provider.delivered(signed({"entry": entries}), NOW)
    assert (told.texts, told.receipts, told.news) == ((), (), ())


def test_two_things_are_not_taken_for_one() -> None:
    with pytest.raises(Malformed):
        provider.inbound(signed(payload("mixed")), NOW)
    with pytest.raises(Malformed):
        provider.receipt(signed(payload("mixed")))


def test_our_own_word_is_known() -> None:
    assert provider.knows(VERIFY)
    assert not any(provider.knows(word) for word in ("", VERIFY[:-1], VERIFY + "x", "ü", "\ud800"))
