"""Settings that are good, and what a start with others says."""

import pytest

from bot.config import SETTING_NAMES, Settings, StorageSettings, load
from bot.config_errors import SettingsError

HEX = "0123456789abcdef" * 2
GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-1-2-abc",
    "SLACK_SIGNING_SECRET": HEX,
    "TWILIO_ACCOUNT_SID": "AC" + HEX.replace("0", "9"),
    "TWILIO_AUTH_TOKEN": HEX[::-1],
    "TWILIO_FROM": "+12025550100",
    "PUBLIC_URL": "https://texts.example.com",
    "INBOX_CHANNEL": "C0123456789",
}
META = {
    "WHATSAPP_TOKEN": "EAAG" + "x1Y2" * 8,
    "WHATSAPP_PHONE_NUMBER_ID": "106540352242922",
    "WHATSAPP_BUSINESS_ACCOUNT_ID": "102290129340398",
    "WHATSAPP_APP_SECRET": HEX,
    "WHATSAPP_VERIFY_TOKEN": "a-word-of-our-own",
}


def only_good(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Only the good settings are set, whatever the machine has."""
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def with_meta(environment: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """WhatsApp at Meta is set up beside Twilio."""
    for name, value in META.items():
        environment.setenv(name, value)
    return environment


def refusal(kind: type[StorageSettings] = Settings) -> SettingsError:
    """The one line with which the start is refused."""
    with pytest.raises(SettingsError) as caught:
        load(kind)
    assert "\n" not in str(caught.value)
    return caught.value
