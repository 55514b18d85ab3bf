"""Ordered misbehaviour does what it says, and no more."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response
from twilio.base.exceptions import TwilioRestException

from tests.sandbox.twilio.conftest import ACCOUNT, JANE, OMAR, OURS, Stage, until
from tests.support.serving import serve

FORM = {"To": JANE, "From": OURS, "Body": "Hello"}


async def _post(stage: Stage, **kwargs: object) -> tuple[int, dict[str, object], dict[str, str]]:
    async with stage.session.post(stage.messages_url, data=FORM, headers=stage.auth, **kwargs) as response:
        return response.status, await response.json(), dict(response.headers)


async def test_a_refusal_is_used_up(stage: Stage) -> None:
    stage.twilio.faults.fail_next("create", code=21612, times=2)
    assert [await stage.refused(), await stage.refused()] == [21612, 21612]
    assert (await stage.send()).status == "queued"
    assert len(stage.twilio.messages) == 1


async def test_a_rate_limit_says_when_to_come_back(stage: Stage) -> None:
    stage.twilio.faults.fail_next("create", rate_limited=2)
    status, answer, headers = await _post(stage)
    assert (status, answer["code"], headers["Retry-After"]) == (429, 20429, "2")
    assert stage.twilio.messages == {}


@pytest.mark.parametrize("performed", [True, False])
async def test_a_server_error_may_have_done_the_work(stage: Stage, performed: bool) -> None:
    stage.twilio.faults.fail_next("create", server_error=True, performed=performed)
    status, answer, _ = await _post(stage)
    assert (status, answer["code"]) == (500, 20500)
    assert len(stage.twilio.messages) == performed


async def test_a_status_alone_is_enough(stage: Stage) -> None:
    stage.twilio.faults.fail_next("*", status=503)
    status, _, _ = await _post(stage)
    assert status == 503


async def test_a_dropped_answer_hides_a_message_that_goes_out(stage: Stage) -> None:
    stage.twilio.faults.fail_next("create", drop_answer=True)
    with pytest.raises(aiohttp.ClientError):
        await _post(stage)
    await stage.settled()
    assert stage.twilio.phones.conversation(JANE)[0]["body"] == "Hello"
    assert stage.twilio.calls[-1].status == 0


async def test_a_timeout_answers_nothing_and_does_nothing(stage: Stage) -> None:
    stage.twilio.faults.fail_next("create", timeout=True)
    with pytest.raises(TimeoutError):
        await _post(stage, timeout=aiohttp.ClientTimeout(total=0.1))
    assert stage.twilio.messages == {}


async def test_a_slow_answer_is_a_whole_one(stage: Stage) -> None:
    stage.twilio.faults.fail_next("create", slow=0.01)
    status, answer, _ = await _post(stage)
    assert (status, answer["status"]) == (201, "queued")


async def test_a_fault_waits_for_the_request_it_is_meant_for(stage: Stage) -> None:
    stage.twilio.faults.fail_next("create", code=30001, match=lambda form: form["Body"] == "second")
    stage.twilio.faults.fail_next("balance", server_error=True)
    assert (await stage.send("first")).status == "queued"
    assert await stage.refused(body="second") == 30001
    with pytest.raises(TwilioRestException):
        await asyncio.to_thread(stage.sdk.balance.fetch)


async def test_cleared_faults_do_not_happen(stage: Stage) -> None:
    stage.twilio.faults.fail_next("create", server_error=True)
    stage.twilio.faults.undeliver_next(30003)
    stage.twilio.faults.hold_receipts()
    stage.twilio.faults.clear()
    assert (await stage.statuses())[-1] == ("delivered", None)


async def test_an_operation_must_exist(stage: Stage) -> None:
    with pytest.raises(ValueError, match="op must be one of"):
        stage.twilio.faults.fail_next("sned", code=20429)


async def test_credentials_are_checked_before_a_fault(stage: Stage) -> None:
    stage.twilio.faults.fail_next("create", server_error=True)
    async with stage.session.post(stage.messages_url, data=FORM) as response:
        assert response.status == 401
    assert (await _post(stage))[0] == 500


@pytest.mark.parametrize(
    ("order", "statuses"),
    [("original", ["sending", "sent", "delivered"]), ("reversed", ["delivered", "sent", "sending"])],
)
async def test_receipts_can_be_held_reordered_and_doubled(
    stage: Stage, order: str, statuses: list[str]
) -> None:
    stage.twilio.faults.hold_receipts()
    message = await stage.send()
    await until(lambda: stage.twilio.messages[message.sid].status == "delivered")
    assert stage.bot.receipts == []
    assert stage.twilio.faults.release_receipts(order, duplicate=True) == 6
    await stage.settled()
    got = [form["MessageStatus"] for form in stage.bot.receipts]
    assert got == [status for status in statuses for _ in range(2)]
    assert all(hook.signed for hook in stage.bot.hooks)


async def test_shuffled_receipts_all_arrive(stage: Stage) -> None:
    stage.twilio.faults.hold_receipts()
    await stage.send()
    await stage.settled()
    stage.twilio.faults.release_receipts("shuffled")
    await stage.settled()
    assert sorted(form["MessageStatus"] for form in stage.bot.receipts) == ["delivered", "sending", "sent"]


async def test_the_next_delivery_can_fail_for_one_number(stage: Stage) -> None:
    stage.twilio.faults.undeliver_next(30008, to=OMAR)
    stage.twilio.faults.undeliver_next(30007, status="failed", to=JANE)
    assert (await stage.statuses())[-1] == ("failed", "30007")
    assert (await stage.statuses())[-1] == ("delivered", None)
    assert (await stage.statuses(to=OMAR))[-1] == ("undelivered", "30008")


async def test_an_incoming_message_can_come_again(stage: Stage) -> None:
    sid = stage.twilio.phones.text(JANE, OURS, "Hi")
    await stage.settled()
    assert await stage.twilio.faults.redeliver(sid) == 200
    first, second = stage.bot.hooks
    assert first.form == second.form
    assert second.signed
    assert len(stage.twilio.phones.conversation(JANE)) == 1


async def test_a_forged_webhook_has_a_wrong_signature(stage: Stage) -> None:
    form = {"MessageSid": "SM" + "0" * 32, "AccountSid": ACCOUNT, "From": JANE, "To": OURS, "Body": "Hi"}
    assert await stage.twilio.faults.forge(form) == 200
    assert await stage.twilio.faults.forge(form, path="/twilio/status") == 200
    assert [(hook.path, hook.signed) for hook in stage.bot.hooks] == [
        ("/twilio/inbound", False),
        ("/twilio/status", False),
    ]


async def test_a_dropped_answer_is_cut_behind_a_middleware_too(stage: Stage) -> None:
    async def passing(request: Request, call_next: RequestResponseEndpoint) -> Response:
        return await call_next(request)

    app = Starlette(routes=stage.twilio.routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=passing)])
    async with serve(app) as base:
        stage.twilio.faults.fail_next("create", drop_answer=True)
        served_at = replace(stage, api=f"{base}/twilio")
        with pytest.raises(aiohttp.ClientError):
            await _post(served_at)
    assert len(stage.twilio.messages) == 1
