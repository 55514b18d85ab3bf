"""Names that mean nothing here, and those that were probably meant."""

import pytest

from bot import config
from bot.config import SETTING_NAMES
from bot.config_errors import misspellings
from tests.support.settings import only_good, refusal


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return only_good(monkeypatch)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TWILO_FROM", "TWILIO_FROM"),
        ("SLACK_BOT_TOEKN", "SLACK_BOT_TOKEN"),
        ("SLACK_SIGNING_SECRETE", "SLACK_SIGNING_SECRET"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("UNDO_SECOND", "UNDO_SECONDS"),
        ("twilio_form", "TWILIO_FROM"),
    ],
)
def test_a_misspelt_name_is_pointed_out(typed: str, meant: str) -> None:
    (slip,) = misspellings([typed], SETTING_NAMES)

    assert slip.sentence == f"{typed} is set but means nothing here: did you mean {meant}?"


@pytest.mark.parametrize(
    "other",
    [
        *SETTING_NAMES,
        "slack_bot_token",
        "PATH",
        "HOME",
        "PORTS",
        "TWILIO_API_KEY",
        "SLACK_CLIENT_ID",
        "PYTHONPATH",
    ],
)
def test_other_names_are_left_alone(other: str) -> None:
    assert misspellings([other], SETTING_NAMES) == ()


def test_a_missing_setting_says_which_name_was_probably_meant(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("TWILIO_FROM")
    environment.setenv("TWILO_FROM", "+12025550100")

    assert "TWILO_FROM is set: did you mean TWILIO_FROM?" in str(refusal())
    assert [slip.typed for slip in config.slips()] == ["TWILO_FROM"]
