"""Templates: lists and pages, handing in, refusing, editing, deleting, and WhatsApp's word on them."""

from typing import Any

import pytest

from tests.sandbox.meta.conftest import CREDENTIALS, Json, Stage, of_template, template
from tests.support import files

EDGE = f"{CREDENTIALS.account_id}/message_templates"
BODY = {
    "type": "BODY",
    "text": "Hello {{1}}, see you on {{2}} at the clinic.",
    "example": {"body_text": [["Jane", "Monday"]]},
}


def draft(*components: Json, **changes: Any) -> Json:
    given = {"name": "new_one", "language": "en_US", "category": "UTILITY"}
    return given | {"components": list(components) or [BODY]} | changes


def said(text: str, *samples: str) -> Json:
    return {"type": "BODY", "text": text, "example": {"body_text": [list(samples)]}}


def buttons(*given: Json) -> Json:
    return {"type": "BUTTONS", "buttons": list(given)}


def quick(text: str) -> Json:
    return {"type": "QUICK_REPLY", "text": text}


def url(address: str, **more: Any) -> Json:
    return {"type": "URL", "text": "Map", "url": address} | more


HEADER = {"type": "HEADER", "format": "TEXT", "text": "Your visit"}
PHONE = {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+12025550100"}

REFUSED: list[tuple[str, Json, int | None]] = [
    ("no name", draft(name=None), None),
    ("name", draft(name="New One"), 2388040),
    ("long name", draft(name="x" * 513), None),
    ("language", draft(language="xx"), None),
    ("category", draft(category="SALES"), None),
    ("no parts", draft(components=None), None),
    ("no body", draft(HEADER), 2388043),
    ("part", draft(BODY, {"type": "POEM"}), None),
    ("twice", draft(BODY, BODY), None),
    ("no example", draft({"type": "BODY", "text": BODY["text"]}), 2388043),
    ("few examples", draft(said(str(BODY["text"]), "Jane")), 2388043),
    ("long body", draft(said("x" * 1025)), 2388040),
    ("starts", draft(said("{{1}}, see you at the clinic.", "Jane")), 2388299),
    ("ends", draft(said("We see you at the clinic, {{1}}", "Jane")), 2388299),
    ("adjacent", draft(said("We see you {{1}} {{2}} at the clinic.", "a", "b")), 2388072),
    ("dense", draft(said("Hi {{1}}, {{2}} ok", "a", "b")), 2388293),
    ("gap", draft(said("We see you, {{2}}, at the clinic.", "a")), 2388072),
    ("named", draft(said("We see you, {{name}}, at the clinic.", "a")), 2388072),
    ("broken", draft(said("We see you, {{1}, at the clinic.", "a")), 2388072),
    ("lines", draft(said("We see you.\n\n\nAt the clinic.")), 2388072),
    ("long header", draft({**HEADER, "text": "x" * 61}, BODY), 2388040),
    ("header lines", draft({**HEADER, "text": "a\nb"}, BODY), 2388047),
    ("two in header", draft({**HEADER, "text": "a {{1}} b {{2}}"}, BODY), 2388047),
    ("header example", draft({**HEADER, "text": "Hi {{1}}"}, BODY), 2388043),
    ("header format", draft({**HEADER, "format": "SONG"}, BODY), None),
    ("no handle", draft({"type": "HEADER", "format": "IMAGE"}, BODY), 2388043),
    (
        "handle",
        draft({"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::x"]}}, BODY),
        2388047,
    ),
    ("footer blank", draft(BODY, {"type": "FOOTER", "text": "Bye {{1}}"}), 2388073),
    ("long footer", draft(BODY, {"type": "FOOTER", "text": "x" * 61}), 2388040),
    ("no buttons", draft(BODY, buttons()), 2388092),
    ("eleven", draft(BODY, buttons(*(quick(str(n)) for n in range(11)))), 2388092),
    ("long button", draft(BODY, buttons(quick("x" * 26))), 2388040),
    ("same", draft(BODY, buttons(quick("A"), quick("A"))), 2388092),
    ("mixed", draft(BODY, buttons(quick("A"), url("https://a.example"), quick("B"))), 2388092),
    ("address", draft(BODY, buttons(url("a.example"))), 2388092),
    ("blank inside", draft(BODY, buttons(url("https://a.example/{{1}}/x", example=["x"]))), 2388092),
    ("blank alone", draft(BODY, buttons(url("https://a.example/{{1}}"))), 2388043),
    ("two calls", draft(BODY, buttons(PHONE, {**PHONE, "text": "Ring"})), 2388092),
    ("no phone", draft(BODY, buttons({**PHONE, "phone_number": "call us"})), 2388092),
]


