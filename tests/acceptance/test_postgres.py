"""A handful of the rough journeys on PostgreSQL, with web and worker as two processes."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk
from tests.acceptance.private import BotLog
from tests.support import databases
from tests.support.program import Program, eventually, running_program

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.postgres]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(
    postgres_databases: databases.Emptied | None, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Program]:
    """The program of this module: two processes on one database."""
    if postgres_databases is None:
        pytest.skip(databases.NO_POSTGRES)
    folder = tmp_path_factory.mktemp("postgres")
    async with running_program(postgres_databases.url(), folder) as running:
        await running.start("web")
        await running.start("worker")
        yield running
    postgres_databases.empty()


async def test_replays_and_a_stop_count_once(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    sid = client.write("STOP", WHATSAPP)
    await desk.in_thread(root, "opted out of WhatsApp")
    assert [await shared.twilio.faults.redeliver(sid) for _ in range(3)] == [200] * 3
    desk.reply(MAYA, root, "Is there something wrong?")
    assert (await desk.hears(MAYA, "opted out of WhatsApp")).startswith("Not sent.")
    await desk.delivered(client, 1)
    await eventually(lambda: shared.twilio.idle, "all is quiet")
    assert len(client.texts(WHATSAPP)) == 1
    assert len([m for m in desk.thread(root) if m.text == "STOP"]) == 1


async def test_two_teammates_at_once_keep_their_order(desk: Desk) -> None:
    client = desk.newcomer("Theo Second")
    root = await desk.in_touch(client)
    desk.reply(MAYA, root, "Maya writes line 0")
    await desk.delivered(client, 1)
    desk.reply(SAM, root, "Sam writes line 0")
    await desk.press(SAM, await desk.notice(SAM, "looks after Theo Second"), "send_held")
    await desk.delivered(client, 2)
    for line in range(1, 4):
        desk.reply(MAYA, root, f"Maya writes line {line}")
        desk.reply(SAM, root, f"Sam writes line {line}")
    got = await desk.delivered(client, 8)
    for who in ("Maya", "Sam"):
        assert [text for text in got if who in text] == [f"{who} writes line {line}" for line in range(4)]


async def test_a_refusal_is_explained_and_named(shared: Program, desk: Desk, log: BotLog) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.twilio.faults.fail_next("create", code=21211)
    desk.reply(MAYA, root, "To a number that is none")
    await desk.in_thread(root, "not a valid phone number")
    await log.names("Sending a text met a failure", "21211")


async def test_a_deleted_card_comes_back(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.slack.faults.delete_message(desk.inbox, root)

    def again() -> str:
        cards = (m for m in desk.all_messages() if not m.is_reply and m.bot_id and client.shown in m.text)
        return next((m.ts for m in cards if m.ts != root), "")

    fresh = await eventually(again, "a new card stands")
    await desk.in_thread(fresh, "so it goes on here")
    await desk.marked(desk.reply(SAM, fresh, "It goes on in here"), "white_check_mark")


async def test_lost_answers_and_doubled_receipts(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.twilio.faults.hold_receipts()
    shared.twilio.faults.fail_next("create", drop_answer=True)
    reply = desk.reply(MAYA, root, "Its answer is lost on the way")
    await desk.delivered(client, 1)
    shared.twilio.faults.release_receipts("reversed", duplicate=True)
    await desk.marked(reply, "white_check_mark")
    assert client.texts(WHATSAPP) == ["Its answer is lost on the way"]
