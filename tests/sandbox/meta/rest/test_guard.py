"""Versions, tokens, unknown objects, edges and methods, as the Graph API refuses them."""

import hashlib
import hmac
from typing import Any

import pytest

from bot.sandbox.meta.rest.guard import MAX_JSON
from tests.sandbox.meta.conftest import CREDENTIALS, PNID, Stage, words


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Authorization": ""}, 400, 104),
        ({"Authorization": "Basic abc"}, 400, 104),
        ({"Authorization": "Bearer wrong"}, 401, 190),
        ({"Authorization": f"Bearer {CREDENTIALS.token}x"}, 401, 190),
    ],
)
async def test_without_the_token_nothing_is_told(
    stage: Stage, headers: dict[str, str], status: int, code: int
) -> None:
    for path in (PNID, "999", f"{PNID}/messages"):
        found, body = await stage.call("GET", path, headers=headers)
        assert (found, body["error"]["code"]) == (status, code)


async def test_a_token_that_has_expired(stage: Stage) -> None:
    stage.meta.standing.token_expired = True
    status, body = await stage.post(words("x"))
    assert (status, body["error"]["code"], body["error"]["error_subcode"]) == (401, 190, 463)


async def test_the_token_may_stand_in_the_query(stage: Stage) -> None:
    status, _ = await stage.call(
        "GET", f"{PNID}?access_token={CREDENTIALS.token}", headers={"Authorization": ""}
    )
    assert status == 200


async def test_a_proof_must_be_the_app_s(stage: Stage) -> None:
    right = hmac.new(CREDENTIALS.app_secret.encode(), CREDENTIALS.token.encode(), hashlib.sha256).hexdigest()
    assert (await stage.call("GET", f"{PNID}?appsecret_proof={right}"))[0] == 200
    status, body = await stage.call("GET", f"{PNID}?appsecret_proof={right[:-1]}x")
    assert (status, body["error"]["code"]) == (400, 100)
    assert "appsecret_proof" in body["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path", "code", "subcode", "said"),
    [
        ("GET", "999", 100, 33, "Unsupported get request. Object with ID '999'"),
        ("POST", "999/messages", 100, 33, "Unsupported post request"),
        ("DELETE", PNID, 100, 33, "Unsupported delete request"),
        ("PUT", PNID, 100, 33, "Unsupported put request"),
        ("GET", f"{PNID}/messages", 100, 33, "Unsupported get request"),
        ("GET", f"{PNID}/pigeons", 100, None, "nonexisting field (pigeons)"),
        ("POST", f"{PNID}/pigeons", 2500, None, "Unknown path components: /pigeons"),
        ("GET", f"{PNID}?fields=id,wings", 100, None, "nonexisting field (wings)"),
        ("DELETE", f"{CREDENTIALS.account_id}/message_templates", 100, None, "name is required"),
    ],
)
async def test_what_does_not_exist(
    stage: Stage, method: str, path: str, code: int, subcode: int | None, said: str
) -> None:
    status, body = await stage.call(method, path)
    error: dict[str, Any] = body["error"]
    assert (status, error["code"], error.get("error_subcode")) == (400, code, subcode)
    assert said in error["message"]


async def test_another_number_s_id_is_not_ours(stage: Stage) -> None:
    body = {"messaging_product": "whatsapp", "to": "61491570156", **words("x")}
    status, answer = await stage.call("POST", "300000000000009/messages", json=body)
    assert (status, answer["error"]["code"], answer["error"]["error_subcode"]) == (400, 100, 33)


@pytest.mark.parametrize("path", ["v1.0/x", "vnext/x", "x"])
async def test_a_path_without_a_version_of_today(stage: Stage, path: str) -> None:
    status, body = await stage.call("GET", f"{stage.config.api_url}/{path}")
    assert (status, body["error"]["code"]) == (400, 2500)


async def test_too_large_a_body(stage: Stage) -> None:
    status, body = await stage.call(
        "POST", f"{PNID}/messages", data=b"x" * (MAX_JSON + 1), headers={"Content-Type": "application/json"}
    )
    assert (status, body["error"]["code"]) == (413, 1)
