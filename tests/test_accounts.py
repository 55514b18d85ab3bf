"""What a process and a command find of the accounts: each is asked with its own token."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from starlette.applications import Starlette

from bot.accounts import connect
from bot.config import Settings, load
from bot.domain.account import AccountSender
from bot.domain.channel import Channel
from bot.flows.context import Context
from bot.ports import Forged, WebhookRequest
from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.twilio import SandboxSender, TwilioConfig, TwilioStandIn
from bot.vault import fresh_key
from tests.support.accounts import NORTH, NORTH_SMS, TOKEN, add, desk, vault
from tests.support.serving import serve

OWN, OWN_TOKEN, OWN_SMS = "AC" + "a" * 32, "a" * 32, "+12025550100"


@pytest.fixture
async def twilio() -> AsyncIterator[TwilioStandIn]:
    """Two accounts, each with a number."""
    async with aiohttp.ClientSession() as session:
        standin = TwilioStandIn(
            bot_url="http://127.0.0.1:9",
            account_sid=OWN,
            auth_token=OWN_TOKEN,
            senders=[SandboxSender(OWN_SMS)],
            clock=SandboxClock(),
            bus=Bus(),
            session=session,
            config=TwilioConfig(),
        )
        standin.add_account(NORTH, TOKEN, [SandboxSender(NORTH_SMS)])
        yield standin
        await standin.close()


@pytest.fixture
async def settings(
    twilio: TwilioStandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Settings]:
    async with serve(Starlette(routes=twilio.routes)) as url:
        for name, value in {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": "a" * 32,
            "TWILIO_ACCOUNT_SID": OWN,
            "TWILIO_AUTH_TOKEN": OWN_TOKEN,
            "TWILIO_FROM": OWN_SMS,
            "TWILIO_API_URL": f"{url}/twilio",
            "PUBLIC_URL": "https://texts.example.com",
            "INBOX_CHANNEL": "C0INBOX",
            "ENCRYPTION_KEYS": fresh_key(),
            "DATA_DIR": str(tmp_path),
        }.items():
            monkeypatch.setenv(name, value)
        yield load(Settings)


async def test_each_account_is_asked_and_named(ctx: Context, workspace_id: str, settings: Settings) -> None:
    assert settings.encryption_keys is not None
    keys = desk(vault=vault(settings.encryption_keys.get_secret_value()))
    numbers = (AccountSender(Channel.SMS, NORTH_SMS), AccountSender(Channel.SMS, "+12025550169"))
    await add(ctx, keys, workspace_id, *numbers)
    async with aiohttp.ClientSession() as session:
        accounts = await connect(settings, ctx.store, workspace_id, session)
        found = await accounts.findings()
    assert [each.address for each in accounts.registry.live_senders] == [OWN_SMS, NORTH_SMS, "+12025550169"]
    assert [(each.name.partition(" ")[0], each.ok) for each in found] == [("Twilio", True), ("Twilio", False)]
    assert found[1].name.startswith("Twilio ACbbbb…")
    assert "+12025550169, which is not a number of this Twilio account" in found[1].says
    assert TOKEN not in str(found)


async def test_a_token_that_no_key_opens_is_to_be_mended(
    ctx: Context, workspace_id: str, settings: Settings
) -> None:
    await add(ctx, desk(), workspace_id)
    async with aiohttp.ClientSession() as session:
        found = await (await connect(settings, ctx.store, workspace_id, session)).findings()
    assert [each.ok for each in found] == [True, False]
    assert "ENCRYPTION_KEYS" in found[1].says


async def test_a_webhook_leads_to_its_account_or_nowhere(
    ctx: Context, workspace_id: str, settings: Settings
) -> None:
    assert settings.encryption_keys is not None
    keys = desk(vault=vault(settings.encryption_keys.get_secret_value()))
    async with aiohttp.ClientSession() as session:
        accounts = await connect(settings, ctx.store, workspace_id, session)

        async def name_of(body: str) -> str:
            return (await accounts.twilio_of(WebhookRequest("", {}, body.encode()))).name

        assert await name_of(f"AccountSid={OWN}") == await name_of("Body=Hi") == "twilio"
        with pytest.raises(Forged):
            await name_of(f"AccountSid={NORTH}")
        await add(ctx, keys, workspace_id)
        await accounts.switchboard.refresh()
        assert await name_of(f"AccountSid={NORTH}") == f"twilio:{NORTH}"[:32]


def test_each_key_is_a_secret_that_no_log_shows(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = fresh_key(), fresh_key()
    monkeypatch.setenv("ENCRYPTION_KEYS", f"{one},{two}")
    assert {one, two} <= set(load(Settings).secrets)
    assert one not in repr(load(Settings))
    assert settings.encryption_keys
