"""What every table shares: names of constraints, UTC times, and enumerations as checked text."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    String,
    Text,
    TypeDecorator,
    literal_column,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(26)
# A phone number, or a WhatsApp identity: a country, a dot and up to 128 characters.
ADDRESS = String(140)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time. SQLite keeps no zone: it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: guessing its zone would move somebody's reminder."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored time must name its zone.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Hand the time out as UTC."""
        if value is None:
            return None
        stored: datetime = value
        return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


class FreeText(TypeDecorator[str]):
    """Text that people or providers wrote, of any length.

    PostgreSQL stores no NUL and neither database half of a surrogate pair: each becomes a replacement
    character, because a text that cannot be kept would be a text that is lost.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what no database keeps."""
        return without_unstorable(value)


def without_unstorable(value: str | None) -> str | None:
    """``value`` with a replacement character for each that a database would refuse."""
    if value is None or (value.isascii() and "\0" not in value):
        return value
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")


def id_column() -> Column[str]:
    """A row's own id, a ULID."""
    return Column("id", ID, primary_key=True)


def workspace_column() -> Column[str]:
    """Whose row it is: every row has its workspace."""
    return Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False)


def within_workspace(table: str, column: str) -> ForeignKeyConstraint:
    """A reference to a row of the same workspace: the database itself refuses another's."""
    return ForeignKeyConstraint(
        ["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"], ondelete="CASCADE"
    )


def one_of(column: str, values: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """Text that may only be one of ``values``; the same constraint on both databases."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def is_literally(column: ColumnElement[str], *values: str) -> ColumnElement[bool]:
    """A comparison with words of our own, written out rather than bound.

    With a bound parameter a generic plan cannot know that a partial index applies, and scans the table.
    """
    written: list[ColumnElement[str]] = [literal_column(f"'{value}'") for value in values]
    return column == written[0] if len(written) == 1 else column.in_(written)
