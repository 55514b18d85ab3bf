"""The row *Attachments* of what was decided about the thread: pictures and files, both ways.

Every ``MediaUrlN`` arrives in the thread, failures named. Files from Slack (``file_share``, also
``thread_broadcast``) are checked against the channel's types and sizes first, shrunk if they can be,
re-hosted on a signed expiring URL. All or nothing, with a stated result.
"""

from typing import Any

import aiohttp
import pytest

from bot.domain.file_types import JPEG, type_of
from bot.sandbox.said import MediaFile
from bot.sandbox.slack.models import Message, Upload
from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk, PhoneUser
from tests.support import files
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

PHOTO = files.picture(64, 48)


def _shared(desk: Desk, root: str) -> list[Message]:
    return [message for message in desk.thread(root) if message.files]


def _pictures(shared: Program, phone: PhoneUser, channel: str = "sms") -> list[Any]:
    shown = shared.twilio.phones.conversation(phone.number, channel=channel)
    return [file for each in shown if each["direction"] == "in" for file in each["media"]]


async def _bytes(shared: Program, file: Any) -> bytes:
    address = f"{shared.sandbox.url}{file['url']}"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return await answer.read()


async def test_every_file_of_a_text_arrives_in_the_thread(desk: Desk) -> None:
    client = desk.newcomer("Jane Doe")
    root = await desk.in_touch(client)
    media = [
        MediaFile("image/jpeg", PHOTO),
        MediaFile("application/pdf", files.PDF),
        MediaFile("text/x-vcard", files.CONTACT),
    ]
    client.write("Here is all of it", WHATSAPP, media=media)
    await desk.in_thread(root, "Here is all of it")
    await eventually(lambda: len(_shared(desk, root)) == 3, "the three files stand in the thread")
    found = [message.files[0] for message in _shared(desk, root)]
    assert [file.content for file in found] == [PHOTO, files.PDF, files.CONTACT]
    assert [file.title for file in found] == [
        "Picture from Jane Doe",
        "Document from Jane Doe",
        "Contact from Jane Doe",
    ]
    assert found[0].alt_text == "Picture from Jane Doe"
    assert [file.name.rpartition(".")[2] for file in found] == ["jpg", "pdf", "vcf"]


async def test_what_is_not_what_it_says_is_shown_as_what_it_is_and_a_bomb_is_named(desk: Desk) -> None:
    client = desk.newcomer("Tom Lie")
    root = await desk.in_touch(client)
    lies = [files.PAGE, files.POLYGLOT, files.bomb(), b""]
    media = [MediaFile("image/png", content) for content in lies]
    client.write("Four pictures, honestly", WHATSAPP, media=media)
    await desk.in_thread(root, "Four pictures, honestly")
    bomb = await desk.in_thread(root, "Picture 3 of 4 from Tom Lie cannot be shown here.")
    assert "more than 50 million points" in bomb.text
    await desk.in_thread(root, "Picture 4 of 4 from Tom Lie cannot be shown here. It is empty.")
    page, both = [message.files[0] for message in _shared(desk, root)]
    assert (page.name.rpartition(".")[2], both.name.rpartition(".")[2]) == ("txt", "bin")
    assert all("came as a picture and is none" in message.text for message in _shared(desk, root))
    client.write("And nothing is lost", WHATSAPP)
    await desk.in_thread(root, "And nothing is lost")


