"""Which of the providers' settings were left out: an account is set up as a whole or not at all."""

from collections.abc import Iterator, Mapping
from typing import Final

TWILIO: Final = ("twilio_account_sid", "twilio_auth_token", "twilio_from")
WHATSAPP: Final = (
    "whatsapp_token",
    "whatsapp_phone_number_id",
    "whatsapp_business_account_id",
    "whatsapp_app_secret",
    "whatsapp_verify_token",
)
_WHATSAPP_AT_TWILIO = "twilio_whatsapp_from"

# Stands where a setting is missing.
LEFT_OUT: Final = object()


def left_out(given: Mapping[str, object]) -> Iterator[str]:
    """The settings that are missing beside those that are given; with none of either, Twilio's are."""
    meta = any(name in given for name in WHATSAPP)
    if meta:
        yield from (name for name in WHATSAPP if name not in given)
    if meta and not any(name in given for name in (*TWILIO, _WHATSAPP_AT_TWILIO)):
        return
    # A number of either kind is enough to text from.
    enough = {"twilio_from"} if _WHATSAPP_AT_TWILIO in given else frozenset[str]()
    yield from (name for name in TWILIO if name not in given and name not in enough)
