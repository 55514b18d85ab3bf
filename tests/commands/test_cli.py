"""The command line as a person uses it: in a process of its own."""

import os
import subprocess
import sys

import pytest

from bot.config import SETTING_NAMES

COMMANDS = ["run", "web", "worker", "migrate", "check", "sandbox", "roles", "clients"]


def bot(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in SETTING_NAMES}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=clean | {"NO_COLOR": "1", "COLUMNS": "200"} | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_names_every_command() -> None:
    told = bot("--help")

    assert told.returncode == 0
    for command in COMMANDS:
        assert f" {command} " in told.stdout


def test_an_unknown_command_is_refused() -> None:
    told = bot("fly")

    assert told.returncode == 2
    assert "No such command" in told.stderr


@pytest.mark.parametrize("command", ["run", "web", "worker"])
def test_a_missing_setting_stops_the_start_with_one_line(command: str) -> None:
    told = bot(command, TWILO_FROM="+12025550100")

    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.startswith("bot: SLACK_BOT_TOKEN is missing. It should be ")
    assert told.stderr.count("\n") == 1


def test_a_wrong_setting_of_the_database_stops_a_migration() -> None:
    told = bot("migrate", DATABASE_URL="mysql://bot:hunter2@db/texts")

    assert told.returncode == 2
    assert told.stderr.startswith("bot: DATABASE_URL is wrong")
    assert "hunter2" not in told.stderr


def test_check_tells_everything_that_is_missing_and_fails() -> None:
    told = bot("check", SLACK_BOT_TOKEN="xoxb-1-2-abc", TWILO_FROM="+12025550100")

    assert told.returncode == 1
    assert "✗ SLACK_SIGNING_SECRET: missing." in told.stdout
    assert "✗ TWILIO_FROM: missing." in told.stdout
    assert "– TWILO_FROM: TWILO_FROM is set but means nothing here" in told.stdout
    assert told.stdout.rstrip().endswith("to mend.")


def test_a_terminal_without_marks_still_gets_the_words() -> None:
    told = bot("check", PYTHONIOENCODING="ascii")

    assert told.returncode == 1
    assert "SLACK_SIGNING_SECRET: missing." in told.stdout


def imported_by(code: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(told.stdout.split())


def test_the_command_line_itself_loads_none_of_the_parts() -> None:
    loaded = imported_by("import bot.cli")

    assert not loaded & {
        "sqlalchemy",
        "aiohttp",
        "slack_sdk",
        "twilio",
        "pydantic_settings",
        "uvicorn",
        "phonenumbers",
    }


def test_the_web_process_loads_no_sandbox_no_scheduler_and_no_sdk_of_twilio() -> None:
    loaded = imported_by("import bot.commands.run, bot.wiring, bot.web.app, bot.web.server, bot.slack.app")

    assert not loaded & {"bot.sandbox", "yaml", "twilio", "apscheduler", "typer"}
    # Loaded with the first text or template that needs them, and not while the process rests.
    assert not loaded & {"jinja2", "stdnum", "babel", "dateparser", "rapidfuzz", "PIL", "cryptography"}
    # Who does not use Meta is spared it; its settings alone are no weight.
    assert not any(name.startswith("bot.providers.whatsapp_cloud.p") for name in loaded)


def test_a_failure_nobody_foresaw_is_logged_without_what_is_private() -> None:
    code = (
        "import bot.cli\n"
        "def fail():\n"
        "    raise RuntimeError('texting ' + '+1202' + '5550123')\n"
        "bot.cli.app = fail\n"
        "bot.cli.main()\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )

    assert told.returncode == 70
    assert "please report it" in told.stderr
    assert "RuntimeError" in told.stderr
    assert "2025550123" not in told.stderr
