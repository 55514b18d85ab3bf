"""Templates on their way out: which may go, and how their blanks are counted and typed."""

from typing import Any

import pytest

from bot.sandbox.said import MediaFile
from tests.sandbox.meta.conftest import FILLED, Json, Stage, of_template, template
from tests.support import files

BODY, BUTTON = FILLED


def body(*values: Any) -> Json:
    return {"type": "body", "parameters": [{"type": "text", "text": value} for value in values]}


@pytest.mark.parametrize(
    ("changes", "status", "code", "said"),
    [
        ({"name": "unknown"}, 404, 132001, "template name (unknown) does not exist in en_US"),
        ({"language": {"code": "de"}}, 404, 132001, "does not exist in de"),
        ({"language": None}, 400, 100, "template['language'] is required"),
        ({"language": {"code": "en_US", "locale": "x"}}, 400, 100, 'Unexpected key "locale"'),
        ({"components": [BUTTON]}, 400, 132000, "body: number of localizable_params (0)"),
        ({"components": [body("Jane"), BUTTON]}, 400, 132000, "(1) does not match the expected number of"),
        ({"components": [body("a", "b", "c"), BUTTON]}, 400, 132000, "params (2)"),
        ({"components": [body("Jane", ""), BUTTON]}, 400, 131008, "missing text value"),
        ({"components": [body("Jane", "a\nb"), BUTTON]}, 400, 132018, "new-line"),
        ({"components": [body("Jane", "a     b"), BUTTON]}, 400, 132018, "consecutive spaces"),
        ({"components": [body("Jane", "x" * 1020), BUTTON]}, 400, 132005, "1024"),
        ({"components": [BODY]}, 400, 131008, "Button at index 1 of type Url requires a parameter"),
        ({"components": [BODY, {**BUTTON, "index": "0"}]}, 400, 132018, "no url button at index 0"),
        ({"components": [BODY, {**BUTTON, "index": "9"}]}, 400, 132018, "no url button at index 9"),
        ({"components": [BODY, {**BUTTON, "sub_type": "flow"}]}, 400, 100, "sub_type"),
        ({"components": [BODY, BODY, BUTTON]}, 400, 100, "comes twice"),
        ({"components": [{**BODY, "type": "footer"}]}, 400, 100, "must be one of"),
        ({"components": "none"}, 400, 100, "must be an array"),
    ],
)
async def test_what_does_not_fit_is_refused(
    stage: Stage, changes: Json, status: int, code: int, said: str
) -> None:
    found = await stage.refused(of_template(**changes))
    assert found[:2] == (status, code)
    assert said in found[2]


@pytest.mark.parametrize(
    ("state", "status", "code"),
    [("PENDING", 404, 132001), ("REJECTED", 404, 132001), ("PAUSED", 400, 132015), ("DISABLED", 400, 132016)],
)
async def test_only_an_approved_one_may_go(stage: Stage, state: Any, status: int, code: int) -> None:
    stage.meta.templates[0].status = state
    assert (await stage.refused(of_template()))[:2] == (status, code)


async def test_named_blanks_are_filled_by_name(stage: Stage) -> None:
    parts = [{"type": "BODY", "text": "Hi {{first_name}}, until {{day}} then."}]
    stage.config.templates.append(
        template("named", id="700000000000002", components=parts, parameter_format="NAMED")
    )

    def named(**values: str) -> Json:
        given = [{"type": "text", "parameter_name": name, "text": value} for name, value in values.items()]
        return of_template(name="named", components=[{"type": "body", "parameters": given}])

    assert await stage.outcome(named(day="Monday", first_name="Jane")) == [
        ("sent", None),
        ("delivered", None),
    ]
    assert stage.shown()[-1].body == "Hi Jane, until Monday then."
    assert (await stage.refused(named(day="Monday", name="Jane")))[1] == 100
    assert (await stage.refused(named(day="Monday")))[1] == 132000


async def test_a_picture_stands_above_the_words(stage: Stage) -> None:
    parts = [
        {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::x"]}},
        {"type": "BODY", "text": "This is how to find us."},
    ]
    stage.config.templates.append(template("map", id="700000000000002", components=parts))
    stage.config.public_files["https://a.example/map.png"] = MediaFile("image/png", files.picture(4, 4), "m")

    def headed(parameter: Json | None) -> Json:
        return of_template(
            name="map", components=[{"type": "header", "parameters": [parameter] if parameter else []}]
        )

    image = {"type": "image", "image": {"link": "https://a.example/map.png"}}
    assert await stage.outcome(headed(image)) == [("sent", None), ("delivered", None)]
    assert len(stage.shown()[-1].media) == 1
    status, code, said = await stage.refused(headed({"type": "text", "text": "x"}))
    assert (status, code) == (400, 132012)
    assert "expected IMAGE, received TEXT" in said
    assert "received UNKNOWN" in (await stage.refused(headed(None)))[2]


async def test_a_quick_reply_s_payload_comes_back(stage: Stage) -> None:
    reply = {
        "type": "button",
        "sub_type": "quick_reply",
        "index": "0",
        "parameters": [{"type": "payload", "payload": "visit:7:yes"}],
    }
    await stage.outcome(of_template(components=[*FILLED, reply]))
    [message] = [each for each in stage.meta.messages.values() if each.direction == "outbound"]
    assert [(each.kind, each.title, each.payload) for each in message.content.choices] == [
        ("quick_reply", "I will be there", "visit:7:yes"),
        ("link", "Map", "https://clinic.example/door"),
    ]
