"""WhatsApp identities: what is one, and how people read it."""

import pytest

from bot.domain.address_words import display
from bot.domain.client import AddressKind, kind_of
from bot.domain.whatsapp_id import NotAWhatsAppId, is_whatsapp_id, parse

REAL = "US.13491208655302741918"


@pytest.mark.parametrize(
    ("typed", "identity"),
    [(REAL, REAL), (f"  {REAL} ", REAL), ("us.aB1", "US.aB1"), (f"DE.{'x' * 128}", f"DE.{'x' * 128}")],
)
def test_an_identity_is_read_as_people_paste_it(typed: str, identity: str) -> None:
    assert parse(typed) == identity


@pytest.mark.parametrize(
    "typed",
    ["", "US.", ".123", "USA.123", "U1.123", "US123", "US.12 3", "US.é", f"US.{'x' * 129}", "+12025550123"],
)
def test_anything_else_is_told_what_one_looks_like(typed: str) -> None:
    with pytest.raises(NotAWhatsAppId, match=r"US\.1349"):
        parse(typed)


def test_an_address_is_what_it_is_written_as() -> None:
    assert kind_of(REAL) is AddressKind.WHATSAPP_ID
    assert kind_of("+12025550123") is AddressKind.PHONE
    assert not is_whatsapp_id("12345")


def test_each_kind_is_shown_as_people_read_it() -> None:
    assert display("+12025550123") == "+1 202-555-0123"
    assert display(REAL) == f"WhatsApp {REAL}"
    assert display(f"US.{'1' * 100}987654") == "WhatsApp US.111111111…987654"
    assert display("12345") == "12345"
