"""Who gets in, and the account's own resources."""

import asyncio

import aiohttp
import pytest
from twilio.base.exceptions import TwilioRestException

from tests.sandbox.twilio.conftest import ACCOUNT, OURS, SECOND, TOKEN, TOLL_FREE, Stage, until

CREDENTIALS = [
    None,
    "Basic !!!",
    "Bearer " + TOKEN,
    aiohttp.encode_basic_auth(ACCOUNT, "wrong"),
    aiohttp.encode_basic_auth("AC" + "9" * 32, TOKEN),
]
PATHS = [
    ("GET", f"/2010-04-01/Accounts/{ACCOUNT}.json"),
    ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/Balance.json"),
    ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers.json"),
    ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"),
    ("POST", f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"),
    ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/Messages/SM1.json"),
    ("POST", f"/2010-04-01/Accounts/{ACCOUNT}/Messages/SM1.json"),
    ("DELETE", f"/2010-04-01/Accounts/{ACCOUNT}/Messages/SM1.json"),
    ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/Messages/SM1/Media.json"),
    ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/Messages/SM1/Media/ME1"),
    ("GET", "/messaging/v1/Tollfree/Verifications"),
    ("GET", "/messaging/v1/Tollfree/Verifications/HH1"),
    ("GET", "/messaging/v1/Services/MG1/Compliance/Usa2p"),
]


@pytest.mark.parametrize("authorization", CREDENTIALS)
async def test_every_route_asks_for_credentials(stage: Stage, authorization: str | None) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    for method, path in PATHS:
        async with stage.session.request(method, stage.api + path, headers=headers) as response:
            assert (response.status, (await response.json())["code"]) == (401, 20003)


async def test_another_account_is_not_found(stage: Stage) -> None:
    url = f"{stage.api}/2010-04-01/Accounts/AC{'9' * 32}/Messages.json"
    async with stage.session.get(url, headers=stage.auth) as response:
        assert (response.status, (await response.json())["code"]) == (404, 20404)


async def test_unknown_paths_and_methods_answer_in_json(stage: Stage) -> None:
    async with stage.session.get(f"{stage.api}/2010-04-01/Nothing.json", headers=stage.auth) as response:
        assert (response.status, (await response.json())["code"]) == (404, 20404)
    async with stage.session.put(stage.messages_url, headers=stage.auth) as response:
        assert (response.status, (await response.json())["code"]) == (405, 20004)


async def test_an_error_has_the_four_fields(stage: Stage) -> None:
    async with stage.session.post(stage.messages_url, headers=stage.auth) as response:
        assert await response.json() == {
            "code": 21604,
            "message": "A 'To' phone number is required",
            "more_info": "https://www.twilio.com/docs/errors/21604",
            "status": 400,
        }


async def test_a_request_too_large_is_refused(stage: Stage) -> None:
    form = {"Body": "x" * 1_000_001}
    async with stage.session.post(stage.messages_url, data=form, headers=stage.auth) as response:
        assert response.status == 413


async def test_too_many_requests_at_once_are_refused(stage: Stage) -> None:
    stage.config.concurrency_limit = 1
    stage.twilio.faults.fail_next("create", timeout=True)
    waiting = asyncio.create_task(stage.session.post(stage.messages_url, headers=stage.auth).__aenter__())
    await until(lambda: stage.twilio.calls)
    with pytest.raises(TwilioRestException) as caught:
        await stage.send()
    assert (caught.value.status, caught.value.code) == (429, 20429)
    waiting.cancel()


async def test_the_account_its_numbers_and_its_balance(stage: Stage) -> None:
    account = await asyncio.to_thread(stage.sdk.api.v2010.accounts(ACCOUNT).fetch)
    assert (account.sid, account.status, account.auth_token) == (ACCOUNT, "active", None)
    numbers = await asyncio.to_thread(stage.sdk.incoming_phone_numbers.list)
    assert [number.phone_number for number in numbers] == [OURS, TOLL_FREE, SECOND]
    assert numbers[0].friendly_name == "Front desk"
    [one] = await asyncio.to_thread(lambda: stage.sdk.incoming_phone_numbers.list(phone_number=TOLL_FREE))
    assert one.phone_number == TOLL_FREE
    await stage.send()
    await stage.settled()
    balance = await asyncio.to_thread(stage.sdk.balance.fetch)
    assert (balance.balance, balance.currency) == ("49.99170", "USD")
