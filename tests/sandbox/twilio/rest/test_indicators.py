"""The stand-in refuses what Twilio refuses of a typing indicator."""

import aiohttp
import pytest

from tests.sandbox.twilio.conftest import ACCOUNT, JANE, OURS, TOKEN, Stage


async def _ask(stage: Stage, **form: str) -> tuple[int, int | None]:
    url = f"{stage.api}/messaging/v2/Indicators/Typing.json"
    headers = {"Authorization": aiohttp.encode_basic_auth(ACCOUNT, TOKEN)}
    async with stage.session.post(url, data=form, headers=headers) as answer:
        said = await answer.json()
        return answer.status, said.get("code")


async def test_it_is_for_whatsapp_and_for_a_message_that_came_in_by_it(stage: Stage) -> None:
    by_sms = stage.twilio.phones.text(JANE, OURS, "Hi")
    by_whatsapp = stage.twilio.phones.text(JANE, OURS, "Hi", "whatsapp")
    assert await _ask(stage, channel="whatsapp", messageId=by_whatsapp) == (200, None)
    assert await _ask(stage, channel="sms", messageId=by_whatsapp) == (400, 20001)
    assert await _ask(stage, messageId=by_whatsapp) == (400, 20001)
    assert await _ask(stage, channel="whatsapp", messageId=by_sms) == (404, 20404)


@pytest.mark.parametrize(
    ("sid", "expected"), [("", (400, 20001)), ("SM1", (400, 20001)), ("SM" + "0" * 32, (404, 20404))]
)
async def test_the_message_must_be_one_of_the_account(
    stage: Stage, sid: str, expected: tuple[int, int]
) -> None:
    assert await _ask(stage, channel="whatsapp", messageId=sid) == expected
