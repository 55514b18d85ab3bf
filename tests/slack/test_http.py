"""What the one route of Slack's lets in."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import pytest

from bot.slack.blocks.notices import OTHER_WORKSPACE
from bot.slack.http import MAX_BODY, starlette_routes
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, SECRET, World

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


async def send(
    world: World, body: bytes, kind: str = JSON, *, secret: str = SECRET, at: str = "", headers: bool = True
) -> tuple[int, str]:
    """The answer to a request signed like this."""
    stamp = at or str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}"} if headers else {}
    url = f"{world.bot_url}/slack/events"
    async with world.session.post(url, data=body, headers={"Content-Type": kind, **signed}) as answer:
        return answer.status, await answer.text()


def event(**changes: object) -> dict[str, object]:
    inner = {
        "type": "message",
        "channel": CLIENTS,
        "user": MAYA,
        "text": "Hi",
        "ts": "2.1",
        "thread_ts": "1.1",
    }
    return {"type": "event_callback", "team_id": "T0HARBOR", "event_id": "Ev1", "event": inner | changes}


async def test_signed_event_is_kept(world: World) -> None:
    assert (await send(world, json.dumps(event() | {"token": "legacy"}).encode()))[0] == 200
    assert "legacy" not in str(world.events.kept[0].payload)
    assert [(kept.event_id, kept.order_key) for kept in world.events.kept] == [("Ev1", f"{CLIENTS}:1.1")]


async def test_url_verification_is_answered(world: World) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c4"}).encode()
    status, text = await send(world, body)
    assert (status, json.loads(text)) == (200, {"challenge": "c4"})


@pytest.mark.parametrize("at", ["1", str(2**60), "now", "-5", "１２３", "1e9"])
async def test_stale_or_strange_timestamp_is_refused(world: World, at: str) -> None:
    signature = hmac.new(SECRET.encode(), f"v0:{at}:{{}}".encode(), hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={signature}"}
    async with world.session.post(f"{world.bot_url}/slack/events", data=b"{}", headers=headers) as answer:
        assert answer.status == 401


async def test_forged_or_unsigned_request_is_refused(world: World) -> None:
    body = json.dumps(event()).encode()
    assert (await send(world, body, secret="another"))[0] == 401
    assert (await send(world, body, headers=False))[0] == 401
    assert (await send(world, b"not even json", secret="another"))[0] == 401
    assert world.events.kept == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", JSON),
        (b"{", JSON),
        (b"[1]", JSON),
        (b"{}", JSON),
        (b'"x"', JSON),
        (b"\xff\xfe", JSON),
        (b"[" * 50_000, JSON),
        (b'{"type":"event_callback"}', JSON),
        (b'{"type":"event_callback","event_id":"Ev1","event":[]}', JSON),
        (b'{"type":"event_callback","event_id":"Ev1","event":{},"authorizations":7}', JSON),
        (b'{"type":"message_action","user":{"id":"U1"},"channel":{"id":"C1"}}', JSON),
        (b'{"type":"message_action","user":{"id":"U1"},"message":{"ts":"1.1"}}', JSON),
        (b"", FORM),
        (b"payload=", FORM),
        (b"payload=%7B", FORM),
        (b"payload=%5B%5D", FORM),
        (b"text=hello", FORM),
        (urlencode([(f"f{n}", "") for n in range(500)]).encode(), FORM),
    ],
)
async def test_malformed_body_is_told_so(world: World, body: bytes, kind: str) -> None:
    assert (await send(world, body, kind))[0] == 400


async def test_body_is_bounded(world: World) -> None:
    assert (await send(world, b"x" * (MAX_BODY + 1)))[0] == 413


async def test_other_methods_are_refused(world: World) -> None:
    async with world.session.get(f"{world.bot_url}/slack/events") as answer:
        assert answer.status == 405


def test_empty_secret_stops_the_start() -> None:
    with pytest.raises(ValueError, match="SLACK_SIGNING_SECRET"):
        starlette_routes(None, " ")  # type: ignore[arg-type]


async def test_event_that_could_not_be_kept_is_sent_again(world: World) -> None:
    world.events.broken = True
    assert (await send(world, json.dumps(event()).encode()))[0] == 500
    world.events.broken = False
    assert (await send(world, json.dumps(event()).encode()))[0] == 200
    assert await world.count("slack_events") == 1


async def test_same_event_twice_is_kept_once(world: World) -> None:
    for _ in range(2):
        assert (await send(world, json.dumps(event()).encode()))[0] == 200
    assert await world.count("slack_events") == 1


@pytest.mark.parametrize(
    "inner",
    [
        {"type": "app_home_opened"},
        {"type": "tokens_revoked"},
        {"subtype": "channel_join"},
        {"thread_ts": None},
        {"bot_id": "B1"},
        {"channel_type": "im"},
        {"type": "unheard_of"},
    ],
)
async def test_event_that_is_not_ours_is_answered_and_not_kept(
    world: World, inner: dict[str, object]
) -> None:
    assert (await send(world, json.dumps(event(**inner)).encode()))[0] == 200
    assert world.events.kept == []


async def test_event_of_another_workspace_is_not_kept(world: World) -> None:
    body = event() | {"team_id": "T0OTHER"}
    assert (await send(world, json.dumps(body).encode()))[0] == 200
    assert world.events.kept == []


async def test_people_of_another_workspace_are_turned_away(world: World) -> None:
    command = {"command": "/sms", "text": "help", "team_id": "T0OTHER", "user_id": "U9", "trigger_id": "t"}
    status, text = await send(world, urlencode(command).encode(), FORM)
    assert (status, json.loads(text)["text"]) == (200, OTHER_WORKSPACE)
    await world.add_client()
    asked = {"type": "block_suggestion", "action_id": "compose_client", "block_id": "client", "value": "Jane"}
    payload = asked | {"user": {"id": "U9", "team_id": "T0OTHER"}, "team": {"id": "T0OTHER"}}
    status, text = await send(world, urlencode({"payload": json.dumps(payload)}).encode(), FORM)
    assert (status, text) == (200, "")


async def test_interaction_that_nobody_declared_is_no_crash(world: World) -> None:
    view = {"type": "modal", "id": "V1", "callback_id": "unheard_of", "blocks": []}
    payload = {"type": "view_submission", "user": {"id": MAYA}, "team": {"id": "T0HARBOR"}, "view": view}
    status, text = await send(world, urlencode({"payload": json.dumps(payload)}).encode(), FORM)
    assert (status, json.loads(text)["response_action"]) == (200, "update")


async def test_menu_that_nobody_declared_is_answered(world: World) -> None:
    payload = {
        "type": "block_suggestion",
        "user": {"id": MAYA},
        "team": {"id": "T0HARBOR"},
        "action_id": "unheard_of",
        "block_id": "b",
        "value": "x",
    }
    status, text = await send(world, urlencode({"payload": json.dumps(payload)}).encode(), FORM)
    assert status == 200
    assert json.loads(text)["options"][0]["value"] == "none:"


async def test_closed_form_is_taken_note_of(world: World) -> None:
    view = {"type": "modal", "id": "V1", "callback_id": "compose", "blocks": []}
    payload = {"type": "view_closed", "user": {"id": MAYA}, "team": {"id": "T0HARBOR"}, "view": view}
    assert (await send(world, urlencode({"payload": json.dumps(payload)}).encode(), FORM))[0] == 200


async def test_certificate_check_is_answered(world: World) -> None:
    assert (await send(world, b"ssl_check=1&token=x", FORM))[0] == 200


async def test_nothing_of_a_request_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await send(world, json.dumps(event(text="My secret text")).encode(), secret="another")
    await send(world, json.dumps(event(text="My secret text", type="unheard_of")).encode())
    await world.slack.people.command(MAYA, GENERAL, "/newer", "My secret text")
    assert "secret text" not in caplog.text
    assert SECRET not in caplog.text