@pytest.mark.parametrize(
    ("given", "subcode"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
async def test_what_meta_does_not_take(stage: Stage, given: Json, subcode: int | None) -> None:
    wanted = {name: value for name, value in given.items() if value is not None}
    status, body = await stage.call("POST", EDGE, json=wanted)
    assert (status, body["error"]["code"], body["error"].get("error_subcode")) == (400, 100, subcode)
    assert ("error_user_msg" in body["error"]) == (subcode is not None)
    assert len(stage.meta.templates) == 1


async def handed_in(stage: Stage, given: Json | None = None) -> str:
    status, body = await stage.call("POST", EDGE, json=given or draft())
    assert (status, body["status"], body["category"]) == (200, "PENDING", "UTILITY"), body
    return str(body["id"])


async def test_a_draft_is_pending_until_it_is_approved_and_the_bot_hears_it(stage: Stage) -> None:
    whole = draft(
        HEADER,
        BODY,
        {"type": "footer", "text": "Reply STOP to opt out"},
        buttons(quick("Yes"), quick("No"), url("https://a.example/{{1}}", example=["x"]), PHONE),
    )
    template_id = await handed_in(stage, whole)
    assert (await stage.refused(of_template(name="new_one")))[:2] == (404, 132001)
    stage.meta.reviews.approve("new_one", "en_US")
    await stage.settled()
    [told] = stage.bot.values("message_template_status_update")
    assert told == {
        "event": "APPROVED",
        "message_template_id": int(template_id),
        "message_template_name": "new_one",
        "message_template_language": "en_US",
        "message_template_category": "UTILITY",
        "reason": "NONE",
    }
    assert (await stage.refused(of_template(name="new_one")))[1] != 132001
    _, shown = await stage.call("GET", template_id)
    assert (shown["status"], shown["id"]) == ("APPROVED", template_id)


async def test_a_rejection_has_a_reason(stage: Stage) -> None:
    template_id = await handed_in(stage)
    assert [each.name for each in stage.meta.reviews.pending()] == ["new_one"]
    stage.meta.reviews.reject("new_one", reason="TAG_CONTENT_MISMATCH")
    stage.meta.reviews.pause("see_you")
    stage.meta.reviews.disable("see_you")
    await stage.settled()
    told = stage.bot.values("message_template_status_update")
    assert [(each["event"], each["reason"]) for each in told] == [
        ("REJECTED", "TAG_CONTENT_MISMATCH"),
        ("PAUSED", "NONE"),
        ("DISABLED", "NONE"),
    ]
    _, shown = await stage.call("GET", f"{template_id}?fields=status,rejected_reason")
    assert shown == {"status": "REJECTED", "rejected_reason": "TAG_CONTENT_MISMATCH", "id": template_id}
    with pytest.raises(KeyError):
        stage.meta.reviews.approve("unknown")


async def test_there_is_one_of_a_name_in_a_language(stage: Stage) -> None:
    await handed_in(stage)
    status, body = await stage.call("POST", EDGE, json=draft())
    assert (status, body["error"]["error_subcode"]) == (400, 2388024)
    await handed_in(stage, draft(language="de"))


async def test_named_blanks_have_named_examples(stage: Stage) -> None:
    named = {"type": "BODY", "text": "Hello {{first_name}}, see you at the clinic."}
    example = {"body_text_named_params": [{"param_name": "first_name", "example": "Jane"}]}
    wanted = draft({**named, "example": example}, parameter_format="named")
    await handed_in(stage, wanted)
    status, body = await stage.call("POST", EDGE, json=draft(named, name="b", parameter_format="NAMED"))
    assert (status, body["error"]["error_subcode"]) == (400, 2388043)


async def test_a_sample_picture_is_uploaded_first(stage: Stage) -> None:
    picture = files.picture(4, 4)
    asked = {"file_name": "map.jpg", "file_length": len(picture), "file_type": "image/jpeg"}
    _, session = await stage.call("POST", f"{CREDENTIALS.app_id}/uploads", params=asked)
    assert session["id"].startswith("upload:")
    assert await stage.call("GET", session["id"]) == (200, {"id": session["id"], "file_offset": 0})
    wrong, _ = await stage.call("POST", session["id"], data=picture, headers={"file_offset": "5"})
    assert wrong == 400
    for forged in (session["id"].partition("?")[0], f"{session['id']}x"):
        unknown, _ = await stage.call("POST", forged, data=picture, headers={"file_offset": "0"})
        assert unknown == 400
    _, done = await stage.call("POST", session["id"], data=picture, headers={"file_offset": "0"})
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [done["h"]]}}
    await handed_in(stage, draft(header, BODY))
    for broken in ({"file_type": "text/html"}, {"file_length": "0"}):
        status, _ = await stage.call("POST", "app/uploads", params=asked | broken)
        assert status == 400
    assert (await stage.call("POST", "upload:unknown", data=b"x", headers={"file_offset": "0"}))[0] == 400


