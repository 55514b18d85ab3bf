"""Which providers are set up, and what is missing where one is set up by half."""

import pytest

from bot.config import Settings, load
from bot.derived import twilio_settings, whatsapp_settings
from bot.providers.whatsapp_cloud.settings import DEFAULT_API_URL
from tests.support.settings import GOOD, META, only_good, refusal, with_meta


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return only_good(monkeypatch)


@pytest.fixture
def meta(environment: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return with_meta(environment)


def without_twilio(environment: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        if name.startswith("TWILIO_"):
            environment.delenv(name)


def test_meta_is_set_up_beside_twilio(meta: pytest.MonkeyPatch) -> None:
    settings = load(Settings)
    twilio, whatsapp = twilio_settings(settings), whatsapp_settings(settings)
    assert twilio
    assert whatsapp
    assert (whatsapp.number_id, whatsapp.account_id) == ("106540352242922", "102290129340398")
    assert whatsapp.api_url == DEFAULT_API_URL == settings.whatsapp_api_url
    assert META["WHATSAPP_TOKEN"] not in repr(whatsapp) + repr(settings)
    assert {META["WHATSAPP_TOKEN"], META["WHATSAPP_APP_SECRET"], META["WHATSAPP_VERIFY_TOKEN"]} <= {
        *settings.secrets
    }


def test_twilio_alone_is_as_it_was() -> None:
    assert whatsapp_settings(load(Settings)) is None


def test_meta_alone_is_enough(meta: pytest.MonkeyPatch) -> None:
    without_twilio(meta)
    settings = load(Settings)
    assert twilio_settings(settings) is None
    assert whatsapp_settings(settings)


@pytest.mark.parametrize("name", sorted(META))
@pytest.mark.parametrize("alone", [True, False])
def test_half_of_meta_is_named(meta: pytest.MonkeyPatch, name: str, alone: bool) -> None:
    if alone:
        without_twilio(meta)
    meta.delenv(name)
    error = refusal()
    assert str(error).startswith(f"{name} is missing. It should be ")
    assert [problem.name for problem in error.problems] == [name]


def test_with_one_of_metas_settings_all_others_are_named(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("WHATSAPP_TOKEN", META["WHATSAPP_TOKEN"])
    assert {problem.name for problem in refusal().problems} == META.keys() - {"WHATSAPP_TOKEN"}


@pytest.mark.parametrize("name", ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"])
def test_half_of_twilio_is_named_beside_meta(meta: pytest.MonkeyPatch, name: str) -> None:
    meta.delenv(name)
    assert [problem.name for problem in refusal().problems] == [name]


def test_with_no_provider_at_all_twilio_is_asked_for(environment: pytest.MonkeyPatch) -> None:
    without_twilio(environment)
    named = [problem.name for problem in refusal().problems]
    assert named == ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WHATSAPP_TOKEN", "short"),
        ("WHATSAPP_TOKEN", META["WHATSAPP_TOKEN"] + " x"),
        ("WHATSAPP_PHONE_NUMBER_ID", "+12025550100"),
        ("WHATSAPP_BUSINESS_ACCOUNT_ID", "my account"),
        ("WHATSAPP_APP_SECRET", "hunter2"),
        ("WHATSAPP_VERIFY_TOKEN", "short"),
        ("WHATSAPP_VERIFY_TOKEN", "two words here"),
        ("WHATSAPP_API_URL", "http://graph.facebook.com"),
    ],
)
def test_a_wrong_setting_of_metas_is_named_without_its_value(
    meta: pytest.MonkeyPatch, name: str, value: str
) -> None:
    meta.setenv(name, value)
    told = str(refusal())
    assert told.startswith(f"{name} is wrong")
    assert value not in told


def test_whatsapp_alone_is_enough(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("TWILIO_FROM")
    environment.setenv("TWILIO_WHATSAPP_FROM", "+14155238886")

    assert load(Settings).twilio_from == ()
