"""Providers are called what people call them."""

import pytest

from bot.domain.provider_words import provider_name


@pytest.mark.parametrize(
    ("provider", "name"),
    [("twilio", "Twilio"), ("twilio:AC1", "Twilio"), ("whatsapp_cloud", "Meta’s WhatsApp")],
)
def test_a_provider_is_called(provider: str, name: str) -> None:
    assert provider_name(provider) == name
