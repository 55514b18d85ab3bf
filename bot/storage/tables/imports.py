"""Imports of files of clients."""

from sqlalchemy import JSON, Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint, text

from bot.domain.client_import import ImportState
from bot.storage.tables.base import (
    ID,
    FreeText,
    UtcDateTime,
    id_column,
    metadata,
    one_of,
    within_workspace,
    workspace_column,
)

_UNDER_WAY = text("state IN ('fetching', 'ready', 'running')")

client_imports = Table(
    "client_imports",
    metadata,
    id_column(),
    workspace_column(),
    Column("slack_user", String(32), nullable=False),
    Column("file_name", FreeText, nullable=False),
    Column("url", FreeText, nullable=False),
    Column("state", String(16), nullable=False),
    # The file, then those of its rows that were not imported: kept only as long as they are needed.
    Column("content", LargeBinary),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("created", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("skipped", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    one_of("state", ImportState),
    UniqueConstraint("workspace_id", "id"),
    Index(
        "uq_client_imports_under_way",
        "workspace_id",
        unique=True,
        postgresql_where=_UNDER_WAY,
        sqlite_where=_UNDER_WAY,
    ),
)

# A row that was not imported, with what is wrong with it.
import_problems = Table(
    "import_problems",
    metadata,
    Column("import_id", ID, primary_key=True),
    Column("row_number", Integer, primary_key=True),
    workspace_column(),
    Column("problems", JSON, nullable=False),
    within_workspace("client_imports", "import_id"),
)
