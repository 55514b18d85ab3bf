"""``bot check`` and ``bot migrate`` against the sandbox: everything is asked, and each answer is a line."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.cannot_start import CannotStart
from bot.commands import check, migrate
from bot.commands.manifest import load_manifest
from bot.config import SETTING_NAMES
from bot.sandbox.app import Sandbox
from bot.web.server import listen
from tests.media import buckets
from tests.providers.whatsapp_cloud.standin import ACCOUNT_ID, NUMBER_ID, TOKEN, served


def free_port() -> int:
    with listen("127.0.0.1", 0) as taken:
        port: int = taken.getsockname()[1]
    return port


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(f"http://127.0.0.1:{free_port()}", load_manifest()) as made:
        yield made


@pytest.fixture
def environment(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[pytest.MonkeyPatch]:
    """The sandbox's settings, and the old loggers back afterwards."""
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in (sandbox.env() | {"DATA_DIR": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield monkeypatch
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


async def test_a_new_database_is_missing_and_then_there(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not await asyncio.to_thread(check.execute)
    told = capsys.readouterr().out
    assert "✗ Database: " in told
    assert "bot migrate" in told
    assert told.endswith("1 to mend.\n")

    await asyncio.to_thread(migrate.execute)
    assert capsys.readouterr().out == "The database is up to date.\n"

    assert await asyncio.to_thread(check.execute)
    told = capsys.readouterr().out
    assert "✓ Slack: The app is connected to the workspace Harbor Clinic." in told
    assert "✓ Slack scopes: Everything the app needs is granted." in told
    assert "✓ Slack inbox channel: The app is in #clients." in told
    assert "✓ Twilio: " in told
    assert "✓ Database: " in told
    assert "– Public address: Nobody answers at PUBLIC_URL." in told
    assert told.endswith("Ready.\n")


async def test_wrong_credentials_are_told_and_not_shown(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("SLACK_BOT_TOKEN", "xoxb-1-2-hunter2")
    environment.setenv("TWILIO_AUTH_TOKEN", "f" * 32)

    assert not await asyncio.to_thread(check.execute)

    told = capsys.readouterr().out
    assert "✗ Slack: Slack refuses SLACK_BOT_TOKEN (invalid_auth)" in told
    assert "✗ Twilio: Twilio refuses the credentials" in told
    assert "hunter2" not in told
    assert "f" * 32 not in told


async def test_a_bucket_for_files_is_tried_out(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await asyncio.to_thread(migrate.execute)
    async with buckets.running("s3") as bucket:
        environment.setenv("MEDIA_URL", buckets.address("s3"))
        environment.setenv("MEDIA_SOURCES", buckets.address("s3"))
        assert await asyncio.to_thread(check.execute)
        told = capsys.readouterr().out
        assert "✓ Files: The bucket of MEDIA_URL takes files and gives them back." in told
        assert f"✓ Bucket: {buckets.address('s3')} of MEDIA_SOURCES can be read." in told
        assert buckets.SECRET not in told

        bucket.is_gone = True
        assert not await asyncio.to_thread(check.execute)
        told = capsys.readouterr().out
        assert "✗ Files: The bucket of MEDIA_URL cannot be used. There is no such bucket." in told
        assert f"✗ Bucket: {buckets.address('s3')} of MEDIA_SOURCES cannot be read." in told


async def test_a_database_that_is_away_is_told_without_its_password(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("DATABASE_URL", f"postgresql://bot:hunter2@127.0.0.1:{free_port()}/texts")

    assert not await asyncio.to_thread(check.execute)
    with pytest.raises(CannotStart, match="The database cannot be used") as refusal:
        await asyncio.to_thread(migrate.execute)

    told = capsys.readouterr()
    assert "✗ Database: The database cannot be used" in told.out
    assert "hunter2" not in told.out + told.err + str(refusal.value)


@pytest.mark.parametrize(("subscribed", "mark"), [(True, "✓"), (False, "✗")])
async def test_whatsapp_at_meta_is_asked_as_well(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], subscribed: bool, mark: str
) -> None:
    async with served() as graph:
        graph.meta.standing.subscribed = subscribed
        for name, value in {
            "WHATSAPP_TOKEN": TOKEN,
            "WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID,
            "WHATSAPP_BUSINESS_ACCOUNT_ID": ACCOUNT_ID,
            "WHATSAPP_APP_SECRET": "0" * 32,
            "WHATSAPP_VERIFY_TOKEN": "a-word-of-ours",
            "WHATSAPP_API_URL": graph.url,
        }.items():
            environment.setenv(name, value)
        await asyncio.to_thread(check.execute)
    shown = capsys.readouterr().out
    assert f"{mark} Meta’s WhatsApp: " in shown
    assert "✓ Twilio: " in shown
    assert TOKEN not in shown
    assert "a-word-of-ours" not in shown
