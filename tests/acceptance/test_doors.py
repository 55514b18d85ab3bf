"""Every door from outside: what is forged, stale, malformed or too large is turned away and named."""

import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
import pytest_asyncio

from bot.sandbox.twilio.webhooks import sign
from tests.acceptance.people import MAYA, Desk
from tests.acceptance.private import BotLog
from tests.support.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="module")

SLACK, INBOUND, STATUS = "/slack/events", "/twilio/inbound", "/twilio/status"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
HOSTILE = "A text nobody signed and nobody may see"
FORMS = {
    SLACK: {"command": "/sms", "text": HOSTILE, "user_id": MAYA, "team_id": "T0HARBOR"},
    INBOUND: {"MessageSid": "SM" + "1" * 32, "From": "+12025557001", "To": "+12025550100", "Body": HOSTILE},
    STATUS: {"MessageSid": "SM" + "1" * 32, "MessageStatus": "delivered", "To": "+12025557001"},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def outsider() -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody on the internet."""
    async with aiohttp.ClientSession() as session:
        yield session


def slack_headers(program: Program, body: bytes, *, age: float = 0, kind: str = FORM) -> dict[str, str]:
    """Slack's own signature over a body, made ``age`` seconds ago."""
    stamp = str(int(program.sandbox.clock.now() - age))
    signed = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.digest(program.sandbox.signing_secret.encode(), signed, hashlib.sha256).hex()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": kind,
    }


async def post(
    session: aiohttp.ClientSession, program: Program, path: str, body: bytes, headers: dict[str, str]
) -> tuple[int, str]:
    async with session.post(program.url + path, data=body, headers=headers) as answer:
        return answer.status, await answer.text()


def nothing_came_in(program: Program, desk: Desk) -> None:
    for message in program.slack.workspace.messages(desk.inbox):
        assert HOSTILE not in f"{message.text} {message.blocks}"
    assert desk.people.open_view(MAYA) is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Signature": "v1=", "X-Slack-Request-Timestamp": "1700000000"},
    ],
)
async def test_slack_unsigned_or_forged(
    shared: Program, desk: Desk, log: BotLog, outsider: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    desk.typed.append(HOSTILE)
    now = str(int(shared.sandbox.clock.now()))
    stamped = {"X-Slack-Request-Timestamp": now} | headers | {"Content-Type": FORM}
    status, said = await post(outsider, shared, SLACK, urlencode(FORMS[SLACK]).encode(), stamped)
    assert (status, said) == (401, "The signature is missing, wrong or stale.")
    await log.names("/slack/events was refused", "signature")
    nothing_came_in(shared, desk)


@pytest.mark.parametrize("age", [301, 86_400, -301])
async def test_slack_stale(
    shared: Program, desk: Desk, log: BotLog, outsider: aiohttp.ClientSession, age: int
) -> None:
    body = urlencode(FORMS[SLACK]).encode()
    status, _ = await post(outsider, shared, SLACK, body, slack_headers(shared, body, age=age))
    assert status == 401
    await log.names("/slack/events was refused", "stale")
    nothing_came_in(shared, desk)


async def test_slack_signed_for_another_body(
    shared: Program, desk: Desk, outsider: aiohttp.ClientSession
) -> None:
    headers = slack_headers(shared, b"command=%2Fsms&text=help")
    status, _ = await post(outsider, shared, SLACK, urlencode(FORMS[SLACK]).encode(), headers)
    assert status == 401
    nothing_came_in(shared, desk)


@pytest.mark.parametrize("path", [INBOUND, STATUS])
@pytest.mark.parametrize(
    "signature", [None, "", "Zm9yZ2VkIHNpZ25hdHVyZQ==", "not base64 ✗".encode().hex() * 9]
)
async def test_twilio_unsigned_or_forged(
    shared: Program,
    desk: Desk,
    log: BotLog,
    outsider: aiohttp.ClientSession,
    path: str,
    signature: str | None,
) -> None:
    desk.typed.append(HOSTILE)
    headers = {"Content-Type": FORM} | ({} if signature is None else {"X-Twilio-Signature": signature})
    form = FORMS[path] | {"AccountSid": shared.sandbox.account_sid}
    status, said = await post(outsider, shared, path, urlencode(form).encode(), headers)
    assert (status, said) == (403, "The signature is missing or wrong.")
    await log.names(path, "not Twilio's")
    nothing_came_in(shared, desk)


async def test_twilio_signed_for_another_address(
    shared: Program, desk: Desk, outsider: aiohttp.ClientSession
) -> None:
    form = FORMS[INBOUND] | {"AccountSid": shared.sandbox.account_sid}
    signature = sign(shared.sandbox.auth_token, "https://elsewhere.example/twilio/inbound", form)
    headers = {"Content-Type": FORM, "X-Twilio-Signature": signature}
    status, _ = await post(outsider, shared, INBOUND, urlencode(form).encode(), headers)
    assert status == 403
    nothing_came_in(shared, desk)


@pytest.mark.parametrize("missing", ["From", "To", "MessageSid"])
async def test_twilio_signed_but_not_a_message(
    shared: Program, desk: Desk, log: BotLog, outsider: aiohttp.ClientSession, missing: str
) -> None:
    form = FORMS[INBOUND] | {"AccountSid": shared.sandbox.account_sid}
    del form[missing]
    signature = sign(shared.sandbox.auth_token, shared.url + INBOUND, form)
    headers = {"Content-Type": FORM, "X-Twilio-Signature": signature}
    status, said = await post(outsider, shared, INBOUND, urlencode(form).encode(), headers)
    assert (status, said) == (400, "The request is not what this webhook takes.")
    await log.names(INBOUND, "malformed")
    nothing_came_in(shared, desk)


async def test_a_receipt_for_a_message_that_is_not_ours_changes_nothing(
    shared: Program, outsider: aiohttp.ClientSession
) -> None:
    form = FORMS[STATUS] | {"AccountSid": shared.sandbox.account_sid, "From": "+12025550100"}
    path = STATUS + "?message=01ARZ3NDEKTSV4RRFFQ69G5FAV"
    signature = sign(shared.sandbox.auth_token, shared.url + path, form)
    headers = {"Content-Type": FORM, "X-Twilio-Signature": signature}
    status, _ = await post(outsider, shared, path, urlencode(form).encode(), headers)
    assert status == 204


def interaction(**payload: Any) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (JSON, b""),
        (JSON, b"{"),
        (JSON, b"[]"),
        (JSON, b"null"),
        (JSON, b'{"type": 7}'),
        (JSON, b'{"type": "event_callback", "event_id": "Ev1"}'),
        (JSON, b'{"type": "event_callback", "event": [], "event_id": "Ev1"}'),
        (JSON, b"[" * 100_000),
        (JSON, b"\xff\xfe\x00"),
        (FORM, b"payload=%7B"),
        (FORM, b"payload=[]"),
        (FORM, b"nothing=known"),
        (FORM, b"&".join(b"a%d=1" % number for number in range(5000))),
        (FORM, interaction(type="block_actions")),
        (FORM, interaction(type="block_actions", actions=[], user={"id": "U1"})),
        (FORM, interaction(type="view_submission", view=None)),
    ],
)
async def test_slack_signed_but_not_to_be_read(
    shared: Program, desk: Desk, log: BotLog, outsider: aiohttp.ClientSession, kind: str, body: bytes
) -> None:
    status, said = await post(outsider, shared, SLACK, body, slack_headers(shared, body, kind=kind))
    assert 400 <= status < 500, (status, said)
    assert "Traceback" not in said
    await log.names("could not be read")
    nothing_came_in(shared, desk)


