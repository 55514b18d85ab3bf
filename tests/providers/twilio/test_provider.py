"""The web process starts without the SDK, and secrets do not show."""

import asyncio
import subprocess
import sys

from tests.providers.twilio.world import TOKEN, TwilioWorld, settings, sms

READ_WITHOUT_SDK = """
import sys
from datetime import datetime, UTC
from bot.providers.twilio import TwilioProvider, TwilioSettings
from bot.ports import Forged, WebhookRequest
provider = TwilioProvider(TwilioSettings("AC1", "token", ("+12025550100",)), None, None)
try:
    provider.inbound(WebhookRequest("https://x.example/", {}, b""), datetime.now(UTC))
except Forged:
    print([name for name in sys.modules if name == "twilio" or name.startswith("twilio.")])
"""


def test_a_webhook_is_read_without_loading_the_sdk() -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_WITHOUT_SDK], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


async def test_sends_at_the_same_time_share_one_connection_pool_and_all_arrive(world: TwilioWorld) -> None:
    results = await asyncio.gather(*(world.provider.send(sms(f"Number {i}")) for i in range(20)))
    assert sorted(getattr(result, "provider_id", "") for result in results) == sorted(world.taken())
    assert len(set(world.taken())) == 20


def test_secrets_are_not_shown() -> None:
    assert TOKEN not in repr(settings(webhook_key="other-secret"))
    assert "other-secret" not in repr(settings(webhook_key="other-secret"))
