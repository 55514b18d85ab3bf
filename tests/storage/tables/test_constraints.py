"""The database itself refuses what must not be, the same on both."""

from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Table, update
from sqlalchemy.exc import IntegrityError

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.events import Receipt
from bot.domain.ids import new_id
from bot.domain.message import Status
from bot.storage.repositories.consents import ConsentChange
from bot.storage.repositories.messages import MessageEvent
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.repositories.slack_events import SlackEvent
from bot.storage.store import Store
from bot.storage.tables import conversations, messages, metadata
from tests.storage.seeds import NOW, Someone, gate_rows, message
from tests.support.world import inbound

CHECKED = sorted(
    (table.name, str(check.name).removeprefix(f"ck_{table.name}_"))
    for table in metadata.tables.values()
    for check in table.constraints
    if isinstance(check, CheckConstraint)
)


async def fill(store: Store, jane: Someone) -> None:
    """A row in every table."""
    text = message(jane)
    async with store.write(jane.workspace_id) as uow:
        await uow.messages.add([(text, "intent")])
        await uow.messages.log([MessageEvent(text.id, NOW, Status.QUEUED)])
        change = ConsentChange(jane.address_id, Channel.SMS, ConsentState.EXPRESS, "test", "", NOW)
        await uow.consents.record([change])
        await uow.outbox.add([OutboxItem("card", "k", "update", "card:1")], NOW)
        await uow.slack_events.store([SlackEvent("E1", "T0TEST", "k", {})], NOW)
        await uow.receipts.keep([Receipt("twilio", "SM1", Status.SENT)], NOW)
        await uow.inbound_texts.keep([inbound("Hi", "SM2")], NOW)
        await gate_rows(uow, jane, text.id)


@pytest.mark.parametrize(("table", "column"), CHECKED)
async def test_a_word_that_is_not_in_its_enumeration_is_refused(
    store: Store, jane: Someone, table: str, column: str
) -> None:
    await fill(store, jane)
    for wrong in ("nonsense", "", "QUEUED"):
        with pytest.raises(IntegrityError):
            await _set(store, metadata.tables[table], **{column: wrong})


async def _set(store: Store, table: Table, **values: Any) -> None:
    async with store.writer.begin() as connection:
        changed = await connection.execute(update(table).values(**values))
        assert changed.rowcount, "There must be a row to be refused."


@pytest.mark.parametrize("status", Status)
async def test_every_status_the_code_knows_can_be_stored(store: Store, jane: Someone, status: Status) -> None:
    await fill(store, jane)
    await _set(store, messages, status=status.value)


def _thread(jane: Someone, **columns: Any) -> dict[str, Any]:
    plain = {"client_id": jane.client_id, "slack_channel": "C0INBOX", "state": "active", "created_at": NOW}
    return {"id": new_id(), "workspace_id": jane.workspace_id} | plain | columns


async def test_a_client_has_one_active_thread_whatever_races(store: Store, jane: Someone) -> None:
    with pytest.raises(IntegrityError):
        async with store.writer.begin() as connection:
            await connection.execute(conversations.insert().values(_thread(jane)))


async def test_a_client_may_have_any_number_of_archived_threads(store: Store, jane: Someone) -> None:
    async with store.writer.begin() as connection:
        for _ in range(2):
            await connection.execute(conversations.insert().values(_thread(jane, state="archived")))


async def test_a_slack_message_is_the_card_of_one_thread(store: Store, jane: Someone) -> None:
    card = {"state": "archived", "root_ts": "1.1"}
    async with store.writer.begin() as connection:
        await connection.execute(conversations.insert().values(_thread(jane, **card)))
    with pytest.raises(IntegrityError):
        async with store.writer.begin() as connection:
            await connection.execute(conversations.insert().values(_thread(jane, **card)))


@pytest.mark.parametrize("column", ["client_id", "address_id", "conversation_id", "workspace_id"])
async def test_a_message_belongs_to_rows_that_exist(store: Store, jane: Someone, column: str) -> None:
    await fill(store, jane)
    with pytest.raises(IntegrityError):
        await _set(store, messages, **{column: new_id()})


async def test_what_was_sent_again_cannot_be_sent_again_twice(store: Store, jane: Someone) -> None:
    first, again, twice = message(jane), message(jane), message(jane)
    async with store.write(jane.workspace_id) as uow:
        await uow.messages.add([(first, "1"), (again, "2"), (twice, "3")])
        await uow.messages.update([{"id": again.id, "retry_of": first.id}])
    with pytest.raises(IntegrityError):
        async with store.write(jane.workspace_id) as uow:
            await uow.messages.update([{"id": twice.id, "retry_of": first.id}])


async def test_a_workspace_takes_all_its_rows_with_it(store: Store, jane: Someone) -> None:
    await fill(store, jane)
    async with store.writer.begin() as connection:
        await connection.execute(metadata.tables["workspaces"].delete())
        for table in metadata.tables.values():
            assert (await connection.execute(table.select())).first() is None, table.name
