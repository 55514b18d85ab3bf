"""Making, handing in and deleting templates through the real SDK, and what is refused."""

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest.content.v1.content import ContentList
from twilio.rest.content.v1.content.approval_create import ApprovalCreateList

from bot.sandbox.twilio.content import Approval
from tests.sandbox.twilio.conftest import JANE, OURS, TEMPLATE, Stage
from tests.sandbox.twilio.rest.test_content import asked, on_whatsapp

BODY = "Hi {{1}}, we see you tomorrow as agreed."


async def posted(stage: Stage, path: str, said: Any) -> tuple[int, dict[str, Any]]:
    async with stage.session.post(f"{stage.api}/content/v1{path}", json=said, headers=stage.auth) as answer:
        return answer.status, await answer.json()


def content(**changes: Any) -> dict[str, Any]:
    return {
        "friendly_name": "tomorrow",
        "language": "en",
        "variables": {"1": "Jane"},
        "types": {"twilio/text": {"body": BODY}},
    } | changes


async def made(stage: Stage, **changes: Any) -> str:
    status, said = await posted(stage, "/Content", content(**changes))
    assert status == 201
    return str(said["sid"])


async def handed_in(stage: Stage, sid: str, **changes: Any) -> tuple[int, dict[str, Any]]:
    wanted = {"name": "tomorrow", "category": "UTILITY"} | changes
    return await posted(stage, f"/Content/{sid}/ApprovalRequests/whatsapp", wanted)


async def test_the_sdk_makes_hands_in_and_deletes(stage: Stage) -> None:
    request = ContentList.ContentCreateRequest(content())
    new = await asked(lambda: stage.sdk.content.v1.contents.create(request))
    assert (new.friendly_name, new.variables) == ("tomorrow", {"1": "Jane"})
    one = stage.sdk.content.v1.contents(new.sid)
    wanted = ApprovalCreateList.ContentApprovalRequest({"name": "tomorrow", "category": "MARKETING"})
    approval = await asked(lambda: one.approval_create.create(wanted))
    assert (approval.name, approval.category, approval.status) == ("tomorrow", "MARKETING", "received")
    assert await asked(one.delete)
    with pytest.raises(TwilioRestException):
        await asked(one.fetch)


@pytest.mark.parametrize(
    "changes",
    [
        {"language": ""},
        {"types": {}},
        {"types": {"twilio/poem": {"body": BODY}}},
        {"types": {"twilio/text": {"body": ""}}},
        {"types": {"twilio/text": {"body": "x" * 1025}}},
        {"types": {"whatsapp/card": {"body": BODY}}},
        {
            "types": {
                "whatsapp/card": {"body": BODY, "header_text": "A", "media": ["https://x.example/1.png"]}
            }
        },
        {"types": {"whatsapp/card": {"body": BODY, "footer": "x" * 61}}},
        {"types": {"twilio/quick-reply": {"body": BODY, "actions": []}}},
        {"types": {"twilio/quick-reply": {"body": BODY, "actions": [{"type": "URL", "title": "A"}]}}},
        {
            "types": {
                "twilio/quick-reply": {
                    "body": BODY,
                    "actions": [{"type": "QUICK_REPLY", "title": "x" * 21, "id": "1"}],
                }
            }
        },
        {
            "types": {
                "twilio/call-to-action": {
                    "body": BODY,
                    "actions": [{"type": "URL", "title": "A", "url": "http://x.example"}],
                }
            }
        },
        {"types": {"twilio/list-picker": {"body": BODY, "button": "A", "items": [{"item": "B"}]}}},
        {"variables": {"1": 7}},
        {"variables": [1]},
    ],
)
async def test_what_twilio_does_not_make(stage: Stage, changes: dict[str, Any]) -> None:
    status, said = await posted(stage, "/Content", content(**changes))
    assert (status, said["code"]) == (400, 20001)
    assert list(stage.twilio.contents) == [TEMPLATE]


async def test_a_form_and_nonsense_are_refused(stage: Stage) -> None:
    url = f"{stage.api}/content/v1/Content"
    async with stage.session.post(url, data={"a": "b"}, headers=stage.auth) as answer:
        assert answer.status == 415
    as_json = stage.auth | {"Content-Type": "application/json"}
    for nonsense in (b"{", b"[]"):
        async with stage.session.post(url, data=nonsense, headers=as_json) as answer:
            assert answer.status == 400


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"name": "Tomorrow"}, 400),
        ({"name": "to morrow"}, 400),
        ({"name": "x" * 513}, 400),
        ({"name": ""}, 400),
        ({"category": "utility"}, 400),
        ({"category": "PROMOTION"}, 400),
    ],
)
async def test_what_cannot_be_handed_in(stage: Stage, changes: dict[str, Any], status: int) -> None:
    sid = await made(stage)
    assert (await handed_in(stage, sid, **changes))[0] == status
    assert stage.twilio.contents[sid].status == "unsubmitted"


