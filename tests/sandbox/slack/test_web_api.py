"""What all methods share: tokens, scopes, arguments, rate limits, the list of calls."""

import io
from collections.abc import AsyncIterator

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.slack.conftest import CLIENTS, GENERAL, TOKEN, Build, World


async def test_auth_test_names_the_workspace_and_the_bot(world: World) -> None:
    answer = await world.client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T0HARBOR", "U0THREAD", "B0THREAD")
    assert "chat:write" in answer.headers["x-oauth-scopes"]


async def _with_token(world: World, token: str | None) -> str:
    client = AsyncWebClient(token=token, base_url=f"{world.slack.base_url}/slack/api/", session=world.session)
    return await world.refused(client.auth_test())


async def test_tokens(world: World) -> None:
    assert await _with_token(world, None) == "not_authed"
    assert await _with_token(world, "xoxb-other") == "invalid_auth"
    world.slack.faults.revoke_token()
    assert await _with_token(world, TOKEN) == "token_revoked"
    world.slack.faults.uninstall()
    assert await _with_token(world, TOKEN) == "account_inactive"
    world.slack.faults.restore_token()
    assert (await world.client.auth_test())["ok"]
    await world.slack.settle()
    assert world.double.events("tokens_revoked")[0]["tokens"]["bot"] == ["U0THREAD"]
    assert len(world.double.events("app_uninstalled")) == 1


@pytest.mark.parametrize(
    ("scope", "method", "arguments"),
    [
        ("chat:write", "chat.postMessage", {"channel": GENERAL, "text": "Hi"}),
        ("reactions:write", "reactions.add", {"channel": GENERAL, "timestamp": "1.000000", "name": "x"}),
        ("users:read", "users.info", {"user": "U0MAYA"}),
        ("team:read", "team.info", {}),
        ("files:write", "files.getUploadURLExternal", {"filename": "a", "length": 1}),
        ("pins:write", "pins.add", {"channel": GENERAL, "timestamp": "1.000000"}),
        ("channels:join", "conversations.join", {"channel": GENERAL}),
        ("channels:read", "conversations.info", {"channel": GENERAL}),
        ("channels:history", "conversations.history", {"channel": GENERAL}),
    ],
)
async def test_missing_scopes_are_named(
    build: Build, scope: str, method: str, arguments: dict[str, str]
) -> None:
    world = await build(without=(scope,))
    with pytest.raises(SlackApiError) as caught:
        await world.client.api_call(method, data=arguments)
    answer = caught.value.response
    assert answer["error"] == "missing_scope"
    assert scope in answer["needed"].split(",")
    assert scope not in answer["provided"].split(",")


async def test_unknown_methods(world: World) -> None:
    assert await world.refused(world.client.api_call("chat.shout")) == "unknown_method"


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[]", "application/json; charset=utf-8", "json_not_object"),
        (b"<a/>", "text/xml", "invalid_post_type"),
    ],
)
async def test_bodies_slack_cannot_read(world: World, body: bytes, kind: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}
    url = f"{world.slack.base_url}/slack/api/chat.postMessage"
    async with world.session.post(url, data=body, headers=headers) as response:
        assert (await response.json())["error"] == error


async def test_reading_methods_take_no_json(world: World) -> None:
    call = world.client.api_call("conversations.info", json={"channel": GENERAL})
    assert await world.refused(call) == "invalid_arguments"


async def test_a_token_in_the_body_counts_and_is_not_kept(world: World) -> None:
    url = f"{world.slack.base_url}/slack/api/auth.test"
    async with world.session.post(url, data={"token": TOKEN}) as response:
        assert (await response.json())["ok"]
    assert world.slack.calls[-1].args == {}


async def test_every_call_is_remembered_and_published(world: World) -> None:
    with world.bus.subscribe() as changes:
        await world.post("Hi")
        await world.refused(world.client.users_info(user="U0NOBODY"))
    calls = [(call.method, call.ok, call.error) for call in world.slack.calls]
    assert calls == [("chat.postMessage", True, None), ("users.info", False, "user_not_found")]
    assert world.slack.calls[0].args["text"] == "Hi"
    kinds = [changes.get_nowait().kind for _ in range(changes.qsize())]
    assert kinds == ["slack.message", "slack.api", "slack.api"]


async def test_posts_are_paced_by_channel(build: Build) -> None:
    world = await build(rate_limits=True)
    for _ in range(4):
        await world.post()
    with pytest.raises(SlackApiError) as caught:
        await world.post()
    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "ratelimited"
    assert caught.value.response.headers["Retry-After"] == "1"
    await world.post(channel=CLIENTS)
    world.clock.advance(1)
    await world.post()


async def test_methods_are_paced_by_tier(build: Build) -> None:
    world = await build(rate_limits=True)
    ts = await world.post()
    for _ in range(20):
        await world.refused(world.client.reactions_remove(channel=GENERAL, timestamp=ts, name="x"))
    with pytest.raises(SlackApiError) as caught:
        await world.client.reactions_remove(channel=GENERAL, timestamp=ts, name="x")
    assert caught.value.response.headers["Retry-After"] == "3"
    world.clock.advance(3)
    last = world.client.reactions_remove(channel=GENERAL, timestamp=ts, name="x")
    assert await world.refused(last) == "no_reaction"


@pytest.mark.parametrize("chunked", [True, False])
async def test_bodies_are_bounded(world: World, chunked: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"text=Hi"

    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
    url = f"{world.slack.base_url}/slack/api/chat.postMessage"
    data = pieces() if chunked else io.BytesIO(b"x" * 2_000_001)
    async with world.session.post(url, data=data, headers=headers) as response:
        assert (await response.json())["error"] == "request_too_large"
