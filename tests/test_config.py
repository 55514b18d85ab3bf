"""A wrong setting stops the start with one line that names it, and never shows a secret."""

from pathlib import Path

import pytest

from bot.config import Settings, StorageSettings, load
from tests.support.settings import GOOD, HEX, only_good, refusal, with_meta

SECRETS = {"SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "TWILIO_AUTH_TOKEN", "DATABASE_URL"}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return only_good(monkeypatch)


def test_the_good_settings_with_their_defaults() -> None:
    settings = load(Settings)

    assert settings.database == "sqlite+aiosqlite:///data/threadline.db"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.twilio_api_url == "https://api.twilio.com"
    assert (settings.port, settings.undo_seconds, settings.log_level) == (3000, 5, "INFO")
    assert settings.default_region == "US"
    assert settings.host == "0.0.0.0"
    assert not settings.socket_mode


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_setting_is_named_with_what_it_should_be(
    environment: pytest.MonkeyPatch, name: str
) -> None:
    environment.delenv(name)

    assert str(refusal()).startswith(f"{name} is missing. It should be ")


@pytest.mark.parametrize("name", sorted(GOOD))
def test_an_empty_setting_is_a_missing_one(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.setenv(name, "")

    assert str(refusal()).startswith(f"{name} is missing. ")


WRONG = [
    ("SLACK_BOT_TOKEN", "xoxp-1-2-abc"),
    ("SLACK_BOT_TOKEN", "xoxb-1-2-abc "),
    ("SLACK_SIGNING_SECRET", HEX[:-1]),
    ("SLACK_APP_TOKEN", "xoxb-1-2-abc"),
    ("SLACK_API_URL", "http://slack.com/api"),
    ("SLACK_API_URL", "slack.com"),
    ("TWILIO_ACCOUNT_SID", "SK" + HEX),
    ("TWILIO_ACCOUNT_SID", "AC" + HEX + "\n"),
    ("TWILIO_AUTH_TOKEN", "wrong horse"),
    ("TWILIO_FROM", "2025550100"),
    ("TWILIO_FROM", "+12025550100,,+12025550101"),
    ("TWILIO_FROM", "+12025550100,+12025550100"),
    ("TWILIO_FROM", "whatsapp:+12025550100"),
    ("TWILIO_FROM", "MG123"),
    ("TWILIO_WHATSAPP_FROM", "MG" + HEX),
    ("TWILIO_API_URL", "ftp://api.twilio.com"),
    ("DATABASE_URL", "mysql://bot:hunter2@db/texts"),
    ("DATABASE_URL", "postgresql://bot:hunter2@db"),
    ("DATABASE_URL", "sqlite://texts.db"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("MEDIA_URL", "https://bucket.example.com"),
    ("MEDIA_URL", "s3://"),
    ("MEDIA_URL", "s3://bucket/../other"),
    ("MEDIA_URL", "s3://key:hunter2@bucket"),
    ("MEDIA_URL", "gs://bucket?versions"),
    ("MEDIA_URL", "file:///srv/media"),
    ("MEDIA_SOURCES", "s3://forms,"),
    ("MEDIA_SOURCES", "s3://forms,s3://forms/"),
    ("MEDIA_SOURCES", "s3://forms,https://example.com"),
    ("PUBLIC_URL", "http://texts.example.com"),
    ("PUBLIC_URL", "https://texts.example.com/?a=b"),
    ("PUBLIC_URL", "https://user:hunter2@texts.example.com"),
    ("PUBLIC_URL", "https://texts.example.com:99999"),
    ("PUBLIC_URL", "texts.example.com"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "http"),
    ("INBOX_CHANNEL", "#clients"),
    ("INBOX_CHANNEL", "U0123456789"),
    ("DEFAULT_REGION", "XX"),
    ("DEFAULT_REGION", "USA"),
    ("UNDO_SECONDS", "61"),
    ("UNDO_SECONDS", "-1"),
    ("UNDO_SECONDS", "1.5"),
    ("LOG_LEVEL", "LOUD"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named_without_its_value(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)

    told = str(refusal())

    assert told.startswith(f"{name} is wrong")
    assert ". It should be " in told
    assert "hunter2" not in told
    if name in SECRETS:
        assert value.strip() not in told


def test_several_wrong_settings_are_all_named_in_one_line(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("INBOX_CHANNEL")
    environment.setenv("PORT", "http")

    error = refusal()

    assert [problem.name for problem in error.problems] == ["PORT", "INBOX_CHANNEL"]
    assert "INBOX_CHANNEL" in str(error)


RIGHT = [
    ("DATABASE_URL", "postgres://u:p@h/d", "database", "postgresql+psycopg://u:p@h/d"),
    (
        "DATABASE_URL",
        "postgresql://h:1/d?sslmode=require",
        "database",
        "postgresql+psycopg://h:1/d?sslmode=require",
    ),
    ("DATABASE_URL", "postgresql+psycopg://h/d", "database", "postgresql+psycopg://h/d"),
    ("DATABASE_URL", "postgresql:///d", "database", "postgresql+psycopg:///d"),
    ("DATABASE_URL", "sqlite:///a/b.db", "database", "sqlite+aiosqlite:///a/b.db"),
    ("DATABASE_URL", "sqlite:////a/b.db", "database", "sqlite+aiosqlite:////a/b.db"),
    ("DATABASE_URL", "sqlite+aiosqlite:///b.db", "database", "sqlite+aiosqlite:///b.db"),
    ("DATA_DIR", "/srv/texts", "database", "sqlite+aiosqlite:////srv/texts/threadline.db"),
    ("DATA_DIR", "/srv/texts", "data_dir", Path("/srv/texts")),
    ("SLACK_API_URL", "http://127.0.0.1:8080/slack/api", "slack_api_url", "http://127.0.0.1:8080/slack/api/"),
    ("SLACK_API_URL", "https://slack.com/api/", "slack_api_url", "https://slack.com/api/"),
    ("TWILIO_API_URL", "http://[::1]:8080/twilio/", "twilio_api_url", "http://[::1]:8080/twilio"),
    ("TWILIO_FROM", f"+12025550100, MG{HEX}", "twilio_from", ("+12025550100", f"MG{HEX}")),
    ("TWILIO_WHATSAPP_FROM", "whatsapp:+14155238886", "twilio_whatsapp_from", ("+14155238886",)),
    ("MEDIA_URL", "s3://my-texts/of/2026/", "media_url", "s3://my-texts/of/2026"),
    ("MEDIA_URL", "gs://texts.example.com", "media_url", "gs://texts.example.com"),
    ("MEDIA_URL", "azure://container/files", "media_url", "az://container/files"),
    ("MEDIA_URL", "abfs://container", "media_url", "az://container"),
    ("MEDIA_SOURCES", "gs://a-b/out/, azure://forms", "media_sources", ("gs://a-b/out", "az://forms")),
    ("PUBLIC_URL", "https://texts.example.com/bot/", "public_url", "https://texts.example.com/bot"),
    ("PUBLIC_URL", "http://localhost:3000", "host", "127.0.0.1"),
    ("DEFAULT_REGION", "gb", "default_region", "GB"),
    ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
    ("UNDO_SECONDS", "0", "undo_seconds", 0),
    ("INBOX_CHANNEL", "G0CLIENTS", "inbox_channel", "G0CLIENTS"),
]


@pytest.mark.parametrize(("name", "value", "field", "expected"), RIGHT)
def test_a_right_setting_is_read_in_the_form_the_program_uses(
    environment: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
) -> None:
    environment.setenv(name, value)

    assert getattr(load(Settings), field) == expected


def test_a_socket_needs_no_public_address(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("PUBLIC_URL")
    environment.setenv("SLACK_APP_TOKEN", "xapp-1-A012-345-abc")

    settings = load(Settings)

    assert settings.socket_mode
    assert settings.host == "127.0.0.1"


def test_a_migration_asks_for_no_tokens(environment: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        environment.delenv(name)
    environment.setenv("DATABASE_URL", "postgres://u:p@h/d")

    assert load(StorageSettings).database == "postgresql+psycopg://u:p@h/d"


def test_no_secret_shows_when_the_settings_are_printed(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DATABASE_URL", "postgres://bot:hunter2@h/d")
    settings = load(Settings)

    shown = repr(settings) + str(settings)

    for secret in ("hunter2", GOOD["SLACK_BOT_TOKEN"], HEX[::-1], "+12025550100"):
        assert secret not in shown
    assert GOOD["SLACK_SIGNING_SECRET"] in settings.secrets


def test_every_setting_says_what_it_should_be() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name


@pytest.fixture
def on_this_machine(environment: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The settings that ``bot sandbox`` gives its bot, the clock included."""
    (tmp_path / "clock").write_text("0.0")
    environment.setenv("SANDBOX_CLOCK", str(tmp_path / "clock"))
    for name in ("PUBLIC_URL", "SLACK_API_URL", "TWILIO_API_URL"):
        environment.setenv(name, "http://127.0.0.1:4000")
    return environment


def test_the_sandbox_shifts_the_time(on_this_machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert load(Settings).sandbox_clock == tmp_path / "clock"
    on_this_machine.delenv("PUBLIC_URL")
    on_this_machine.setenv("SLACK_APP_TOKEN", "xapp-1-A-2-b")
    assert load(Settings).sandbox_clock == tmp_path / "clock"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("PUBLIC_URL", "https://texts.example.com"),
        ("SLACK_API_URL", "https://slack.com/api/"),
        ("SLACK_API_URL", ""),
        ("TWILIO_API_URL", "https://api.twilio.com"),
        ("TWILIO_API_URL", ""),
    ],
)
def test_nobody_shifts_the_time_of_real_people(
    on_this_machine: pytest.MonkeyPatch, name: str, address: str
) -> None:
    on_this_machine.setenv(name, address)

    assert str(refusal()).startswith("SANDBOX_CLOCK is wrong (it shifts the time, and an address")


def test_the_real_meta_is_not_reached_in_shifted_time(
    on_this_machine: pytest.MonkeyPatch,
) -> None:
    with_meta(on_this_machine)
    assert str(refusal()).startswith("SANDBOX_CLOCK is wrong (it shifts the time, and an address")
    on_this_machine.setenv("WHATSAPP_API_URL", "http://127.0.0.1:4000/v26.0")
    assert load(Settings).sandbox_clock


def test_a_clock_that_is_not_there_is_wrong(on_this_machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    on_this_machine.setenv("SANDBOX_CLOCK", str(tmp_path / "none"))

    assert str(refusal()).startswith("SANDBOX_CLOCK is wrong. It should be left unset")
