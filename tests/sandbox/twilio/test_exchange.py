"""Several accounts at one address: each has its own credentials, senders, messages and troubles."""

import aiohttp
import pytest

from bot.sandbox.twilio import WHATSAPP_SANDBOX_NUMBER, MediaFile, SandboxSender, TwilioStandIn
from bot.sandbox.twilio.sandbox_templates import SANDBOX_TEMPLATES
from tests.sandbox.twilio.conftest import ACCOUNT, JANE, OMAR, OURS, TEMPLATE, TOKEN, Stage

NORTH, NORTH_TOKEN, NORTH_SMS = "AC" + "0" * 31 + "2", "another-token", "+13035550160"
APPOINTMENT = next(iter(SANDBOX_TEMPLATES))


@pytest.fixture
def north(stage: Stage) -> TwilioStandIn:
    return stage.twilio.add_account(NORTH, NORTH_TOKEN, [SandboxSender(NORTH_SMS)])


async def create(
    stage: Stage, sid: str, token: str, account: str, from_: str
) -> tuple[int, dict[str, object]]:
    url = f"{stage.api}/2010-04-01/Accounts/{account}/Messages.json"
    headers = {"Authorization": aiohttp.encode_basic_auth(sid, token)}
    form = {"To": JANE, "From": from_, "Body": "Hello"}
    async with stage.session.post(url, data=form, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_a_request_goes_to_the_account_whose_credentials_it_has(
    stage: Stage, north: TwilioStandIn
) -> None:
    assert (await create(stage, NORTH, NORTH_TOKEN, NORTH, NORTH_SMS))[0] == 201
    assert (await create(stage, ACCOUNT, TOKEN, ACCOUNT, OURS))[0] == 201
    await stage.settled()
    assert [each.from_ for each in north.messages.values()] == [NORTH_SMS]
    assert [each.from_ for each in stage.twilio.messages.values()] == [OURS]
    shown = stage.twilio.phones.conversation(JANE)
    assert {each["with"] for each in shown} == {NORTH_SMS, OURS}


@pytest.mark.parametrize(
    ("sid", "token", "account", "from_", "code"),
    [
        (NORTH, TOKEN, NORTH, NORTH_SMS, 20003),
        (ACCOUNT, NORTH_TOKEN, ACCOUNT, OURS, 20003),
        (NORTH, NORTH_TOKEN, ACCOUNT, NORTH_SMS, 20404),
        (NORTH, NORTH_TOKEN, NORTH, OURS, 21659),
        ("AC" + "9" * 32, NORTH_TOKEN, NORTH, NORTH_SMS, 20003),
    ],
)
async def test_nothing_of_another_account_can_be_used(
    stage: Stage, north: TwilioStandIn, sid: str, token: str, account: str, from_: str, code: int
) -> None:
    assert (await create(stage, sid, token, account, from_))[1]["code"] == code
    assert not north.messages


async def test_its_webhooks_carry_its_own_name_and_signature(stage: Stage, north: TwilioStandIn) -> None:
    north.phones.text(JANE, NORTH_SMS, "Hello")
    stage.twilio.phones.text(JANE, OURS, "Hello")
    await stage.settled()
    while not north.idle:
        await stage.settled()
    signed = {hook.form["AccountSid"]: hook.signed for hook in stage.bot.hooks}
    # The double knows the first account's token only.
    assert signed == {NORTH: False, ACCOUNT: True}


async def test_a_file_is_found_on_the_media_host_whosever_it_is(stage: Stage, north: TwilioStandIn) -> None:
    north.state.config.api_url = stage.api
    north.phones.text(JANE, NORTH_SMS, "Look", media=[MediaFile("image/png", b"picture")])
    token = next(iter(north.media.by_token))
    async with stage.session.get(f"{stage.api}/media-host/{token}") as answer:
        assert await answer.read() == b"picture"
    async with stage.session.get(f"{stage.api}/media-host/nothing") as answer:
        assert answer.status == 404


async def test_the_sandbox_number_takes_its_own_templates_only(stage: Stage) -> None:
    to, from_ = f"whatsapp:{OMAR}", f"whatsapp:{WHATSAPP_SANDBOX_NUMBER}"
    test = stage.twilio.state.sender("whatsapp", WHATSAPP_SANDBOX_NUMBER)
    assert test is not None
    stage.twilio.whatsapp.join(OMAR, test)
    of_the_account = {"content_sid": TEMPLATE, "content_variables": '{"1": "Omar", "2": "ten"}', "body": None}
    shared = {"content_sid": APPOINTMENT, "content_variables": '{"1": "12/1", "2": "3pm"}', "body": None}
    assert (await stage.statuses(to=to, from_=from_, **of_the_account))[-1] == ("undelivered", "63016")
    assert (await stage.statuses(to=to, from_=from_, **shared))[-1] == ("delivered", None)
    # Once the client has written, whatever the account has may go.
    stage.twilio.phones.text(OMAR, WHATSAPP_SANDBOX_NUMBER, "Hello", "whatsapp")
    assert (await stage.statuses(to=to, from_=from_, **of_the_account))[-1] == ("delivered", None)
