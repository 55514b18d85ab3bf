"""How webhooks are signed, proved and delivered, when the bot is slow, broken or somebody else."""

import hmac
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse, Response

from bot.sandbox.meta.webhooks import encode, sign
from tests.sandbox.meta.conftest import CREDENTIALS, JANE, OURS, PNID, Hook, Stage, until


def test_a_body_is_escaped_as_meta_does_it() -> None:
    assert encode({"a": "äöå / 👍"}) == b'{"a":"\\u00e4\\u00f6\\u00e5 \\/ \\ud83d\\udc4d"}'


def test_the_signature_is_a_hash_of_those_bytes() -> None:
    assert sign("secret", b"body") == "sha256=" + hmac.new(b"secret", b"body", "sha256").hexdigest()
    assert sign("secret", b"other") != sign("secret", b"body")


@given(st.dictionaries(st.text(), st.text() | st.integers()))
def test_what_is_escaped_reads_the_same(body: dict[str, Any]) -> None:
    assert json.loads(encode(body)) == body
    encode(body).decode("ascii")


async def test_everything_is_signed(stage: Stage) -> None:
    stage.meta.phones.text(JANE, OURS, "Grüße / 👍")
    await stage.settled()
    [hook] = stage.bot.hooks
    assert hook.signed
    assert b"Gr\\u00fc\\u00dfe \\/ \\ud83d\\udc4d" in hook.raw
    assert stage.bot.messages[0]["text"]["body"] == "Grüße / 👍"


async def test_the_handshake_asks_with_the_token(stage: Stage) -> None:
    [asked] = stage.bot.asked
    assert asked["hub.mode"] == "subscribe"
    assert asked["hub.verify_token"] == CREDENTIALS.verify_token
    assert asked["hub.challenge"].isdigit()


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (Response(status_code=403), "HTTP Status Code = 403"),
        (PlainTextResponse("something else"), "not the challenge"),
    ],
)
async def test_an_address_that_does_not_prove_itself_gets_nothing(
    stage: Stage, answer: Response, wrong: str
) -> None:
    stage.meta.standing.verified_url = None
    stage.bot.challenge = lambda _request: answer
    assert wrong in await stage.meta.verify()
    stage.meta.phones.text(JANE, OURS, "Hello?")
    await stage.settled()
    assert stage.bot.hooks == []
    assert "not verified" in stage.meta.alerts[0].reason


async def test_a_webhook_is_tried_until_it_is_taken(stage: Stage) -> None:
    def third_time(_hook: Hook) -> Response:
        return Response(status_code=200 if len(stage.bot.hooks) == 3 else 503)

    stage.bot.answer = third_time
    stage.meta.phones.text(JANE, OURS, "Hello")
    await stage.settled()
    assert len(stage.bot.hooks) == 3
    assert len({hook.raw for hook in stage.bot.hooks}) == 1
    assert stage.meta.alerts == []


async def test_only_200_counts_and_the_tries_end(stage: Stage) -> None:
    stage.bot.answer = lambda _hook: Response(status_code=202)
    stage.meta.phones.text(JANE, OURS, "Hello")
    await stage.settled()
    assert len(stage.bot.hooks) == 3
    assert [alert.reason for alert in stage.meta.alerts] == ["HTTP 202"]


async def test_a_bot_that_is_down_leaves_an_alert(stage: Stage) -> None:
    stage.meta.standing.verified_url = "http://127.0.0.1:9/whatsapp/webhook"
    stage.meta.phones.text(JANE, OURS, "Hello")
    await stage.settled()
    assert [alert.reason for alert in stage.meta.alerts] == ["no answer"]


async def test_an_app_that_is_not_subscribed_hears_nothing(stage: Stage) -> None:
    business = f"{CREDENTIALS.account_id}/subscribed_apps"
    _, before = await stage.call("GET", business)
    assert before["data"][0]["whatsapp_business_api_data"]["id"] == CREDENTIALS.app_id
    assert await stage.call("DELETE", business) == (200, {"success": True})
    assert await stage.call("GET", business) == (200, {"data": []})
    stage.meta.phones.text(JANE, OURS, "Hello?")
    await stage.settled()
    assert stage.bot.hooks == []
    assert await stage.call("POST", business) == (200, {"success": True})
    stage.meta.phones.text(JANE, OURS, "Hello!")
    await until(lambda: stage.bot.hooks)


async def test_another_address_may_be_given_and_must_prove_itself_at_once(stage: Stage) -> None:
    business = f"{CREDENTIALS.account_id}/subscribed_apps"
    other = {"override_callback_uri": f"{stage.bot.url}/other/webhook", "verify_token": "t"}
    assert await stage.call("POST", business, json=other) == (200, {"success": True})
    assert stage.bot.asked[-1]["hub.verify_token"] == "t"
    _, shown = await stage.call("GET", business)
    assert shown["data"][0]["override_callback_uri"] == other["override_callback_uri"]
    stage.bot.challenge = lambda _request: Response(status_code=403)
    status, body = await stage.call("POST", business, json=other)
    assert (status, body["error"]["code"]) == (400, 2200)
    assert "HTTP Status Code = 403" in body["error"]["message"]


async def test_held_webhooks_go_together_mixed_or_twice(stage: Stage) -> None:
    stage.meta.faults.hold()
    first = stage.meta.phones.text(JANE, OURS, "One")
    second = stage.meta.phones.text(JANE, OURS, "Two")
    await stage.send()
    await stage.settled()
    assert stage.bot.hooks == []
    assert stage.meta.faults.release(together=True, duplicate=True) == 1
    await stage.settled()
    [hook] = stage.bot.hooks
    assert [message["id"] for message in stage.bot.messages] == [first, first, second, second]
    assert [status["status"] for status in stage.bot.statuses] == ["sent"] * 2 + ["delivered"] * 2
    kinds = [set(change["value"]) & {"messages", "statuses"} for change in hook.body["entry"][0]["changes"]]
    assert kinds[0] == {"messages"}
    metadata = {"display_phone_number": OURS.removeprefix("+"), "phone_number_id": PNID}
    assert all(change["value"]["metadata"] == metadata for change in hook.body["entry"][0]["changes"])
    stage.meta.faults.hold()
    third = stage.meta.phones.text(JANE, OURS, "Three")
    fourth = stage.meta.phones.text(JANE, OURS, "Four")
    assert stage.meta.faults.release("reversed") == 2
    await stage.settled()
    assert [message["id"] for message in stage.bot.messages[4:]] == [fourth, third]


async def test_delivered_may_be_left_out(stage: Stage) -> None:
    await stage.opened()
    stage.meta.faults.skip_delivered()
    assert await stage.outcome() == [("sent", None)]
    assert stage.meta.phones.read(JANE) == 1
    await stage.settled()
    assert [status["status"] for status in stage.bot.statuses] == ["sent", "read"]


async def test_a_message_is_told_again_under_the_same_id(stage: Stage) -> None:
    wamid = await stage.opened()
    assert stage.meta.faults.redeliver(wamid) == 1
    await stage.settled()
    assert [message["id"] for message in stage.bot.messages] == [wamid, wamid]


@pytest.mark.parametrize("signature", ["sha256=" + "0" * 64, None])
async def test_somebody_else_cannot_sign(stage: Stage, signature: str | None) -> None:
    assert await stage.meta.faults.forge({"object": "whatsapp_business_account"}, signature) == 200
    assert not stage.bot.hooks[0].signed
