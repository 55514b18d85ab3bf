"""Many rows in one statement: they travel as one JSON value, whatever their number.

The statement's text is the same for every size of batch, so it is compiled, prepared and planned once. A
round of parameters for each row, which is what an executemany is, costs several times as much.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    Column,
    ColumnElement,
    FromClause,
    Select,
    String,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    select,
    true,
)

from bot.storage.tables.base import FreeText, without_unstorable

# The name of the one parameter.
ROWS = "rows"

Rows = Sequence[Mapping[str, Any]]


@cache
def given(table: Table, names: tuple[str, ...], dialect: str) -> FromClause:
    """The rows as a table of their own, with these columns of ``table``, in the order in which they came."""
    columns = [table.c[name] for name in names]
    return _recordset(columns) if dialect == "postgresql" else _each(columns)


@cache
def selected(table: Table, names: tuple[str, ...], dialect: str) -> Select[Any]:
    """A select of the given rows, as ``table`` takes them."""
    rows = given(table, names, dialect)
    # With no WHERE before it, SQLite takes the ON of an ON CONFLICT for a join's.
    return select(*(as_stored(table.c[name], rows, dialect) for name in names)).where(true())


def as_stored(target: Column[Any], rows: FromClause, dialect: str) -> ColumnElement[Any]:
    """A given column as the target takes it: JSON travels as text, so that nothing in it is interpreted."""
    value: ColumnElement[Any] = rows.c[target.name]
    # SQLite keeps JSON as the text it is.
    is_json = isinstance(target.type, JSON) and dialect == "postgresql"
    return cast(value, JSON) if is_json else value


def packed(table: Table, rows: Rows, dialect: str) -> dict[str, str]:
    """The one parameter that holds all rows."""
    texts = [name for name in rows[0] if isinstance(table.c[name].type, FreeText)]
    jsons = [name for name in rows[0] if isinstance(table.c[name].type, JSON)]
    made = [
        {
            **row,
            **{name: without_unstorable(row[name]) for name in texts},
            **{name: json.dumps(row[name]) for name in jsons},
        }
        for row in rows
    ]
    # Not as ASCII: half a surrogate pair where no free text is allowed must fail here, not be stored.
    return {ROWS: json.dumps(made, ensure_ascii=False, default=_TIMES[dialect])}


def among(column_: ColumnElement[str], values: Iterable[str], dialect: str) -> ColumnElement[bool]:
    """Whether a column is one of ``values``, in one parameter whatever their number."""
    if dialect == "postgresql":
        listed = bindparam(None, list(values), type_=ARRAY(String), unique=True)
        return column_ == any_(listed)
    packed_values = bindparam(None, json.dumps(list(values)), type_=Text, unique=True)
    return column_.in_(select(func.json_each(packed_values).table_valued("value").c.value))


def _recordset(columns: Sequence[Column[Any]]) -> FromClause:
    typed = [column(each.name, Text() if isinstance(each.type, JSON) else each.type) for each in columns]
    rows = func.json_to_recordset(cast(bindparam(ROWS, type_=Text), JSON))
    return rows.table_valued(*typed, name="given").render_derived(with_types=True)


def _each(columns: Sequence[Column[Any]]) -> FromClause:
    row = func.json_each(bindparam(ROWS, type_=Text)).table_valued("value", name="each")
    taken = (func.json_extract(row.c.value, f"$.{each.name}").label(each.name) for each in columns)
    return select(*taken).subquery("given")


def _utc(value: Any) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"A {type(value).__name__} cannot be stored.")
    if value.tzinfo is None:
        raise ValueError("A stored time must name its zone.")
    return value.astimezone(UTC)


# SQLite compares times as the texts they are stored as: each has the same form.
_TIMES = {
    "postgresql": lambda value: _utc(value).isoformat(),
    "sqlite": lambda value: _utc(value).replace(tzinfo=None).isoformat(" ", "microseconds"),
}
