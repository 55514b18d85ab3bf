"""Where the SDK's requests go."""

import pytest

from bot.providers.twilio.client import aimed


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("https://api.twilio.com/2010-04-01/Accounts/AC1.json", "/2010-04-01/Accounts/AC1.json"),
        (
            "https://api.twilio.com/2010-04-01/M.json?Page=1&PageToken=P%3D",
            "/2010-04-01/M.json?Page=1&PageToken=P%3D",
        ),
        ("https://content.twilio.com/v1/Content", "/content/v1/Content"),
        ("https://messaging.twilio.com/v1/Services/MG1", "/messaging/v1/Services/MG1"),
        ("https://lookups.twilio.com/v2/PhoneNumbers/%2B1202", "/lookups/v2/PhoneNumbers/%2B1202"),
        ("https://pricing.twilio.com/v1/Messaging/Countries/US", "/pricing/v1/Messaging/Countries/US"),
    ],
)
def test_every_product_is_under_the_configured_address(asked: str, goes_to: str) -> None:
    assert aimed(asked, "http://127.0.0.1:8000/twilio") == "http://127.0.0.1:8000/twilio" + goes_to
