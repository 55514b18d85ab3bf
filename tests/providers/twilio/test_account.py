"""Looking at an account that is not set up yet, over HTTP against the strict stand-in."""

import aiohttp
import pytest

from bot.domain.account import OfferedSender
from bot.domain.channel import Channel
from bot.providers.twilio.account import TwilioDoor
from bot.providers.twilio.accounts import provider_of
from bot.providers.twilio.settings import name_of
from bot.sandbox.twilio import SandboxSender, TwilioStandIn
from tests.providers.twilio.conftest import NOWHERE
from tests.providers.twilio.world import ACCOUNT, SERVICE, TOKEN, SystemClock

OTHER, OTHER_TOKEN = "AC" + "b" * 32, "b" * 32
SENDERS = [
    SandboxSender("+12025550160", friendly_name="North office"),
    SandboxSender("+12025550161", service_sid=SERVICE),
    SandboxSender("+12025550162", channel="whatsapp", kind="whatsapp", friendly_name="North clinic"),
]


@pytest.fixture
def other(twilio: TwilioStandIn) -> TwilioStandIn:
    """A second account beside the first."""
    return twilio.add_account(OTHER, OTHER_TOKEN, SENDERS)


@pytest.fixture
def door(url: str, session: aiohttp.ClientSession) -> TwilioDoor:
    return TwilioDoor(url, session, SystemClock())


async def test_what_texts_can_leave_from_is_offered(other: TwilioStandIn, door: TwilioDoor) -> None:
    found = await door.look(OTHER, OTHER_TOKEN)
    assert found.problem == ""
    assert found.senders == (
        OfferedSender(Channel.SMS, "+12025550160", "North office"),
        OfferedSender(Channel.SMS, "+12025550161"),
        OfferedSender(Channel.SMS, SERVICE, "Messaging Service"),
        OfferedSender(Channel.WHATSAPP, "+12025550162", "North clinic"),
    )
    assert {call.op for call in other.calls} == {"account", "numbers", "services", "senders"}


async def test_another_accounts_token_opens_nothing(other: TwilioStandIn, door: TwilioDoor) -> None:
    for sid, token in ((OTHER, TOKEN), (ACCOUNT, OTHER_TOKEN), ("AC" + "c" * 32, TOKEN)):
        found = await door.look(sid, token)
        assert "refuses these credentials" in found.problem
        assert token not in found.problem
        assert found.senders == ()


async def test_a_product_that_may_not_be_used_is_left_out(other: TwilioStandIn, door: TwilioDoor) -> None:
    other.faults.fail_next("senders", server_error=True)
    other.faults.fail_next("services", rate_limited=1)
    found = await door.look(OTHER, OTHER_TOKEN)
    assert [each.address for each in found.senders] == ["+12025550160", "+12025550161"]


@pytest.mark.parametrize(("status", "words"), [("suspended", "suspended"), ("closed", "closed")])
async def test_an_account_that_cannot_send_is_told(
    other: TwilioStandIn, door: TwilioDoor, status: str, words: str
) -> None:
    other.standing.account = status  # type: ignore[assignment]
    assert words in (await door.look(OTHER, OTHER_TOKEN)).problem


async def test_trouble_is_told_in_words(
    other: TwilioStandIn, door: TwilioDoor, session: aiohttp.ClientSession
) -> None:
    other.faults.fail_next("account", server_error=True)
    assert "HTTP 500" in (await door.look(OTHER, OTHER_TOKEN)).problem
    other.faults.fail_next("account", rate_limited=3)
    assert "too many requests" in (await door.look(OTHER, OTHER_TOKEN)).problem
    nowhere = TwilioDoor(NOWHERE, session, SystemClock())
    assert "could not be reached" in (await nowhere.look(OTHER, OTHER_TOKEN)).problem


def test_what_cannot_be_right_by_its_form_is_told_before_anybody_is_asked() -> None:
    mistakes = TwilioDoor.mistakes
    assert mistakes(None, OTHER, OTHER_TOKEN) == {}  # type: ignore[arg-type]
    assert set(mistakes(None, "SK" + "b" * 32, "hush")) == {"sid", "token"}  # type: ignore[arg-type]
    assert set(mistakes(None, OTHER.upper(), OTHER_TOKEN)) == {"sid"}  # type: ignore[arg-type]


def test_a_webhook_names_its_account() -> None:
    assert provider_of(f"Body=Hi&AccountSid={OTHER}&To=%2B1".encode(), ACCOUNT) == name_of(OTHER)
    assert provider_of(f"AccountSid={ACCOUNT}".encode(), ACCOUNT) == "twilio"
    for none in (b"", b"Body=Hi", f"XAccountSid={OTHER}".encode(), f"AccountSid={OTHER}x".encode()):
        assert provider_of(none, ACCOUNT) == "twilio"
    assert len(name_of(OTHER)) <= 32
