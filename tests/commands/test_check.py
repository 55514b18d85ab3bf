"""``bot check`` against the sandbox: everything is asked, and each answer is a line."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.commands.manifest import load_manifest
from bot.config import SETTING_NAMES
from bot.sandbox.app import Sandbox
from bot.web.server import listen


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
    async with Sandbox(f"http://127.0.0.1:{port}", load_manifest()) as made:
        yield made


async def bot(command: str, settings: dict[str, str]) -> tuple[int | None, str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in SETTING_NAMES}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", command),
        env=clean | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, out.decode(), err.decode()


async def test_a_new_database_is_missing_and_then_there(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = sandbox.env() | {"DATA_DIR": str(tmp_path)}

    code, told, _ = await bot("check", settings)
    assert code == 1
    assert "✗ Database: " in told
    assert "bot migrate" in told

    code, told, _ = await bot("migrate", settings)
    assert (code, told) == (0, "The database is up to date.\n")

    code, told, _ = await bot("check", settings)
    assert code == 0, told
    assert "✓ Slack: The app is connected to the workspace Harbor Clinic." in told
    assert "✓ Slack scopes: Everything the app needs is granted." in told
    assert "✓ Slack inbox channel: The app is in #clients." in told
    assert "✓ Twilio: " in told
    assert "✓ Database: " in told
    assert "– Public address: Nobody answers at PUBLIC_URL." in told
    assert told.endswith("Ready.\n")


async def test_wrong_credentials_are_told_and_not_shown(sandbox: Sandbox, tmp_path: Path) -> None:
    wrong = {"SLACK_BOT_TOKEN": "xoxb-1-2-hunter2", "TWILIO_AUTH_TOKEN": "f" * 32}

    code, told, _ = await bot("check", sandbox.env() | wrong | {"DATA_DIR": str(tmp_path)})

    assert code == 1
    assert "✗ Slack: Slack refuses SLACK_BOT_TOKEN (invalid_auth)" in told
    assert "✗ Twilio: Twilio refuses the credentials" in told
    assert "hunter2" not in told
    assert "f" * 32 not in told


async def test_a_database_that_is_away_is_told_without_its_password(sandbox: Sandbox) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
    settings = sandbox.env() | {"DATABASE_URL": f"postgresql://bot:hunter2@127.0.0.1:{port}/texts"}

    code, told, err = await bot("check", settings)
    assert code == 1
    assert "✗ Database: The database cannot be used" in told
    assert "hunter2" not in told + err

    code, told, err = await bot("migrate", settings)
    assert code == 1
    assert err.startswith("bot: The database cannot be used")
    assert "hunter2" not in told + err
    assert "Traceback" not in err
