"""The team's inbox: clients' tags, merges that can be undone, replies that wait for their author, and texts
that wait for the time that somebody chose."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _client_tags()
    _merges()
    _held_replies()
    _unshown_texts()
    op.add_column("messages", sa.Column("scheduled_for", sa.DateTime(timezone=True), nullable=True))
    _client_imports()
    _attention()
    _traffic()
    _templates()
    _own_numbers()
    _longer_ids()
    _opt_ins()
    _accounts()


def downgrade() -> None:
    """Undo."""
    op.drop_table("own_numbers")
    op.drop_table("accounts")
    op.drop_column("messages", "is_sign")
    op.drop_table("opt_ins")
    op.drop_column("messages", "awaits_consent")
    op.drop_column("messages", "by_rcs")
    op.drop_column("messages", "extras")
    op.drop_column("messages", "template")
    for table in ("template_tasks", "templates", "import_problems", "client_imports"):
        op.drop_table(table)
    op.drop_index("ix_messages_time", "messages")
    op.drop_index("ix_clients_leads", "clients")
    op.drop_column("messages", "scheduled_for")
    for table in ("open_failures", "unshown_texts", "held_replies", "merge_moves", "merges", "client_tags"):
        op.drop_table(table)


def _client_tags() -> None:
    op.create_table(
        "client_tags",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("client_id", sa.String(length=26), nullable=False),
        sa.Column("folded", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        _workspace("client_tags"),
        _within("client_tags", "clients", "client_id"),
        sa.PrimaryKeyConstraint("client_id", "folded", name=op.f("pk_client_tags")),
    )
    op.create_index("ix_client_tags_tag", "client_tags", ["workspace_id", "folded"])


def _merges() -> None:
    op.create_table(
        "merges",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("survivor_id", sa.String(length=26), nullable=False),
        sa.Column("merged_id", sa.String(length=26), nullable=False),
        sa.Column("merged_by", sa.String(length=32), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=32), nullable=True),
        _workspace("merges"),
        _within("merges", "clients", "survivor_id"),
        _within("merges", "clients", "merged_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_merges_workspace_id_id")),
    )
    standing = sa.text("undone_at IS NULL")
    op.create_index(
        "uq_merges_merged",
        "merges",
        ["merged_id"],
        unique=True,
        postgresql_where=standing,
        sqlite_where=standing,
    )
    op.create_table(
        "merge_moves",
        sa.Column("merge_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("row_key", sa.String(length=80), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        _workspace("merge_moves"),
        _within("merge_moves", "merges", "merge_id"),
        sa.PrimaryKeyConstraint("merge_id", "kind", "row_key", name=op.f("pk_merge_moves")),
    )


def _held_replies() -> None:
    op.create_table(
        "held_replies",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("conversation_id", sa.String(length=26), nullable=False),
        sa.Column("slack_channel", sa.String(length=32), nullable=False),
        sa.Column("slack_ts", sa.String(length=32), nullable=False),
        sa.Column("slack_user", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "why IN ('mention', 'owned', 'files', 'correction')", name=op.f("ck_held_replies_why")
        ),
        _workspace("held_replies"),
        _within("held_replies", "conversations", "conversation_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_replies")),
        sa.UniqueConstraint(
            "workspace_id",
            "slack_channel",
            "slack_ts",
            name=op.f("uq_held_replies_workspace_id_slack_channel_slack_ts"),
        ),
    )
    op.create_index("ix_held_replies_created", "held_replies", ["workspace_id", "created_at"])


def _unshown_texts() -> None:
    op.create_table(
        "unshown_texts",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.CheckConstraint("channel IN ('sms', 'mms', 'whatsapp')", name=op.f("ck_unshown_texts_channel")),
        _workspace("unshown_texts"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_unshown_texts_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_unshown_texts")),
    )
    op.create_index(
        "ix_unshown_texts_sender", "unshown_texts", ["workspace_id", "channel", "sender", "message_id"]
    )


def _templates() -> None:
    op.create_table(
        "templates",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("template_id", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        _workspace("templates"),
        sa.PrimaryKeyConstraint("workspace_id", "provider", "template_id", name=op.f("pk_templates")),
    )
    _template_tasks()
    op.add_column("messages", sa.Column("template", sa.JSON(), nullable=True))
    op.add_column("messages", sa.Column("extras", sa.JSON(), nullable=True))
    op.add_column(
        "messages", sa.Column("is_sign", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "messages", sa.Column("by_rcs", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )


def _own_numbers() -> None:
    op.create_table(
        "own_numbers",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("number_id", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=140), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        _workspace("own_numbers"),
        sa.PrimaryKeyConstraint("workspace_id", "provider", "number_id", name=op.f("pk_own_numbers")),
    )


def _longer_ids() -> None:
    """WhatsApp's ids are longer than Twilio's. They stay so on the way back: there may be such by then."""
    if op.get_bind().dialect.name == "sqlite":
        return  # It keeps any length, whatever is declared.
    for table, column, length in (
        ("messages", "provider_id", 255),
        ("messages", "intent_key", 300),
        ("message_events", "receipt_key", 300),
        ("receipts", "receipt_key", 300),
        ("inbound_texts", "text_key", 300),
    ):
        op.alter_column(table, column, type_=sa.String(length=length))


def _opt_ins() -> None:
    op.add_column(
        "messages", sa.Column("awaits_consent", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "opt_ins",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("address_id", sa.String(length=26), nullable=False),
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="asked", nullable=False),
        sa.Column("before", sa.String(length=16), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("reminded_at", "wrote_at", "answered_at")
        ),
        sa.Column("answer_id", sa.String(length=26), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'agreed', 'refused', 'silent', 'replaced', 'failed')",
            name=op.f("ck_opt_ins_state"),
        ),
        sa.CheckConstraint(
            "before IN ('unknown', 'pending', 'express', 'implied', 'withdrawn', 'expired')",
            name=op.f("ck_opt_ins_before"),
        ),
        _workspace("opt_ins"),
        _within("opt_ins", "addresses", "address_id"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_opt_ins_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_ins")),
        sa.UniqueConstraint("message_id", name=op.f("uq_opt_ins_message_id")),
    )
    asked = sa.text("state = 'asked'")
    op.create_index(
        "uq_opt_ins_asked",
        "opt_ins",
        ["address_id"],
        unique=True,
        postgresql_where=asked,
        sqlite_where=asked,
    )
    op.create_index("ix_opt_ins_address", "opt_ins", ["address_id", "id"])
    op.create_index(
        "ix_opt_ins_due",
        "opt_ins",
        ["workspace_id", "due_at"],
        postgresql_where=asked,
        sqlite_where=asked,
    )


def _template_tasks() -> None:
    op.create_table(
        "template_tasks",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("intent_key", sa.String(length=128), nullable=False),
        sa.Column("slack_user", sa.String(length=32), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=512), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("template_id", sa.String(length=64), server_default="", nullable=False),
        sa.Column("draft", sa.JSON(), nullable=True),
        sa.Column("gone", sa.JSON(), nullable=True),
        _count("attempts"),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('submit', 'delete')", name=op.f("ck_template_tasks_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'watched', 'done', 'failed')", name=op.f("ck_template_tasks_state")
        ),
        _workspace("template_tasks"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_tasks")),
        sa.UniqueConstraint(
            "workspace_id", "intent_key", name=op.f("uq_template_tasks_workspace_id_intent_key")
        ),
    )
    op.create_index("ix_template_tasks_template", "template_tasks", ["workspace_id", "template_id"])
    under_way = sa.text("state IN ('waiting', 'watched')")
    op.create_index(
        "ix_template_tasks_due",
        "template_tasks",
        ["workspace_id", "next_attempt_at"],
        postgresql_where=under_way,
        sqlite_where=under_way,
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("provider", sa.String(length=16), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("senders", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=32), server_default="", nullable=False),
        sa.CheckConstraint("provider IN ('twilio')", name=op.f("ck_accounts_provider")),
        sa.CheckConstraint("state IN ('tried', 'in_use', 'removed')", name=op.f("ck_accounts_state")),
        _workspace("accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    standing = sa.text("state <> 'tried'")
    op.create_index(
        "uq_accounts_sid",
        "accounts",
        ["workspace_id", "provider", "sid"],
        unique=True,
        postgresql_where=standing,
        sqlite_where=standing,
    )


def _client_imports() -> None:
    op.create_table(
        "client_imports",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("slack_user", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        *(_count(name) for name in ("done", "created", "changed", "unchanged", "skipped", "attempts")),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('fetching', 'ready', 'running', 'done', 'cancelled', 'failed')",
            name=op.f("ck_client_imports_state"),
        ),
        _workspace("client_imports"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_imports")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_client_imports_workspace_id_id")),
    )
    under_way = sa.text("state IN ('fetching', 'ready', 'running')")
    op.create_index(
        "uq_client_imports_under_way",
        "client_imports",
        ["workspace_id"],
        unique=True,
        postgresql_where=under_way,
        sqlite_where=under_way,
    )
    op.create_table(
        "import_problems",
        sa.Column("import_id", sa.String(length=26), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        _workspace("import_problems"),
        _within("import_problems", "client_imports", "import_id"),
        sa.PrimaryKeyConstraint("import_id", "row_number", name=op.f("pk_import_problems")),
    )


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def _attention() -> None:
    op.create_table(
        "open_failures",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("client_id", sa.String(length=26), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _workspace("open_failures"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_open_failures_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_open_failures")),
    )
    op.create_index("ix_open_failures_client", "open_failures", ["workspace_id", "client_id"])
    lead = sa.text("is_lead")
    op.create_index("ix_clients_leads", "clients", ["workspace_id"], postgresql_where=lead, sqlite_where=lead)


def _traffic() -> None:
    counted = sa.text("status NOT IN ('refused', 'canceled')")
    op.create_index(
        "ix_messages_time",
        "messages",
        ["workspace_id", "due_at"],
        postgresql_where=counted,
        sqlite_where=counted,
    )


def _workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{table}_workspace_id"), ondelete="CASCADE"
    )


def _within(table: str, other: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{other}.workspace_id", f"{other}.id"],
        name=op.f(f"fk_{table}_workspace_id_{column}"),
        ondelete="CASCADE",
    )
