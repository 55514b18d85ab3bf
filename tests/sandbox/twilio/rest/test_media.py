"""Pictures in both directions."""

import asyncio

import pytest

from bot.sandbox.twilio import MediaFile
from tests.sandbox.twilio.conftest import JANE, OURS, Stage

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


async def test_an_incoming_picture_is_fetched_with_credentials_and_a_redirect(stage: Stage) -> None:
    sid = stage.twilio.phones.text(JANE, OURS, "Look", media=[MediaFile("image/png", PNG, "cat.png")])
    await stage.settled()
    [form] = stage.bot.inbound
    assert (form["NumMedia"], form["MediaContentType0"], form["Body"]) == ("1", "image/png", "Look")
    assert sid.startswith("MM")
    async with stage.session.get(form["MediaUrl0"]) as response:
        assert response.status == 401
    async with stage.session.get(form["MediaUrl0"], headers=stage.auth, allow_redirects=False) as response:
        assert response.status == 307
        assert "/media-host/" in response.headers["location"]
    async with stage.session.get(form["MediaUrl0"], headers=stage.auth) as response:
        assert (response.status, await response.read(), response.content_type) == (200, PNG, "image/png")
    [listed] = await asyncio.to_thread(stage.sdk.messages(sid).media.list)
    assert listed.content_type == "image/png"
    described = await asyncio.to_thread(listed.fetch)
    assert described.parent_sid == sid


async def test_an_outgoing_picture_is_fetched_from_the_bot(stage: Stage) -> None:
    stage.bot.files["cat.png"] = ("image/png", PNG)
    message = await stage.send(body=None, media_url=[f"{stage.bot.url}/media/cat.png"])
    assert (message.num_media, message.sid[:2]) == ("1", "MM")
    await stage.settled()
    [shown] = stage.twilio.phones.conversation(JANE)
    [picture] = shown["media"]
    assert (picture["content_type"], picture["name"]) == ("image/png", "cat.png")
    async with stage.session.get(stage.api.removesuffix("/twilio") + picture["url"]) as response:
        assert await response.read() == PNG


@pytest.mark.parametrize(
    ("name", "sms", "whatsapp"),
    [("missing.png", "11200", "63019"), ("page.exe", "12300", "63021"), ("big.png", "30019", "63019")],
)
async def test_a_picture_that_cannot_go_fails_the_message(
    stage: Stage, name: str, sms: str, whatsapp: str
) -> None:
    stage.bot.files |= {
        "page.exe": ("application/x-msdownload", b"MZ"),
        "big.png": ("image/png", PNG + bytes(5_000_000)),
    }
    stage.twilio.phones.text(JANE, OURS, "Hi", "whatsapp")
    media = [f"{stage.bot.url}/media/{name}"]
    assert (await stage.statuses(media_url=media))[-1] == ("failed", sms)
    last = (await stage.statuses(media_url=media, to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}"))[-1]
    assert last == ("failed", whatsapp)


async def test_a_deleted_message_takes_its_pictures_with_it(stage: Stage) -> None:
    sid = stage.twilio.phones.text(JANE, OURS, "", media=[MediaFile("image/png", PNG)])
    await stage.settled()
    [picture] = stage.twilio.phones.conversation(JANE)[0]["media"]
    await asyncio.to_thread(stage.sdk.messages(sid).delete)
    async with stage.session.get(stage.api.removesuffix("/twilio") + picture["url"]) as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("channel", "kind", "size", "code"),
    [
        ("sms", "application/pdf", 500_000, None),
        ("sms", "application/pdf", 500_001, "30019"),
        ("sms", "application/zip", 10, "12300"),
        ("whatsapp", "application/pdf", 15_000_000, None),
        ("whatsapp", "image/gif", 10, "63021"),
        ("whatsapp", "image/jpeg", 10, "63021"),  # It is none, whatever is said of it.
    ],
)
async def test_each_channel_has_its_kinds_and_sizes(
    stage: Stage, channel: str, kind: str, size: int, code: str | None
) -> None:
    stage.bot.files["file"] = (kind, b"%PDF-1.7".ljust(size, b"x"))
    stage.twilio.phones.text(JANE, OURS, "Hi", "whatsapp")
    prefix = "whatsapp:" if channel == "whatsapp" else ""
    place = {"to": f"{prefix}{JANE}", "from_": f"{prefix}{OURS}"}
    last = (await stage.statuses(media_url=[f"{stage.bot.url}/media/file"], **place))[-1]
    assert last == (("failed", code) if code else ("delivered", None))


async def test_whatsapp_carries_the_first_file_only(stage: Stage) -> None:
    stage.bot.files |= {"one.png": ("image/png", PNG), "two.png": ("image/png", PNG)}
    stage.twilio.phones.text(JANE, OURS, "Hi", "whatsapp")
    media = [f"{stage.bot.url}/media/{name}" for name in ("one.png", "two.png")]
    await stage.statuses(media_url=media, to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}")
    shown = stage.twilio.phones.conversation(JANE, channel="whatsapp")[-1]
    assert [picture["name"] for picture in shown["media"]] == ["one.png"]
