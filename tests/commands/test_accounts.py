"""``bot accounts`` as an operator uses it, against the strict stand-in, on each database."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from starlette.applications import Starlette

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.twilio import SandboxSender, TwilioConfig, TwilioStandIn
from bot.vault import fresh_key
from tests.commands.test_cli import bot
from tests.support.accounts import NORTH, NORTH_SMS, TOKEN
from tests.support.serving import serve

OWN = "AC" + "a" * 32


@pytest.fixture
async def settings(database_url: str, workspace_id: str) -> AsyncIterator[dict[str, str]]:
    """Settings of a database that knows a workspace, with a key, and a Twilio that knows the account."""
    assert workspace_id
    async with aiohttp.ClientSession() as session:
        twilio = TwilioStandIn(
            bot_url="http://127.0.0.1:9",
            account_sid=OWN,
            auth_token="a" * 32,
            senders=[],
            clock=SandboxClock(),
            bus=Bus(),
            session=session,
            config=TwilioConfig(),
        )
        twilio.add_account(NORTH, TOKEN, [SandboxSender(NORTH_SMS)])
        async with serve(Starlette(routes=twilio.routes)) as url:
            yield {
                "DATABASE_URL": database_url.replace("+psycopg", "").replace("+aiosqlite", ""),
                "TWILIO_API_URL": f"{url}/twilio",
                "ENCRYPTION_KEYS": fresh_key(),
                "ACCOUNT_TOKEN": TOKEN,
            }
        await twilio.close()


async def said(settings: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    told = await asyncio.to_thread(bot, "accounts", *arguments, **settings)
    assert TOKEN not in told.stdout + told.stderr
    return told.returncode, told.stdout, told.stderr


async def test_an_account_is_added_tested_listed_rotated_and_removed(settings: dict[str, str]) -> None:
    code, out, err = await said(settings, "list")
    assert (code, err) == (0, "")
    assert "No further account" in out
    code, out, err = await said(
        settings, "add", NORTH, "--from", f"{NORTH_SMS},+12025550199", "--whatsapp-from", "+14155238886",
        "--label", "North",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "North is in use." in out
    assert "+1 202-555-0199 is not a number of this account" in out
    assert "/twilio/inbound" in out
    _, out, _ = await said(settings, "list")
    assert out.splitlines()[0] == f"{NORTH} · North"
    assert "  +1 415-523-8886 (WhatsApp)" in out
    code, out, _ = await said(settings, "test", NORTH)
    assert (code, "+1 202-555-0199 is not" in out) == (1, True)
    both = settings | {"ENCRYPTION_KEYS": f"{fresh_key()},{settings['ENCRYPTION_KEYS']}"}
    assert await said(both, "rotate") == (0, "1 encrypted anew, 0 had the newest key already.\n", "")
    code, out, _ = await said(settings, "rotate")
    assert (code, "North: no key" in out) == (1, True)
    code, out, _ = await said(both, "remove", NORTH)
    assert (code, "North is removed" in out) == (0, True)
    code, _, err = await said(both, "remove", NORTH)
    assert (code, "is set up here" in err) == (1, True)


async def test_what_cannot_be_is_said_and_nothing_is_kept(settings: dict[str, str]) -> None:
    number = ("--from", NORTH_SMS)
    for changes, arguments, words in (
        ({"ENCRYPTION_KEYS": ""}, ("add", NORTH, *number), "bot accounts key"),
        ({"ENCRYPTION_KEYS": "hush"}, ("list",), "ENCRYPTION_KEYS"),
        ({"ACCOUNT_TOKEN": ""}, ("add", NORTH, *number), "ACCOUNT_TOKEN"),
        ({"ACCOUNT_TOKEN": "f" * 32}, ("add", NORTH, *number), "refuses these credentials"),
        ({}, ("add", "AC1", *number), "Account SID"),
        ({}, ("add", NORTH), "at least one sender"),
        ({}, ("add", NORTH, "--from", "me"), "cannot be read"),
        ({"TWILIO_ACCOUNT_SID": NORTH}, ("add", NORTH, *number), "already"),
        ({"TWILIO_FROM": NORTH_SMS}, ("add", NORTH, *number), "another account already"),
        ({}, ("test", OWN), "is set up here"),
    ):
        code, _, err = await said(settings | changes, *arguments)
        assert code != 0
        assert words in err
        assert "Traceback" not in err
    _, out, _ = await said(settings, "list")
    assert "No further account" in out


def test_a_fresh_key_is_another_one_each_time() -> None:
    first, second = bot("accounts", "key").stdout, bot("accounts", "key").stdout
    assert len(first.strip()) == 44
    assert first != second