async def test_a_file_that_twilio_has_no_more_is_named_and_the_text_stands(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer("Gone Soon")
    root = await desk.in_touch(client)
    shared.twilio.faults.fail_next("media", status=503)
    sid = client.write("Look quickly", WHATSAPP, media=[MediaFile("image/jpeg", PHOTO)])
    await desk.in_thread(root, "Look quickly")
    shared.twilio.state.messages[sid].media.clear()
    await desk.in_thread(root, "The picture from Gone Soon cannot be shown here.")
    assert _shared(desk, root) == []


async def test_a_teammate_s_picture_is_on_the_client_s_phone_under_a_link_for_the_provider(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    client.write("Can you show me the room?")
    root = await desk.thread_of(client.shown)
    reply = desk.reply(SAM, root, "Here it is", Upload("room.jpg", PHOTO, "image/jpeg"))
    await eventually(lambda: _pictures(shared, client), "the picture is on the phone")
    [file] = _pictures(shared, client)
    assert file["content_type"] == "image/jpeg"
    assert client.texts() == ["Here it is"]
    await desk.marked(reply, "white_check_mark")
    [sent] = [m for m in shared.twilio.state.messages.values() if m.media_urls]
    [link] = sent.media_urls
    assert link.startswith(f"{shared.url}/media/")
    async with aiohttp.ClientSession() as session:
        async with session.get(link) as answer:
            assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
        async with session.get(link[:-3] + "abc") as answer:
            assert answer.status == 403


async def test_a_picture_that_is_too_large_is_made_smaller(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    large = files.picture(2600, 1800, "PNG", noise=True)
    assert len(large) > 5_000_000
    desk.reply(MAYA, root, "The plan of the house", Upload("plan.png", large, "image/png"))
    await eventually(lambda: _pictures(shared, client, WHATSAPP), "the picture is on the phone")
    [file] = _pictures(shared, client, WHATSAPP)
    assert file["content_type"] == "image/jpeg"


async def test_an_iphone_s_picture_goes_both_ways_and_each_side_can_see_it(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    photo = files.iphone(turned=True)
    client.write("This is the tooth", media=[MediaFile("image/heic", photo, "IMG_1.HEIC")])
    root = await desk.thread_of(client.shown)
    await eventually(lambda: _shared(desk, root), "the picture stands in the thread")
    [message] = _shared(desk, root)
    shown, came = message.files
    assert (type_of(shown.content or b""), came.content) == (JPEG, photo)
    assert came.title == f"{shown.title}, as it came"
    desk.reply(SAM, root, "And this is the room", Upload("IMG_0417.HEIC", photo, "image/heic"))
    await eventually(lambda: _pictures(shared, client), "the picture is on the phone")
    [file] = _pictures(shared, client)
    sent = await _bytes(shared, file)
    assert (file["content_type"], type_of(sent)) == ("image/jpeg", JPEG)
    assert b"camera" not in sent
    desk.reply(SAM, root, "And a broken one", Upload("IMG_2.HEIC", photo[:300], "image/heic"))
    told = await desk.hears(SAM, "“IMG_2.HEIC” cannot be sent. It cannot be read as a picture.")
    assert told.startswith("Nothing was sent, the text included.")


async def test_when_one_file_cannot_go_nothing_goes_and_its_author_is_told(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    client.write("Please send me the papers")
    root = await desk.thread_of(client.shown)
    upload = Upload("contract.pdf", files.PDF + b"x" * 600_000, "application/pdf")
    reply = desk.reply(SAM, root, "The papers", Upload("room.jpg", PHOTO, "image/jpeg"), upload)
    told = await desk.hears(SAM, "contract.pdf")
    assert told.startswith("Nothing was sent, the text included.")
    assert "MMS takes 0.5 MB of its kind" in told
    await desk.marked(reply, "x")
    desk.reply(SAM, root, "Then by mail")
    assert await desk.delivered(client, 1, "sms") == ["Then by mail"]
    assert _pictures(shared, client) == []


async def test_a_note_with_a_file_stays_inside(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    note = desk.reply(SAM, root, "note: her scan", Upload("scan.jpg", PHOTO, "image/jpeg"))
    await desk.marked(note, "lock")
    desk.reply(SAM, root, "All is well")
    assert await desk.delivered(client, 1) == ["All is well"]
    assert _pictures(shared, client, WHATSAPP) == []


async def test_files_chosen_in_the_form_go_with_its_text_and_the_thread_names_them(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    view = await desk.open_form(MAYA, "/sms", f"{client.number} The way to us")
    desk.people.attach(MAYA, view.id, "files", "compose_files", [Upload("map.jpg", PHOTO, "image/jpeg")])
    result = await desk.submit(MAYA, view, name="Way Seeker")
    assert result.ok, result
    root = await desk.thread_of("Way Seeker")
    post = await desk.in_thread(root, "With map.jpg")
    assert "by MMS" in f"{post.blocks}"
    await eventually(lambda: _pictures(shared, client), "the picture is on the phone")
    assert client.texts() == ["The way to us"]


async def test_a_file_in_the_form_that_cannot_go_is_told_directly_and_nothing_is_sent(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    view = await desk.open_form(MAYA, "/sms", f"{client.number} The way to us")
    desk.people.attach(MAYA, view.id, "files", "compose_files", [Upload("map.jpg", files.PAGE, "image/jpeg")])
    result = await desk.submit(MAYA, view, name="Way Seeker the Second")
    assert result.ok, result
    told = await desk.hears_directly(MAYA, "“map.jpg” is of a kind that does not go by MMS")
    assert told.startswith("Nothing was sent, the text included.")
    assert client.texts() == []


async def test_a_file_on_the_web_goes_by_its_address_and_the_client_gets_the_file_itself(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    shared.sandbox.web.files["prices.pdf"] = MediaFile("application/pdf", files.PDF)
    shared.sandbox.web.redirects["latest"] = f"{shared.sandbox.url}/web/prices.pdf"
    view = await desk.open_form(MAYA, "/sms", f"{client.number} Our prices")
    address = f"{shared.sandbox.url}/web/latest"
    result = await desk.submit(MAYA, view, name="Price Asker", file_url=address)
    assert result.ok, result
    root = await desk.thread_of("Price Asker")
    await desk.in_thread(root, "With latest.pdf")
    await eventually(lambda: _pictures(shared, client), "the file is on the phone")
    [file] = _pictures(shared, client)
    assert (file["content_type"], await _bytes(shared, file)) == ("application/pdf", files.PDF)
    assert client.texts() == ["Our prices"]
    [sent] = [m for m in shared.twilio.state.messages.values() if m.to == client.number and m.media_urls]
    assert sent.media_urls[0].startswith(f"{shared.url}/media/")


async def test_an_address_in_our_own_network_is_refused_at_its_field_and_behind_a_redirect_in_words(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    view = await desk.open_form(MAYA, "/sms", f"{client.number} Our prices")
    for address, said in (
        (f"{shared.url}/metrics", "Only https is fetched"),
        ("https://169.254.169.254/latest/meta-data/", "private network"),
    ):
        refused = await desk.submit(MAYA, view, name="Nosy One", file_url=address)
        assert said in refused.errors["file_url"]
    shared.sandbox.web.redirects["innocent.pdf"] = f"{shared.url}/metrics"
    address = f"{shared.sandbox.url}/web/innocent.pdf"
    result = await desk.submit(MAYA, view, name="Nosy One", file_url=address)
    assert result.ok, result
    told = await desk.hears_directly(MAYA, "“innocent.pdf” could not be had.")
    assert "It leads into a private network" in told
    assert told.startswith("Nothing was sent, the text included.")
    assert client.texts() == []