async def test_a_blank_without_its_sample_cannot_be_handed_in(stage: Stage) -> None:
    status, said = await handed_in(stage, await made(stage, variables={}))
    assert (status, said["code"]) == (400, 20001)
    assert "lacks a sample for 1" in said["message"]


async def test_a_list_is_not_handed_in(stage: Stage) -> None:
    rows = {"body": BODY, "button": "Times", "items": [{"item": "Nine", "id": "9"}]}
    assert (await handed_in(stage, await made(stage, types={"twilio/list-picker": rows})))[0] == 400


async def test_a_name_is_taken_once_for_each_language(stage: Stage) -> None:
    first = await made(stage)
    assert (await handed_in(stage, first))[0] == 201
    assert (await handed_in(stage, first))[0] == 409
    assert (await handed_in(stage, await made(stage)))[0] == 409
    assert (await handed_in(stage, await made(stage, language="es")))[0] == 201


async def test_what_is_not_there_cannot_be_handed_in_or_deleted(stage: Stage) -> None:
    missing = "HX" + "9" * 32
    assert (await handed_in(stage, missing))[0] == 404
    url = f"{stage.api}/content/v1/Content/{missing}"
    async with stage.session.delete(url, headers=stage.auth) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (BODY, "approved", ""),
        ("{{1}}, we see you tomorrow as agreed.", "rejected", "begin or end"),
        ("We see you tomorrow, dear {{1}}", "rejected", "begin or end"),
        ("We see you, dear {{1}} {{2}}, tomorrow as agreed.", "rejected", "side by side"),
        ("We see you, dear {{2}}, tomorrow as agreed.", "rejected", "numbered"),
        ("Hi {{1}} bye", "rejected", "too many variables"),
    ],
)
async def test_whatsapp_looks_at_it(stage: Stage, body: str, status: Approval, words: str) -> None:
    sid = await made(stage, types={"twilio/text": {"body": body}}, variables={"1": "A", "2": "B"})
    await handed_in(stage, sid)
    assert stage.twilio.review(sid) == status
    assert words in stage.twilio.contents[sid].rejection_reason


async def test_whatsapp_may_say_no_without_a_rule(stage: Stage) -> None:
    sid = await made(stage)
    assert stage.twilio.review(sid, "rejected", "PROMOTIONAL") == "rejected"
    assert stage.twilio.contents[sid].rejection_reason == "PROMOTIONAL"


async def test_a_list_and_a_card_show_everything_on_the_phone(stage: Stage) -> None:
    stage.twilio.phones.text(JANE, OURS, "Hi", channel="whatsapp")
    rows = [{"item": "At {{1}}", "id": "9", "description": "Sharp"}]
    sid = await made(stage, types={"twilio/list-picker": {"body": BODY, "button": "Times", "items": rows}})
    assert (await stage.statuses(**on_whatsapp(sid, '{"1": "nine"}')))[-1] == ("delivered", None)
    shown = stage.twilio.phones.conversation(JANE)[-1]
    assert (shown["list_button"], shown["rows"]) == (
        "Times",
        [{"title": "At nine", "description": "Sharp"}],
    )


@pytest.mark.parametrize(
    ("types", "code"),
    [
        ({"whatsapp/card": {"body": BODY, "header_text": "Harbor", "footer": "Bye"}}, "63005"),
        (
            {
                "twilio/quick-reply": {
                    "body": BODY,
                    "actions": [{"type": "QUICK_REPLY", "title": f"{n}", "id": f"{n}"} for n in range(4)],
                }
            },
            "63005",
        ),
    ],
)
async def test_what_must_be_approved_even_to_answer(stage: Stage, types: Any, code: str) -> None:
    stage.twilio.phones.text(JANE, OURS, "Hi", channel="whatsapp")
    sid = await made(stage, types=types)
    assert (await stage.statuses(**on_whatsapp(sid)))[-1] == ("undelivered", code)
    assert (await handed_in(stage, sid))[0] == 201
    assert stage.twilio.review(sid) == "approved"
    assert (await stage.statuses(**on_whatsapp(sid)))[-1] == ("delivered", None)
