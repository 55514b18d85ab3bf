"""How a request is signed, by an example that anybody can compute, and how old it may be."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.trigger_key import is_signed, is_timely, signature_of

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
AT = int(NOW.timestamp())


def test_the_signature_is_that_of_any_other_tool() -> None:
    # printf 'v1:1764000000:{"id":"evt-1"}' | openssl dgst -sha256 -hmac tlsk_secret
    assert signature_of("tlsk_secret", "1764000000", b'{"id":"evt-1"}') == (
        "v1=8e21fa2839706ebb64bc591787bcd3ebba3ff592696e76c07044f44f8596fbce"
    )


@given(secret=st.text(min_size=1), body=st.binary(max_size=50), other=st.binary(max_size=50))
def test_it_fits_its_secret_time_and_body_alone(secret: str, body: bytes, other: bytes) -> None:
    signature = signature_of(secret, "1764000000", body)
    assert is_signed(secret, "1764000000", body, signature)
    assert not is_signed(secret + "x", "1764000000", body, signature)
    assert not is_signed(secret, "1764000001", body, signature)
    assert is_signed(secret, "1764000000", other, signature) is (other == body)


@given(st.text(max_size=80))
def test_whatever_stands_in_the_header_is_no_failure(header: str) -> None:
    assert not is_signed("tlsk_secret", "1764000000", b"{}", header)


@pytest.mark.parametrize(
    ("timestamp", "timely"),
    [
        (str(AT), True),
        (str(AT - 300), True),
        (str(AT + 300), True),
        (str(AT - 301), False),
        (str(AT + 301), False),
        ("", False),
        (f"{AT}.0", False),
        (f" {AT}", False),
        (f"-{AT}", False),
        (f"{AT}" * 3, False),
        ("\u0661" * 10, False),
    ],
)
def test_it_is_believed_for_five_minutes_either_way(timestamp: str, timely: bool) -> None:
    assert is_timely(timestamp, NOW) is timely
    assert not is_timely(timestamp, NOW + timedelta(hours=1))
