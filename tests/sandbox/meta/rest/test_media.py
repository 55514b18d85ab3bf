"""Files: uploading, looking up, downloading, deleting; and sending them by id or by link."""

import io
from typing import Any

import aiohttp
import pytest

from bot.sandbox.said import MediaFile
from tests.sandbox.meta.conftest import CREDENTIALS, PNID, SECOND, Stage
from tests.support import files

PICTURE = files.picture(8, 8)
AUTH = {"Authorization": f"Bearer {CREDENTIALS.token}"}


def form(content: bytes = PICTURE, content_type: str = "image/jpeg", **changes: Any) -> aiohttp.FormData:
    data = aiohttp.FormData()
    data.add_field("file", io.BytesIO(content), filename="room.jpg", content_type=content_type)
    for name, value in ({"messaging_product": "whatsapp", "type": content_type} | changes).items():
        if value is not None:
            data.add_field(name, value)
    return data


async def uploaded(stage: Stage, *given: Any) -> str:
    status, body = await stage.call("POST", f"{PNID}/media", data=form(*given))
    assert status == 200, body
    return str(body["id"])


async def test_an_upload_is_found_downloaded_and_deleted(stage: Stage) -> None:
    media_id = await uploaded(stage)
    _, told = await stage.call("GET", media_id)
    assert (told["mime_type"], told["file_size"], told["id"]) == ("image/jpeg", len(PICTURE), media_id)
    async with stage.session.get(told["url"], headers=AUTH) as answer:
        assert (answer.status, await answer.read()) == (200, PICTURE)
    async with stage.session.get(told["url"]) as answer:
        assert answer.status == 400
    async with stage.session.get(told["url"], headers={"Authorization": "Bearer x"}) as answer:
        assert answer.status == 401
    async with stage.session.get(f"{told['url']}x", headers=AUTH) as answer:
        assert answer.status == 404
    assert (await stage.call("GET", f"{media_id}?phone_number_id={PNID}"))[0] == 200
    assert (await stage.call("GET", f"{media_id}?phone_number_id={SECOND.id}"))[0] == 400
    assert await stage.call("DELETE", media_id) == (200, {"success": True})
    status, body = await stage.call("GET", media_id)
    assert (status, body["error"]["code"], body["error"]["error_subcode"]) == (400, 100, 33)


async def test_addresses_hold_for_five_minutes_and_files_for_thirty_days(stage: Stage) -> None:
    media_id = await uploaded(stage)
    _, told = await stage.call("GET", media_id)
    stage.clock.advance(301)
    async with stage.session.get(told["url"], headers=AUTH) as answer:
        assert answer.status == 404
    assert (await stage.call("GET", media_id))[0] == 200
    stage.clock.advance(30 * 86_400)
    assert (await stage.call("GET", media_id))[0] == 400


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (form(messaging_product=None), 100, "messaging_product is required"),
        (form(b"GIF89a", "image/gif"), 100, "one of the following types"),
        (form(b"", "image/jpeg"), 131053, "0 bytes"),
        (form(PICTURE * 8000, "image/jpeg"), 131053, "bytes"),
        (form(files.PDF, "image/png"), 131053, "mimetype as image/png"),
        ({"messaging_product": "whatsapp", "type": "image/jpeg"}, 100, "file is required"),
    ],
    ids=["product", "type", "empty", "large", "lie", "no file"],
)
async def test_what_cannot_be_uploaded(stage: Stage, given: Any, code: int, said: str) -> None:
    status, body = await stage.call("POST", f"{PNID}/media", data=given)
    assert (status, body["error"]["code"]) == (400, code)
    assert said in body["error"]["message"] + body["error"].get("error_data", {}).get("details", "")


async def test_a_picture_goes_by_id(stage: Stage) -> None:
    await stage.opened()
    media_id = await uploaded(stage)
    message = {"type": "image", "image": {"id": media_id, "caption": "The room"}}
    assert await stage.outcome(message) == [("sent", None), ("delivered", None)]
    shown = stage.shown()[-1]
    assert shown.body == "The room"
    async with stage.session.get(
        stage.config.api_url.removesuffix("/meta") + shown.media[0]["url"]
    ) as answer:
        assert (answer.headers["X-Content-Type-Options"], await answer.read()) == ("nosniff", PICTURE)
    as_sound = {"type": "audio", "audio": {"id": media_id}}
    assert (await stage.refused(as_sound))[:2] == (400, 131009)


async def test_a_picture_goes_by_link_which_meta_fetches(stage: Stage) -> None:
    await stage.opened()
    stage.bot.files = {
        "room.jpg": ("image/jpeg", PICTURE),
        "page": ("text/html", b"<html>"),
        "lie.png": ("image/png", files.PDF),
        "large.jpg": ("image/jpeg", PICTURE * 8000),
    }

    def linked(name: str, kind: str = "image") -> dict[str, Any]:
        return {"type": kind, kind: {"link": f"{stage.bot.url}/media/{name}"}}

    assert await stage.outcome(linked("room.jpg")) == [("sent", None), ("delivered", None)]
    assert stage.shown()[-1].media[0]["content_type"] == "image/jpeg"
    for name in ("page", "lie.png", "large.jpg", "gone.jpg"):
        assert await stage.outcome(linked(name)) == [("failed", 131053)]
    assert "404" in stage.bot.statuses[-1]["errors"][0]["error_data"]["details"]
    away = {"type": "image", "image": {"link": "http://127.0.0.1:9/x.jpg"}}
    assert await stage.outcome(away) == [("failed", 131053)]


async def test_a_document_has_its_name(stage: Stage) -> None:
    await stage.opened()
    stage.config.public_files["https://a.example/1"] = MediaFile("application/pdf", files.PDF, "1")
    document = {"link": "https://a.example/1", "filename": "plan.pdf", "caption": "The plan"}
    await stage.outcome({"type": "document", "document": document})
    assert stage.shown()[-1].media[0]["name"] == "plan.pdf"


async def test_what_nobody_can_guess_is_not_shown(stage: Stage) -> None:
    async with stage.session.get(f"{stage.config.api_url}/media-host/guess") as answer:
        assert answer.status == 404
