"""Many rows in one statement: they travel as one JSON value, whatever their number.

The statement's text is the same for every size of batch, so that it is prepared and planned once. An
executemany, a round of parameters for each row, costs twice as much.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    Column,
    ColumnElement,
    FromClause,
    String,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    type_coerce,
)

from bot.storage.tables.base import FreeText, without_unstorable

Rows = Sequence[Mapping[str, Any]]


@cache
def given(table: Table, names: tuple[str, ...], dialect: str = "postgresql") -> FromClause:
    """The rows as a table of their own, with these columns of ``table``, in the order in which they came."""
    rows = bindparam("rows", type_=Text)
    if dialect == "sqlite":
        each = func.json_each(rows).table_valued("value", name="each")
        # SQLite keeps JSON as text, so that it is taken as it is.
        parts = {name: func.json_extract(each.c.value, literal_column(f"'$.{name}'")) for name in names}
        typed = [type_coerce(part, table.c[name].type).label(name) for name, part in parts.items()]
        return select(*typed).subquery("given")
    columns = [column(name, _travels_as(table.c[name])) for name in names]
    records = func.json_to_recordset(cast(rows, JSON))
    return records.table_valued(*columns, name="given").render_derived(with_types=True)


def as_stored(target: Column[Any], rows: FromClause) -> ColumnElement[Any]:
    """A given column as the target takes it."""
    value: ColumnElement[Any] = rows.c[target.name]
    as_text = isinstance(target.type, JSON) and not isinstance(value.type, JSON)
    return cast(value, JSON) if as_text else value


def packed(table: Table, rows: Rows, dialect: str = "postgresql") -> dict[str, str]:
    """The one parameter that holds all rows, which name the same columns."""
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
    time = _utc_as_kept if dialect == "sqlite" else _utc
    # Not as ASCII: half a surrogate pair where no free text is allowed must fail here, not be stored.
    return {"rows": json.dumps(made, ensure_ascii=False, default=time)}


def among(column_: ColumnElement[str], values: Iterable[str], dialect: str) -> ColumnElement[bool]:
    """Whether a column is one of ``values``: one parameter, whatever their number."""
    return _is_in(column_, bindparam(None, listed(values, dialect), type_=_LISTED[dialect], unique=True))


def among_given(column_: ColumnElement[str], name: str, dialect: str) -> ColumnElement[bool]:
    """Whether a column is one of what is ``listed`` as the parameter ``name``, for a statement built once."""
    return _is_in(column_, bindparam(name, type_=_LISTED[dialect]))


def listed(values: Iterable[str], dialect: str) -> str | list[str]:
    """Values as the one parameter that they travel in."""
    return json.dumps(list(values)) if dialect == "sqlite" else list(values)


_LISTED: dict[str, Any] = {"sqlite": Text(), "postgresql": ARRAY(String)}


def _is_in(column_: ColumnElement[str], values: Any) -> ColumnElement[bool]:
    if isinstance(values.type, ARRAY):
        return column_ == any_(values)
    return column_.in_(select(func.json_each(values).table_valued("value").c.value))


def _travels_as(target: Column[Any]) -> Any:
    # JSON within the JSON is text, so that nothing in it is interpreted on the way.
    return Text() if isinstance(target.type, JSON) else target.type


# The rows of a batch share most of their times.
@lru_cache(maxsize=16)
def _utc(value: Any) -> str:
    return _in_utc(value).isoformat()


@lru_cache(maxsize=16)
def _utc_as_kept(value: Any) -> str:
    """A time as SQLAlchemy keeps it in SQLite, which has no type for it."""
    return _in_utc(value).replace(tzinfo=None).isoformat(" ", "microseconds")


def _in_utc(value: Any) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"A {type(value).__name__} cannot be stored.")
    if value.tzinfo is None:
        raise ValueError("A stored time must name its zone.")
    return value.astimezone(UTC)
