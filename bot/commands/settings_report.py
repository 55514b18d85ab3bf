"""The settings as ``bot check`` tells them: which are set, never to what when it is a secret."""

from pydantic import SecretStr

from bot.config import SETTING_NAMES, Settings, slips
from bot.config_errors import SettingsError
from bot.findings import Finding, absent, fine, wrong


def report_settings(settings: Settings) -> list[Finding]:
    """A finding for each setting, and for each name in the environment that looks misspelt."""
    return [*(_setting(settings, name) for name in SETTING_NAMES), *_slips()]


def report_problems(error: SettingsError) -> list[Finding]:
    """A finding for each setting that is missing or wrong; nothing else can be looked at before they are."""
    problems = [wrong(problem.name, problem.says) for problem in error.problems]
    rest = absent("Slack, Twilio and the database", "Not asked: the settings must be mended first.")
    return [*problems, *_slips(), rest]


def _setting(settings: Settings, name: str) -> Finding:
    field = name.lower()
    value = getattr(settings, field)
    if value is None or value == ():
        return absent(name, "not set, which is allowed.")
    shown = "set." if isinstance(value, SecretStr) else f"{_words(value)}."
    given = field in settings.model_fields_set
    return fine(name, shown if given else f"{shown.removesuffix('.')} (the default).")


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _slips() -> list[Finding]:
    return [absent(slip.typed, slip.sentence) for slip in slips()]
