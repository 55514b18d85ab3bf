"""What is set is told, and a secret only that it is set."""

import pytest

from bot.commands.settings_report import report_settings
from bot.config import SETTING_NAMES, Settings, load
from bot.findings import State
from tests.support.settings import GOOD


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("UNDO_SECONDS", "7")
    return load(Settings)


def test_every_setting_has_a_line(settings: Settings) -> None:
    told = {finding.name: finding for finding in report_settings(settings)}

    assert set(told) == set(SETTING_NAMES)
    assert all(finding.ok for finding in told.values())
    assert told["UNDO_SECONDS"].says == "7."
    assert told["PORT"].says == "3000 (the default)."
    assert told["SLACK_APP_TOKEN"].state is State.ABSENT
    assert told["TWILIO_WHATSAPP_FROM"].state is State.ABSENT


def test_no_secret_is_told(settings: Settings) -> None:
    told = " ".join(finding.says for finding in report_settings(settings))

    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "TWILIO_AUTH_TOKEN"):
        assert GOOD[name] not in told


def test_a_misspelt_name_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDO_SECOND", "0")

    slips = [finding.says for finding in report_settings(settings) if finding.name == "UNDO_SECOND"]

    assert slips == ["UNDO_SECOND is set but means nothing here: did you mean UNDO_SECONDS?"]
