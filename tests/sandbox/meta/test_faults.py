"""Troubles that can be ordered of the API, and what the record of its calls says of them."""

import asyncio

import aiohttp
import pytest

from tests.sandbox.meta.conftest import CREDENTIALS, JANE, OMAR, PNID, Stage, of_template, words


async def test_codes_come_with_their_status(stage: Stage) -> None:
    stage.meta.faults.fail_next("send", code=130429)
    assert (await stage.refused(words("x")))[:2] == (429, 130429)
    stage.meta.faults.fail_next("send", code=368)
    assert (await stage.refused(words("x")))[:2] == (403, 368)
    stage.meta.faults.fail_next("send", status=503)
    assert (await stage.refused(words("x")))[:2] == (503, 2)
    assert stage.meta.messages == {}
    await stage.send()
    assert [(call.op, call.status, call.code) for call in stage.meta.calls] == [
        ("send", 429, 130429),
        ("send", 403, 368),
        ("send", 503, 2),
        ("send", 200, None),
    ]


async def test_an_error_may_say_how_long_to_wait(stage: Stage) -> None:
    stage.meta.faults.fail_next("number", code=130429, retry_after=7)
    headers = {"Authorization": f"Bearer {CREDENTIALS.token}"}
    async with stage.session.get(f"{stage.api}/{PNID}", headers=headers) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
    assert [(call.op, call.status, call.code) for call in stage.meta.calls] == [("number", 429, 130429)]


async def test_it_happens_as_often_as_asked_and_where_it_fits(stage: Stage) -> None:
    stage.meta.faults.fail_next("send", code=131000, times=2, match=lambda params: params["to"] == OMAR)
    await stage.send(words("x"))
    for _ in range(2):
        assert (await stage.refused(words("x") | {"to": OMAR}))[:2] == (500, 131000)
    await stage.send(words("x") | {"to": OMAR})


async def test_it_may_be_carried_out_although_the_answer_is_an_error(stage: Stage) -> None:
    stage.meta.faults.fail_next("send", code=131000, performed=True)
    await stage.refused(of_template())
    await stage.settled()
    assert [status["status"] for status in stage.bot.statuses] == ["sent", "delivered"]


async def test_the_answer_may_be_cut_off(stage: Stage) -> None:
    stage.meta.faults.fail_next("send", drop_answer=True)
    with pytest.raises(aiohttp.ClientError):
        await stage.post(of_template())
    await stage.settled()
    assert len(stage.shown()) == 1
    assert stage.meta.calls[-1].status == 0


async def test_or_never_come(stage: Stage) -> None:
    stage.meta.faults.fail_next("send", timeout=True)
    with pytest.raises(asyncio.TimeoutError):
        await stage.post(words("x"), timeout=aiohttp.ClientTimeout(total=0.2))
    assert stage.meta.messages == {}


async def test_it_may_be_slow(stage: Stage) -> None:
    stage.meta.faults.fail_next("send", slow=0.05)
    await stage.send()


async def test_the_next_message_fails_after_it_was_accepted(stage: Stage) -> None:
    stage.meta.faults.undeliver_next(131026, to=JANE)
    assert await stage.outcome(of_template() | {"to": OMAR}) == [("sent", None), ("delivered", None)]
    assert await stage.outcome(of_template()) == [("failed", 131026)]
    assert await stage.outcome(of_template()) == [("sent", None), ("delivered", None)]


async def test_orders_can_be_taken_back(stage: Stage) -> None:
    stage.meta.faults.fail_next("*", code=2)
    stage.meta.faults.undeliver_next(131026)
    stage.meta.faults.hold()
    stage.meta.faults.clear()
    assert await stage.outcome(of_template()) == [("sent", None), ("delivered", None)]


async def test_an_operation_that_does_not_exist_cannot_fail(stage: Stage) -> None:
    with pytest.raises(ValueError, match="op must be one of"):
        stage.meta.faults.fail_next("fly", code=1)


async def test_the_record_shows_what_was_asked_and_no_token(stage: Stage) -> None:
    await stage.call("GET", f"{PNID}?fields=id&access_token=x")
    [call] = stage.meta.calls
    assert (call.op, call.method, call.params) == ("number", "GET", {"fields": "id"})