@pytest.mark.parametrize("path", [SLACK, INBOUND, STATUS])
@pytest.mark.parametrize("declared", [True, False])
async def test_an_oversized_body_is_not_read_to_its_end(
    shared: Program,
    desk: Desk,
    log: BotLog,
    outsider: aiohttp.ClientSession,
    path: str,
    declared: bool,
) -> None:
    large = b"x" * 2_000_000

    async def in_parts() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield large[:100_000]

    headers = {"Content-Type": FORM, "X-Twilio-Signature": "Zm9yZ2Vk"}
    body = io.BytesIO(large) if declared else in_parts()
    # Who is cut off while still sending is turned away as well.
    with suppress(aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):
        async with outsider.post(shared.url + path, data=body, headers=headers) as answer:
            assert answer.status == 413
            assert "larg" in await answer.text()
    await log.names(path, "large")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", SLACK, 405),
        ("GET", INBOUND, 405),
        ("PUT", STATUS, 405),
        ("GET", "/", 404),
        ("POST", "/slack/events/", 404),
        ("GET", "/../../etc/passwd", 404),
    ],
)
async def test_what_is_no_door(
    shared: Program, outsider: aiohttp.ClientSession, method: str, path: str, status: int
) -> None:
    async with outsider.request(method, shared.url + path, data=None) as answer:
        assert answer.status == status
        assert "Traceback" not in await answer.text()


async def test_another_workspace_sees_nothing_of_this_one(
    shared: Program, desk: Desk, log: BotLog, outsider: aiohttp.ClientSession
) -> None:
    body = urlencode(FORMS[SLACK] | {"team_id": "T0OTHER"}).encode()
    status, said = await post(outsider, shared, SLACK, body, slack_headers(shared, body))
    assert status == 200
    assert "This app serves another workspace" in said
    await log.names("a workspace that is not served here")
    nothing_came_in(shared, desk)
