"""The sandbox starts, tells the bot where it lives, and ends."""

import asyncio
from typing import Any

import aiohttp
import phonenumbers
import pytest

from bot.sandbox import seed
from bot.sandbox.app import Sandbox
from tests.sandbox.page.small_bot import SmallBot

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_bot_can_live_on_the_environment_alone(sandbox: Sandbox) -> None:
    env = sandbox.env()
    login = aiohttp.encode_basic_auth(env["TWILIO_ACCOUNT_SID"], env["TWILIO_AUTH_TOKEN"])
    account = f"{env['TWILIO_API_URL']}/2010-04-01/Accounts/{env['TWILIO_ACCOUNT_SID']}.json"
    bearer = {"Authorization": f"Bearer {env['SLACK_BOT_TOKEN']}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(account, headers={"Authorization": login}) as response:
            assert response.status == 200
        async with session.post(env["SLACK_API_URL"] + "auth.test", headers=bearer) as response:
            assert (await response.json())["ok"] is True
    assert env["PUBLIC_URL"] == sandbox.bot_url


async def test_secrets_are_new_each_time(sandbox: Sandbox, manifest: dict[str, Any]) -> None:
    async with Sandbox("http://127.0.0.1:9", manifest) as other:
        secret = {"SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID"}
        assert all(sandbox.env()[name] != other.env()[name] for name in secret)


async def test_a_taken_port_is_said_at_once(sandbox: Sandbox, manifest: dict[str, Any]) -> None:
    with pytest.raises(OSError, match="in use"):
        Sandbox("http://127.0.0.1:9", manifest, sandbox.port)


async def test_the_day_opens_with_clients_who_wait(sandbox: Sandbox, bot: SmallBot) -> None:
    sandbox.open_the_day()
    waiting = {opening.body for opening in seed.OPENINGS}
    async with asyncio.timeout(10):
        async for heard in bot.listen():
            waiting.discard(heard.get("Body", ""))
            if not waiting:
                break
    assert [one.user for one in sandbox.slack.workspace.messages("C0GENERAL")] == ["U0SAM"]


async def test_every_number_of_the_seed_could_be_a_real_one() -> None:
    numbers = [seed.SMS_NUMBER, seed.WHATSAPP_NUMBER, *(client.number for client in seed.CLIENTS)]
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in numbers)
    assert len(set(numbers)) == len(numbers)
