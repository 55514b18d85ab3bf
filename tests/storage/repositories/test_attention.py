"""The list of what waits: in one order over all kinds, counted, and found without reading every client."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from bot.domain.attention import Whose, Why
from bot.domain.message import Status
from bot.storage.repositories.attention import Waits, Wanted
from bot.storage.store import Store
from bot.storage.unit_of_work import UnitOfWork
from tests.storage.repositories.test_plans import plans
from tests.storage.seeds import NOW, Someone, message, people, someone

CLIENTS = 5_000
EVERYONE = Wanted("U1")


async def page(
    store: Store, workspace_id: str, wanted: Wanted = EVERYONE, start: int = 0, limit: int = 9
) -> list[Waits]:
    async with store.read(workspace_id) as uow:
        return (await uow.attention.page(wanted, NOW, start, limit)).rows


async def failed(uow: UnitOfWork, who: Someone, **more: object) -> str:
    """A text that has failed, and waits; its id."""
    new = replace(message(who, status=Status.FAILED), **more)  # type: ignore[arg-type]
    await uow.messages.add([(new, new.id)])
    await uow.open_failures.add([new], NOW)
    return new.id


async def test_kinds_are_in_the_order_of_what_presses_and_within_one_the_oldest_is_first(
    store: Store, workspace_id: str
) -> None:
    first, second, third = await people(store, workspace_id, 3)
    async with store.write(workspace_id) as uow:
        await uow.conversations.heard([second.conversation_id], NOW)
        await uow.conversations.heard([first.conversation_id], NOW + timedelta(hours=1))
        text_id = await failed(uow, third, slack_user="U7", slack_channel="C0INBOX", slack_ts="2.2")
    rows = await page(store, workspace_id)
    assert [(row.why, row.client_name) for row in rows] == [
        (Why.FAILED, "Client 2"),
        (Why.UNANSWERED, "Client 1"),
        (Why.UNANSWERED, "Client 0"),
    ]
    assert (rows[0].about, rows[0].author, rows[0].channel, rows[0].ts) == (text_id, "U7", "C0INBOX", "2.2")
    # What stands nowhere yet says in which channel it will.
    assert (rows[1].about, rows[1].author, rows[1].channel, rows[1].ts) == ("", None, "C0INBOX", "")


async def test_the_counts_are_of_every_kind_whatever_page_is_read(store: Store, workspace_id: str) -> None:
    several = await people(store, workspace_id, 4)
    async with store.write(workspace_id) as uow:
        await uow.conversations.heard([each.conversation_id for each in several], NOW)
        await failed(uow, several[0], slack_user="U1")
        await uow.clients.change(several[1].client_id, owner="U1")
    everything = {Why.FAILED: 1, Why.UNANSWERED: 4}
    async with store.read(workspace_id) as uow:
        for start, rows in ((0, 2), (3, 2), (9, 0)):
            found = await uow.attention.page(EVERYONE, NOW, start, 2)
            assert (len(found.rows), found.counts) == (rows, everything)
        of_a_kind = await uow.attention.page(Wanted("U1", why=Why.FAILED), NOW, 0, 9)
        assert (len(of_a_kind.rows), of_a_kind.counts) == (1, everything)
        mine = await uow.attention.page(Wanted("U1", Whose.MINE), NOW, 0, 9)
        assert mine.counts == {Why.FAILED: 1, Why.UNANSWERED: 1}
        nobody = await uow.attention.page(Wanted("U1", Whose.NOBODY), NOW, 0, 9)
        assert nobody.counts == {Why.FAILED: 1, Why.UNANSWERED: 3}


async def test_what_waits_is_found_by_its_indexes_among_many_clients(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        jane = await someone(uow)
        await uow.conversations.heard([jane.conversation_id], NOW)
    await _multiply(store, jane)

    async def read(uow: UnitOfWork) -> None:
        assert len((await uow.attention.page(EVERYONE, NOW, 0, 8)).rows) == 1

    plan = await plans(store, workspace_id, read)
    for name in ("ix_conversations_unanswered", "ix_clients_leads"):
        assert name in plan, plan
    assert "Seq Scan on clients" not in plan, plan
    assert "Seq Scan on conversations" not in plan, plan
    assert "SCAN clients" not in plan, plan
    assert "SCAN conversations" not in plan, plan


async def _multiply(store: Store, jane: Someone) -> None:
    """Many clients for whom nothing waits."""
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CLIENTS})"
    insert_clients = (
        f"INSERT INTO clients (id, workspace_id, name, search_text, created_at) {numbers} "
        f"SELECT 'c' || i, workspace_id, 'C', 'c', created_at FROM n, clients WHERE id = '{jane.client_id}'"
    )
    insert_conversations = (
        "INSERT INTO conversations (id, workspace_id, client_id, slack_channel, created_at) "
        f"{numbers} SELECT 'v' || i, workspace_id, 'c' || i, 'C', created_at "
        f"FROM n, conversations WHERE id = '{jane.conversation_id}'"
    )
    async with store.writer.begin() as connection:
        for statement in (insert_clients, insert_conversations, "ANALYZE"):
            await connection.execute(text(statement))
