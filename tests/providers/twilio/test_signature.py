"""Only who holds the secret can make a request that is read."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from bot.ports import Forged, WebhookRequest
from bot.providers.twilio import signature
from bot.providers.twilio.form import parse
from tests.providers.twilio.world import PUBLIC, TOKEN, payload, signed

SETTINGS = "X-Twilio-Webhooks-Signature-Settings"
KEY = "a-shared-key"
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
forms = st.dictionaries(words.filter(bool), words, min_size=1, max_size=6)


def verify(request: WebhookRequest, key: str = TOKEN) -> None:
    given_signature = signature.require(request.headers)
    signature.verify(request, parse(request.body), given_signature, TOKEN, key)


@given(forms)
def test_whatever_twilio_signs_is_accepted(fields: dict[str, str]) -> None:
    verify(signed("/twilio/inbound?x=1", fields))


@given(forms, st.data())
def test_another_value_is_forged(fields: dict[str, str], data: st.DataObject) -> None:
    request = signed("/twilio/inbound", fields)
    name, value = data.draw(st.sampled_from(sorted(fields))), data.draw(words)
    assume(value != fields[name])
    with pytest.raises(Forged):
        verify(replace(request, body=urlencode(fields | {name: value}).encode()))


@given(forms, words, words)
def test_another_field_is_forged(fields: dict[str, str], name: str, value: str) -> None:
    assume(name not in fields and name + value)
    with pytest.raises(Forged):
        verify(replace(signed("/x", fields), body=urlencode(fields | {name: value}).encode()))


@given(forms, st.text())
def test_another_url_is_forged(fields: dict[str, str], url: str) -> None:
    assume(url != PUBLIC + "/x")
    with pytest.raises(Forged):
        verify(replace(signed("/x", fields), url=url))


@given(forms, st.text())
def test_another_signature_is_forged(fields: dict[str, str], other: str) -> None:
    request = signed("/x", fields)
    assume(other != request.headers["X-Twilio-Signature"])
    with pytest.raises(Forged):
        verify(replace(request, headers={"X-Twilio-Signature": other}))


@given(forms, st.text())
def test_another_secret_is_forged(fields: dict[str, str], secret: str) -> None:
    assume(secret != TOKEN and secret.isprintable())
    with pytest.raises(Forged):
        verify(signed("/x", fields, secret))


def test_a_name_that_comes_twice_is_signed_with_both_values() -> None:
    class Repeated(dict[str, str]):
        def getlist(self, name: str) -> list[str]:
            return ["b", "a"] if name == "Word" else [self[name]]

    url = PUBLIC + "/x"
    made = RequestValidator(TOKEN).compute_signature(url, Repeated(Word="", Other="1"))
    request = WebhookRequest(url, {"x-twilio-signature": made}, b"Word=b&Other=1&Word=a&Word=a")
    verify(request)
    with pytest.raises(Forged):
        verify(replace(request, body=b"Word=b&Other=1"))


@pytest.mark.parametrize(
    ("signed_url", "configured_url"),
    [
        ("https://texts.example.com:443/x?message=1", "https://texts.example.com/x?message=1"),
        ("https://texts.example.com/x", "https://texts.example.com:443/x"),
        ("https://texts.example.com/x", "https://texts.example.com:8443/x"),
    ],
)
def test_a_port_more_or_less_in_what_twilio_signed_does_not_matter(
    signed_url: str, configured_url: str
) -> None:
    fields = payload("inbound_sms")
    made = RequestValidator(TOKEN).compute_signature(signed_url, fields)
    verify(WebhookRequest(configured_url, {"X-Twilio-Signature": made}, urlencode(fields).encode()))


def newer(secret: str, algorithm: str = "HMAC_SHA256") -> WebhookRequest:
    fields, url = payload("inbound_sms"), PUBLIC + "/x"
    made = RequestValidator(secret).compute_signature(url, fields, "HMAC_SHA256")
    headers = {"X-Twilio-Signature": made, SETTINGS: f"key=webhooks_sharedkey_1,algorithm={algorithm}"}
    return WebhookRequest(url, headers, urlencode(fields).encode())


def test_the_sha256_scheme_is_understood() -> None:
    verify(newer(TOKEN))
    verify(newer(KEY), key=KEY)


@pytest.mark.parametrize(
    "request_",
    [
        newer("wrong"),
        newer(TOKEN, "HMAC_SHA1"),
        newer(TOKEN, "NONE"),
        newer(TOKEN, "HMAC_MD5"),
        newer(TOKEN, ""),
    ],
)
def test_the_scheme_cannot_be_talked_down(request_: WebhookRequest) -> None:
    with pytest.raises(Forged):
        verify(request_)


@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "A" * 65}])
def test_a_missing_or_absurd_signature_is_forged(headers: dict[str, str]) -> None:
    with pytest.raises(Forged):
        signature.require(headers)


@pytest.mark.parametrize("url", ["", "https://[", "https://texts.example.com:port/x", "https://a:99999/"])
def test_a_url_that_is_none_is_forged(url: str) -> None:
    with pytest.raises(Forged):
        verify(replace(signed("/x", {"A": "1"}), url=url))