async def test_lists_have_pages_fields_and_filters(stage: Stage) -> None:
    for number in range(4):
        changes: Json = {"id": f"70000000000001{number}", "category": "MARKETING" if number else "UTILITY"}
        stage.config.templates.append(template(f"t_{number}", **changes))
    _, first = await stage.call("GET", f"{EDGE}?limit=3&fields=name,status")
    assert [each["name"] for each in first["data"]] == ["see_you", "t_0", "t_1"]
    assert set(first["data"][0]) == {"name", "status", "id"}
    _, second = await stage.call("GET", f"{EDGE}?limit=3&after={first['paging']['cursors']['after']}")
    assert [each["name"] for each in second["data"]] == ["t_2", "t_3"]
    assert set(second["data"][0]) == {
        *("name", "parameter_format", "components", "language", "status", "category", "id")
    }
    _, back = await stage.call("GET", f"{EDGE}?limit=3&before={second['paging']['cursors']['before']}")
    assert [each["name"] for each in back["data"]] == ["see_you", "t_0", "t_1"]
    for asked, names in (
        ("name=t_2", ["t_2"]),
        ("category=MARKETING", ["t_1", "t_2", "t_3"]),
        ("language=de", []),
        ("status=APPROVED&name=see", ["see_you"]),
    ):
        _, found = await stage.call("GET", f"{EDGE}?{asked}")
        assert [each["name"] for each in found["data"]] == names
    assert (await stage.call("GET", f"{EDGE}?category=SALES"))[0] == 400


async def test_an_edited_one_is_looked_at_anew(stage: Stage) -> None:
    [known] = stage.meta.templates
    asked = {"components": [said("We see you soon at the clinic.")]}
    assert await stage.call("POST", known.id, json=asked) == (200, {"success": True})
    assert (known.status, known.components) == ("PENDING", asked["components"])
    assert (await stage.call("POST", known.id, json=asked))[0] == 400
    stage.meta.reviews.approve(known.name)
    assert (await stage.call("POST", known.id, json={"category": "MARKETING"}))[0] == 400
    assert (await stage.call("POST", known.id, json={"components": [HEADER]}))[0] == 400
    assert known.status == "APPROVED"


async def test_deleting_by_name_and_by_id(stage: Stage) -> None:
    stage.config.templates.append(template(id="700000000000002", language="de"))
    assert await stage.call("DELETE", f"{EDGE}?name=see_you&hsm_id=700000000000002") == (
        200,
        {"success": True},
    )
    assert [each.language for each in stage.meta.templates] == ["en_US"]
    assert await stage.call("DELETE", f"{EDGE}?name=see_you") == (200, {"success": True})
    assert stage.meta.templates == []
    status, body = await stage.call("DELETE", f"{EDGE}?name=see_you")
    assert (status, body["error"]["error_subcode"]) == (400, 2593002)


async def test_the_name_of_an_approved_one_rests_for_thirty_days(stage: Stage) -> None:
    await stage.call("DELETE", f"{EDGE}?name=see_you")
    status, body = await stage.call("POST", EDGE, json=draft(name="see_you"))
    assert (status, body["error"]["error_subcode"]) == (400, 2388023)
    await handed_in(stage, draft(name="see_you", language="de"))
    stage.clock.advance(30 * 86_400 + 1)
    await handed_in(stage, draft(name="see_you"))
    # One that was never approved leaves its name free.
    await stage.call("DELETE", f"{EDGE}?name=see_you")
    await handed_in(stage, draft(name="see_you"))
