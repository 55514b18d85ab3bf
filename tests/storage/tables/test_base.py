"""Column types: a time names its zone, and any text people write can be kept."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import column, select
from sqlalchemy.exc import StatementError

from bot.storage.store import Store
from bot.storage.tables import clients
from bot.storage.tables.base import FreeText, is_literally, one_of
from tests.storage.seeds import NOW, Someone

MANY = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def _write_time(store: Store, jane: Someone, value: datetime) -> datetime:
    async with store.writer.begin() as connection:
        await connection.execute(
            clients.update().where(clients.c.id == jane.client_id).values(created_at=value)
        )
        query = select(clients.c.created_at).where(clients.c.id == jane.client_id)
        stored: datetime = (await connection.execute(query)).scalar_one()
        return stored


async def test_a_time_without_its_zone_is_refused(store: Store, jane: Someone) -> None:
    with pytest.raises(StatementError, match="must name its zone"):
        await _write_time(store, jane, datetime(2026, 11, 20, 15, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    "value",
    [
        NOW,
        datetime(2026, 11, 1, 1, 30, tzinfo=timezone(timedelta(hours=-5))),
        datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(2026, 3, 29, 2, 30, 0, 1, tzinfo=UTC),
    ],
)
async def test_a_time_comes_back_as_the_same_moment_in_utc(
    store: Store, jane: Someone, value: datetime
) -> None:
    stored = await _write_time(store, jane, value)
    assert stored == value
    assert stored.tzinfo is UTC


async def test_times_sort_by_moment_whatever_zone_they_came_in(store: Store, jane: Someone) -> None:
    east = datetime(2026, 11, 20, 16, 0, tzinfo=timezone(timedelta(hours=9)))
    await _write_time(store, jane, east)
    async with store.reader.connect() as connection:
        query = select(clients.c.id).where(clients.c.created_at < datetime(2026, 11, 20, 7, 30, tzinfo=UTC))
        assert (await connection.execute(query)).scalars().all() == [jane.client_id]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Hello", "Hello"),
        ("Zoë 👨‍👩‍👧 ж\n", "Zoë 👨‍👩‍👧 ж\n"),
        ("a\0b", "a\ufffdb"),
        ("half \ud83d here", "half \ufffd here"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("whole \U0001f600", "whole \U0001f600"),
        ("", ""),
        ("a" * 5000, "a" * 5000),
    ],
)
async def test_every_text_people_write_can_be_kept(
    store: Store, jane: Someone, written: str, kept: str
) -> None:
    async with store.write(jane.workspace_id) as uow:
        await uow.clients.rename(jane.client_id, written)
    async with store.read(jane.workspace_id) as uow:
        client = await uow.clients.get(jane.client_id)
    assert client is not None
    assert client.name == kept


@MANY
@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_a_text_is_changed_only_where_no_database_keeps_it(text: str) -> None:
    kept = FreeText().process_bind_param(text, None)  # type: ignore[arg-type]
    assert kept is not None
    assert "\0" not in kept
    kept.encode()
    if "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text):
        assert kept == text


def test_an_enumeration_becomes_a_named_check() -> None:
    check = one_of("state", ("a", "b"))
    assert (str(check.sqltext), check.name) == ("state IN ('a', 'b')", "state")


@pytest.mark.parametrize(("words", "written"), [(("a",), "state = 'a'"), (("a", "b"), "state IN ('a', 'b')")])
def test_words_of_our_own_are_written_out_and_not_bound(words: tuple[str, ...], written: str) -> None:
    compared = is_literally(column("state"), *words).compile()
    assert str(compared) == written
    assert compared.params == {}
