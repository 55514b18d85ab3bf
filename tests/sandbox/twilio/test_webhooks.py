"""How a webhook is delivered when the bot is slow, broken or away."""

import asyncio

import pytest
from aiohttp import web
from starlette.responses import Response
from twilio.request_validator import RequestValidator

from bot.sandbox.twilio.webhooks import RetryPolicy, sign
from tests.sandbox.twilio.conftest import JANE, OURS, TOKEN, Hook, Stage


def test_the_signature_is_the_one_of_the_sdk() -> None:
    url, params = "https://example.com/twilio/status?m=1&x=%20a", {"b": "ü", "a": "1 + 1", "A": ""}
    assert sign(TOKEN, url, params) == RequestValidator(TOKEN).compute_signature(url, params)


@pytest.mark.parametrize(
    ("fragment", "count", "covered"),
    [
        ("", 1, {"ct"}),
        ("rc=0", 0, {"ct"}),
        ("rc=3&rp=5xx,rt", 3, {"5xx", "rt"}),
        ("rc=99&rp=all", 5, {"ct", "rt", "4xx", "5xx"}),
        ("rc=x&y=1", 1, {"ct"}),
    ],
)
def test_the_fragment_overrides_the_retries(fragment: str, count: int, covered: set[str]) -> None:
    policy = RetryPolicy.of(fragment)
    assert policy.count == count
    assert {trouble for trouble in ("ct", "rt", "4xx", "5xx") if policy.covers(trouble)} == covered


async def test_an_error_of_the_bot_is_not_retried_unless_asked(stage: Stage) -> None:
    stage.bot.answer = lambda _hook: Response(status_code=503)
    sid = stage.twilio.phones.text(JANE, OURS, "Hi")
    await stage.settled()
    assert len(stage.bot.inbound) == 1
    assert [(alert.code, alert.sid) for alert in stage.twilio.alerts] == [(11200, sid)]


async def test_a_retry_carries_the_same_token(stage: Stage) -> None:
    stage.config.inbound_overrides = "rc=2&rp=5xx"

    def failing_twice(_hook: Hook) -> Response:
        done = len(stage.bot.inbound) == 3
        return Response(
            "<Response/>" if done else "", status_code=200 if done else 500, media_type="text/xml"
        )

    stage.bot.answer = failing_twice
    stage.twilio.phones.text(JANE, OURS, "Hi")
    await stage.settled()
    assert len(stage.bot.inbound) == 3
    assert len({hook.token for hook in stage.bot.hooks}) == 1
    assert all(hook.signed for hook in stage.bot.hooks)
    assert stage.twilio.alerts == []


async def test_a_broken_connection_is_retried_once(stage: Stage) -> None:
    taken = []

    async def cut(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken.append(1)
        writer.close()

    server = await asyncio.start_server(cut, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    await stage.send(status_callback=f"http://{host}:{port}/twilio/status#rc=1")
    stage.twilio.state.bot_url = f"http://{host}:{port}"
    stage.twilio.phones.text(JANE, OURS, "Hi")
    await stage.settled()
    server.close()
    assert len(taken) == 2 * (3 + 1)
    assert [alert.code for alert in stage.twilio.alerts] == [11200] * 4


async def test_a_bot_that_is_away_harms_nobody(stage: Stage) -> None:
    stage.twilio.state.bot_url = "http://127.0.0.1:9"
    sid = stage.twilio.phones.text(JANE, OURS, "Hi")
    await stage.settled()
    assert [(alert.code, alert.sid) for alert in stage.twilio.alerts] == [(11200, sid)]
    assert stage.twilio.phones.conversation(JANE)[0]["ticks"] == "delivered"


async def test_an_answer_that_takes_too_long_is_given_up(stage: Stage) -> None:
    stage.config.webhook_timeout = 0.05
    released = asyncio.Event()

    async def slow(_request: web.Request) -> web.Response:
        await released.wait()
        return web.Response()

    app = web.Application()
    app.router.add_post("/twilio/inbound", slow)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stage.twilio.state.bot_url = "http://{}:{}".format(*runner.addresses[0][:2])
    stage.twilio.phones.text(JANE, OURS, "Hi")
    await stage.settled()
    released.set()
    await runner.cleanup()
    assert [alert.detail for alert in stage.twilio.alerts] == ["no answer"]
