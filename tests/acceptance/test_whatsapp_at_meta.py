"""WhatsApp straight at Meta, with Twilio beside it or without: the whole program, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.acceptance.people import Desk
from tests.providers.whatsapp_cloud.standin import (
    ACCOUNT_ID,
    NUMBER_ID,
    SECRET,
    TOKEN,
    VERIFY,
    VERSION,
    Served,
    served,
)
from tests.providers.whatsapp_cloud.world import (
    about,
    message,
    payload,
    signed,
    status,
    value,
)
from tests.support import files
from tests.support.program import Program, eventually, running_program

TWILIO = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM", "TWILIO_WHATSAPP_FROM")
NAME = {"contacts": [{"profile": {"name": "Sheena Nelson"}, "wa_id": "12025550123"}]}


@pytest.fixture
async def graph() -> AsyncIterator[Served]:
    """Meta."""
    async with served() as made:
        yield made


@pytest.fixture
async def program(database_url: str, tmp_path: Path, graph: Served) -> AsyncIterator[Program]:
    """The program on each database, with Meta set up; the test starts it."""
    env = {
        "WHATSAPP_TOKEN": TOKEN,
        "WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID,
        "WHATSAPP_BUSINESS_ACCOUNT_ID": ACCOUNT_ID,
        "WHATSAPP_APP_SECRET": SECRET,
        "WHATSAPP_VERIFY_TOKEN": VERIFY,
        "WHATSAPP_API_URL": graph.url,
    }
    async with running_program(database_url, tmp_path, **env) as running:
        yield running


async def tell(program: Program, said: dict[str, Any]) -> None:
    """Meta tells the program something, and is answered."""
    request = signed(said)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{program.url}/whatsapp/webhook", data=request.body, headers=request.headers) as answer,
    ):
        assert answer.status == 200, await answer.text()


def word(graph: Served, said: str) -> dict[str, Any]:
    """Meta's word on the one message that it was given."""
    [taken] = graph.meta.messages.values()
    return status(said, id=taken.id, biz_opaque_callback_data=taken.tag)


async def test_they_talk_by_meta_alone(program: Program, graph: Served) -> None:
    await program.start("run", **dict.fromkeys(TWILIO, ""))
    desk = Desk(program)
    asked = message("text", {"body": "Is my order there?"})
    for _ in range(2):  # Meta repeats what it believes to be lost.
        await tell(program, about(value(messages=[asked], **NAME)))
    root = await desk.thread_of("Sheena Nelson")
    await desk.in_thread(root, "Is my order there?")

    reply = desk.reply("U0SAM", root, "It came today.")
    await eventually(lambda: len(graph.meta.messages) == 1, "the reply is with Meta")
    [taken] = graph.meta.messages.values()
    assert (taken.phone.number, taken.content.given) == ("+12025550123", {"body": "It came today."})
    await tell(program, about(value(statuses=[word(graph, "sent"), word(graph, "delivered")])))
    await desk.marked(reply, "white_check_mark")
    assert sum("Is my order there?" in post.text for post in desk.thread(root)) == 1


async def test_a_lost_answer_is_settled_by_the_receipt_and_never_repeated(
    program: Program, graph: Served
) -> None:
    await program.start("run")
    desk = Desk(program)
    await tell(program, about(value(messages=[message("text", {"body": "Hello?"})], **NAME)))
    root = await desk.thread_of("Sheena Nelson")

    graph.meta.faults.fail_next("send", drop_answer=True)
    reply = desk.reply("U0SAM", root, "Yes, we are here.")
    await eventually(lambda: len(graph.meta.messages) == 1, "the reply is with Meta, and its answer is lost")
    await tell(program, about(value(statuses=[word(graph, "read")])))
    await desk.marked(reply, "eyes")
    assert graph.attempts() == 1


async def test_what_whatsapp_did_not_deliver_says_why_and_what_helps(program: Program, graph: Served) -> None:
    await program.start("run")
    desk = Desk(program)
    await tell(program, about(value(messages=[message("text", {"body": "Hello?"})], **NAME)))
    root = await desk.thread_of("Sheena Nelson")
    desk.reply("U0SAM", root, "Yes, we are here.")
    await eventually(lambda: len(graph.meta.messages) == 1, "the reply is with Meta")
    failed = word(graph, "failed") | {"errors": [{"code": 131026, "title": "Message undeliverable"}]}
    await tell(program, about(value(statuses=[failed])))
    await desk.in_thread(root, "not on WhatsApp")


async def test_it_starts_with_the_known_number_while_meta_is_away(program: Program, graph: Served) -> None:
    running = await program.start("run")
    await program.terminate(running)
    nowhere = {"WHATSAPP_API_URL": f"http://127.0.0.1:1{VERSION}"}
    await program.start("web", **nowhere)
    await tell(program, about(value(messages=[message("text", {"body": "Hello?"})], **NAME)))
    assert "starting with the one from the last time" in program.log.read_text("utf-8")


async def test_it_does_not_start_before_meta_has_told_the_number(program: Program, graph: Served) -> None:
    with pytest.raises(AssertionError, match="The bot ended while starting"):
        await program.start("run", WHATSAPP_API_URL=f"http://127.0.0.1:1{VERSION}")
    assert "Meta cannot be reached: check the network and WHATSAPP_API_URL." in program.log_tail()


async def test_a_picture_comes_from_meta(program: Program, graph: Served) -> None:
    said = payload("image")
    [sent] = said["entry"][0]["changes"][0]["value"]["messages"]
    sent["image"]["id"] = graph.keep(files.picture(64, 48)).id
    await program.start("run")
    desk = Desk(program)
    await tell(program, said)
    root = await desk.thread_of("Sheena Nelson")
    await desk.in_thread(root, "The tooth")
    await eventually(
        lambda: any(each.files for each in desk.thread(root)), "the picture stands in the thread"
    )
