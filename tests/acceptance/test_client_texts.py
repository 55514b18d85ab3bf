"""Whatever a client writes stands in the client's thread as it was written, and does nothing there."""

import asyncio

import pytest

from bot.sandbox.said import MediaFile
from tests.acceptance.people import SAM, SMS, WHATSAPP, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

PIXEL = MediaFile("image/png", bytes.fromhex("89504e470d0a1a0a0000000d49484452"))


@pytest.mark.parametrize(
    "written",
    [
        "<!channel> everybody come quickly",
        "<!here> and <!everyone> and <!subteam^S012|@team>",
        f"<@{SAM}> are you there today?",
        "@channel @here @everyone look here please",
        "<https://evil.example/login|Your bank> says hello",
        "https://example.com/?a=1&b=2#c and mail@example.com",
        "{{7*7}} {% for x in y %} ${7*7} #{7*7}",
        "*bold* _italic_ ~gone~ `code` > quote\n> another",
        "1 < 2 && 3 > 2 &amp; &lt;not a tag&gt;",
        "'; DROP TABLE messages; -- and \\x00 \\u0000",
        "שלום עולם \u202egnirts desrever\u202c end of it",
        "👩‍👩‍👧‍👦 family and a flag 🇬🇧 and é ü ß 漢字",
    ],
)
async def test_it_is_shown_as_written_and_pings_nobody(desk: Desk, written: str) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    client.write(written, WHATSAPP)
    await eventually(lambda: len(desk.thread(root)) == 2, "the text stands in the thread")
    post = desk.thread(root)[-1]
    assert post.pings == []
    body = post.blocks[0]["text"]
    assert body["type"] == "plain_text"
    # A turned reading order would make people read what nobody wrote.
    assert body["text"] == written.replace("\u202e", "").replace("\u202c", "")
    assert "<!" not in post.text
    assert "<@" not in post.text
    assert post.attachments == []


async def test_a_text_that_comes_again_under_the_same_id_is_shown_once(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    sid = client.write("Only once in the thread, please", WHATSAPP)
    await desk.in_thread(root, "Only once in the thread, please")
    answers = await asyncio.gather(*(shared.twilio.faults.redeliver(sid) for _ in range(5)))
    assert answers == [200] * 5
    client.write("And then the next one", WHATSAPP)
    await desk.in_thread(root, "And then the next one")
    assert [m.text for m in desk.thread(root)][1:] == [
        "Only once in the thread, please",
        "And then the next one",
    ]


async def test_texts_of_one_client_keep_their_order(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    texts = [f"Part {number} of a long story" for number in range(12)]
    for text in texts:
        client.write(text, WHATSAPP)
    await desk.in_thread(root, texts[-1])
    assert [m.text for m in desk.thread(root)][1:] == texts


async def test_an_unknown_number_becomes_a_lead_with_a_thread_of_its_own(desk: Desk) -> None:
    client = desk.newcomer("Nora Stranger")
    client.write("Hi, do you take new clients?", WHATSAPP)
    root = await desk.thread_of("Nora Stranger")
    card = desk.said(root)
    assert client.shown in card
    assert "*Lead*: wrote to us first" in card
    post = await desk.in_thread(root, "do you take new clients?")
    assert post.username == "Nora Stranger"
    desk.reply(SAM, root, "We do. Come by any day.")
    assert await desk.delivered(client, 1) == ["We do. Come by any day."]


async def test_two_strangers_at_once_get_two_threads(desk: Desk) -> None:
    first, second = desk.newcomer(), desk.newcomer()
    first.write("Hello from the first one")
    first.write("Hello again from the first one")
    second.write("Hello from the second one")
    one, two = await desk.thread_of(first.shown), await desk.thread_of(second.shown)
    assert one != two
    await desk.in_thread(one, "Hello again from the first one")
    await desk.in_thread(two, "Hello from the second one")
    assert len(desk.thread(one)) == 2
    assert len(desk.thread(two)) == 1


async def test_pictures_are_named_and_their_addresses_are_not_shown(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    client.write("Here is the broken frame", SMS, media=[PIXEL, PIXEL])
    root = await desk.thread_of(client.shown)
    post = await desk.in_thread(root, "Here is the broken frame")
    assert "With 2 pictures" in str(post.blocks)
    assert shared.sandbox.account_sid not in str(post.blocks)


async def test_a_picture_without_a_word(desk: Desk) -> None:
    client = desk.newcomer()
    client.write("", WHATSAPP, media=[PIXEL])
    root = await desk.thread_of(client.shown)
    post = await desk.in_thread(root, "With 1 picture")
    assert "(no text)" in str(post.blocks)


async def test_a_very_long_text_of_a_client_is_shown_whole(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    text = " ".join(f"word{number}" for number in range(500))[:4000]
    client.write(text, WHATSAPP)
    post = await desk.in_thread(root, "word499")
    shown = " ".join(b["text"]["text"] for b in post.blocks if b["type"] == "section")
    assert shown == text


async def test_the_answer_goes_the_way_the_client_wrote_last(desk: Desk) -> None:
    client = desk.newcomer()
    client.write("First by SMS, as I always do")
    root = await desk.thread_of(client.shown)
    await desk.in_thread(root, "First by SMS, as I always do")
    desk.reply(SAM, root, "Answered by SMS")
    assert await desk.delivered(client, 1, SMS) == ["Answered by SMS"]
    client.write("Now by WhatsApp, from abroad", WHATSAPP)
    await desk.in_thread(root, "Now by WhatsApp, from abroad")
    desk.reply(SAM, root, "Answered by WhatsApp")
    assert await desk.delivered(client, 1, WHATSAPP) == ["Answered by WhatsApp"]
    client.write("Back home, by SMS again", SMS)
    await desk.in_thread(root, "Back home, by SMS again")
    desk.reply(SAM, root, "Answered by SMS again")
    assert await desk.delivered(client, 2, SMS) == ["Answered by SMS", "Answered by SMS again"]
    assert client.texts(WHATSAPP) == ["Answered by WhatsApp"]
