"""The account, its numbers, and what the token is good for."""

from tests.sandbox.meta.conftest import CREDENTIALS, PNID, SECOND, Stage

ACCOUNT = CREDENTIALS.account_id


async def test_a_number_s_fields(stage: Stage) -> None:
    status, shown = await stage.call("GET", PNID)
    assert status == 200
    assert shown["display_phone_number"] == "+1 303-555-0100"
    assert (shown["verified_name"], shown["quality_rating"], shown["id"]) == ("Harbor Clinic", "GREEN", PNID)
    assert "status" not in shown
    _, chosen = await stage.call("GET", f"{PNID}?fields=status,throughput")
    assert chosen == {"status": "CONNECTED", "throughput": {"level": "STANDARD"}, "id": PNID}


async def test_the_account_s_numbers_in_pages(stage: Stage) -> None:
    _, first = await stage.call("GET", f"{ACCOUNT}/phone_numbers?limit=1&fields=id")
    assert first["data"] == [{"id": PNID}]
    _, second = await stage.call("GET", first["paging"]["next"])
    assert [each["id"] for each in second["data"]] == [SECOND.id]
    assert "next" not in second["paging"]
    after = second["paging"]["cursors"]["after"]
    assert await stage.call("GET", f"{ACCOUNT}/phone_numbers?after={after}") == (200, {"data": []})
    for wrong in ("limit=0", "limit=x", "after=!!", "after=OTk5"):
        status, body = await stage.call("GET", f"{ACCOUNT}/phone_numbers?{wrong}")
        assert (status, body["error"]["code"]) == (400, 100)


async def test_the_account_itself(stage: Stage) -> None:
    _, shown = await stage.call("GET", f"{ACCOUNT}?fields=name,account_review_status")
    assert shown == {"name": "Harbor Clinic", "account_review_status": "APPROVED", "id": ACCOUNT}


async def test_what_the_token_may_do(stage: Stage) -> None:
    _, known = await stage.call("GET", f"debug_token?input_token={CREDENTIALS.token}")
    assert known["data"]["is_valid"] is True
    assert "whatsapp_business_messaging" in known["data"]["scopes"]
    _, unknown = await stage.call("GET", "debug_token?input_token=x")
    assert unknown["data"]["is_valid"] is False
