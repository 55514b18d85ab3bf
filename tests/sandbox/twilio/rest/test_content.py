"""The Content API through the real SDK: templates, what WhatsApp says of them, and what is refused."""

import asyncio
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from bot.sandbox.seed_templates import FILES, MAP
from bot.sandbox.twilio.content import Content
from tests.sandbox.twilio.conftest import ACCOUNT, JANE, OURS, TEMPLATE, Stage

ASKED = "HX" + "0" * 31 + "2"


async def asked(call: Any) -> Any:
    return await asyncio.to_thread(call)


def put(stage: Stage, **changes: Any) -> Content:
    """Another template of the account: two buttons below one blank."""
    buttons = [{"type": "QUICK_REPLY", "title": title, "id": title} for title in ("Yes", "No")]
    types = {"twilio/quick-reply": {"body": "Coming, {{1}}?", "actions": buttons}}
    content = Content(ASKED, "coming", types, **({"variables": {"1": "Jane"}} | changes))
    stage.twilio.contents[ASKED] = content
    return content


async def test_the_list_says_what_whatsapp_says(stage: Stage) -> None:
    put(stage, status="rejected", rejection_reason="Too short.", language="es")
    first, second = await asked(stage.sdk.content.v1.content_and_approvals.list)
    assert (first.sid, first.account_sid, first.friendly_name) == (TEMPLATE, ACCOUNT, "see_you")
    assert first.types == {"twilio/text": {"body": "Hello {{1}}, see you at {{2}}."}}
    assert first.variables == {"1": "Jane", "2": "nine"}
    assert (first.approval_requests["status"], first.approval_requests["category"]) == ("approved", "UTILITY")
    assert second.language == "es"
    assert second.approval_requests["rejection_reason"] == "Too short."


async def test_pages_follow_one_another_by_their_token(stage: Stage) -> None:
    for number in range(2, 6):
        sid = f"HX{number:032x}"
        stage.twilio.contents[sid] = Content(sid, f"text_{number}", {"twilio/text": {"body": "Hi"}})
    read = await asked(lambda: stage.sdk.content.v1.content_and_approvals.list(page_size=2))
    assert [each.sid for each in read] == list(stage.twilio.contents)
    assert [call.op for call in stage.twilio.calls] == ["contents"] * 3


@pytest.mark.parametrize("query", ["PageSize=0", "PageSize=x", "Page=-1", "PageToken=2"])
async def test_a_page_that_cannot_be_is_refused(stage: Stage, query: str) -> None:
    url = f"{stage.api}/content/v1/ContentAndApprovals?{query}"
    async with stage.session.get(url, headers=stage.auth) as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 20001)


async def test_one_template_and_its_approval(stage: Stage) -> None:
    put(stage, status="pending")
    one = stage.sdk.content.v1.contents(ASKED)
    assert (await asked(one.fetch)).friendly_name == "coming"
    found = await asked(one.approval_fetch().fetch)
    assert found.whatsapp == {
        "type": "whatsapp",
        "name": "coming",
        "category": "UTILITY",
        "content_type": "twilio/quick-reply",
        "status": "pending",
        "rejection_reason": "",
        "allow_category_change": True,
        "flows": None,
    }


async def test_what_is_not_there_is_named(stage: Stage) -> None:
    missing = stage.sdk.content.v1.contents("HX" + "9" * 32)
    for call in (missing.fetch, missing.approval_fetch().fetch):
        with pytest.raises(TwilioRestException) as caught:
            await asked(call)
        assert (caught.value.status, caught.value.code) == (404, 20404)
        assert "/v1/Content/HX" in caught.value.msg


async def test_wrong_credentials_see_nothing(stage: Stage) -> None:
    async with stage.session.get(f"{stage.api}/content/v1/ContentAndApprovals") as answer:
        assert (answer.status, (await answer.json())["code"]) == (401, 20003)


def on_whatsapp(sid: str, variables: str = "") -> dict[str, Any]:
    to, from_ = f"whatsapp:{JANE}", f"whatsapp:{OURS}"
    return {"to": to, "from_": from_, "body": None, "content_sid": sid, "content_variables": variables}


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ("[]", 21656),
        ('{"1": null}', 21656),
        ('{"1": " "}', 21656),
        ('{"1": 7}', 21656),
        ('{"1": "a\\nb"}', 21656),
        ('{"1": "a\\tb"}', 21656),
        ('{"1": "a     b"}', 21656),
        (f'{{"1": "{"x" * 1601}"}}', 21658),
    ],
)
async def test_values_that_whatsapp_would_not_take(stage: Stage, variables: str, code: int) -> None:
    assert await stage.refused(**on_whatsapp(TEMPLATE, variables)) == code


async def test_the_phone_shows_the_words_filled_in_with_the_buttons(stage: Stage) -> None:
    put(stage)
    assert (await stage.statuses(**on_whatsapp(ASKED, '{"1": "Ann"}')))[-1] == ("delivered", None)
    [shown] = stage.twilio.phones.conversation(JANE)
    assert (shown["body"], shown["buttons"]) == ("Coming, Ann?", ["Yes", "No"])


async def test_a_blank_that_is_left_out_holds_its_sample(stage: Stage) -> None:
    await stage.statuses(**on_whatsapp(TEMPLATE, '{"2": "ten"}'))
    assert stage.twilio.phones.conversation(JANE)[0]["body"] == "Hello Jane, see you at ten."


@pytest.mark.parametrize(
    ("changes", "variables", "code"),
    [
        ({"variables": {}}, "", "63028"),
        ({}, '{"1": "Ann", "2": "more"}', "63028"),
        ({"status": "pending"}, "", "63016"),
        ({"status": "unsubmitted"}, "", "63016"),
        ({"status": "rejected"}, "", "63040"),
        ({"status": "paused"}, "", "63041"),
        ({"status": "disabled"}, "", "63042"),
        ({"category": "MARKETING"}, "", "63049"),
    ],
)
async def test_what_whatsapp_does_not_deliver(
    stage: Stage, changes: dict[str, Any], variables: str, code: str
) -> None:
    put(stage, **changes)
    assert (await stage.statuses(**on_whatsapp(ASKED, variables)))[-1] == ("undelivered", code)
    assert stage.twilio.phones.conversation(JANE) == []


async def test_within_the_24_hours_a_template_needs_no_approval(stage: Stage) -> None:
    put(stage, status="unsubmitted")
    stage.twilio.phones.text(JANE, OURS, "Hi", channel="whatsapp")
    assert (await stage.statuses(**on_whatsapp(ASKED)))[-1] == ("delivered", None)


async def test_a_list_cannot_open_a_conversation(stage: Stage) -> None:
    types = {"twilio/list-picker": {"body": "Which, {{1}}?", "button": "Times", "items": []}}
    stage.twilio.contents[ASKED] = Content(ASKED, "which", types, {"1": "Jane"})
    assert (await stage.statuses(**on_whatsapp(ASKED)))[-1] == ("undelivered", "63016")


async def test_a_template_s_picture_comes_from_the_open_web(stage: Stage) -> None:
    stage.bot.files["map.png"] = ("image/png", FILES[MAP].data)
    said = {"twilio/media": {"body": "Find us.", "media": [f"{stage.bot.url}/media/map.png"]}}
    stage.twilio.contents[ASKED] = Content(ASKED, "find_us", said)
    message = await stage.send(**on_whatsapp(ASKED))
    assert (message.sid[:2], message.num_media) == ("MM", "1")
    await stage.settled()
    [shown] = stage.twilio.phones.conversation(JANE)
    assert [each["content_type"] for each in shown["media"]] == ["image/png"]
