"""What is to come: texts that the team has ready, occasions and their reminders, and texts that go again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _message_templates()
    _message_template_versions()
    _occasions()
    _triggers()
    _reminders()
    _series()
    _trigger_keys()
    _trigger_calls()
    _appointments_of_clients()
    op.add_column("messages", sa.Column("made_from", sa.JSON(), nullable=True))
    op.add_column("messages", sa.Column("useless_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("paused_by", sa.String(length=32), nullable=True))
    root_ts = sa.Column("root_ts", sa.String(length=32), server_default="", nullable=False)
    op.add_column("held_replies", root_ts)
    _coming()


def downgrade() -> None:
    """Undo."""
    for index in ("ix_messages_author", "ix_messages_coming"):
        op.drop_index(index, table_name="messages")
    for column in ("made_from", "useless_at", "paused_by"):
        op.drop_column("messages", column)
    op.drop_column("held_replies", "root_ts")
    _appointments_back_to_clients()
    for table in (
        "trigger_calls",
        "trigger_keys",
        "series",
        "reminders",
        "triggers",
        "occasions",
        "message_template_versions",
        "message_templates",
    ):
        op.drop_table(table)


def _message_templates() -> None:
    op.create_table(
        "message_templates",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.String(length=160), nullable=False),
        sa.Column("reach", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=32), server_default="", nullable=False),
        sa.CheckConstraint(
            "purpose IN ('direct', 'transactional', 'marketing', 'keyword_answer', 'auto_answer', 'opt_in')",
            name=op.f("ck_message_templates_purpose"),
        ),
        sa.CheckConstraint(
            "reach IN ('sms', 'mms', 'whatsapp', 'slack', 'all')", name=op.f("ck_message_templates_reach")
        ),
        _workspace("message_templates"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_templates")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_message_templates_workspace_id_id")),
    )
    op.create_index(
        "uq_message_templates_name",
        "message_templates",
        ["workspace_id", "folded"],
        unique=True,
        postgresql_where=sa.text("archived_at IS NULL"),
        sqlite_where=sa.text("archived_at IS NULL"),
    )


def _message_template_versions() -> None:
    op.create_table(
        "message_template_versions",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("template_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), server_default="", nullable=False),
        _within("message_template_versions", "message_templates", "template_id"),
        _workspace("message_template_versions"),
        sa.PrimaryKeyConstraint("template_id", "version", name=op.f("pk_message_template_versions")),
    )


def _occasions() -> None:
    op.create_table(
        "occasions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("client_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("ref", sa.String(length=160), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("created_by", sa.String(length=32), server_default="", nullable=False),
        sa.Column("paused_by", sa.String(length=32), nullable=True),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('appointment', 'payment', 'document', 'new_client')", name=op.f("ck_occasions_kind")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'confirmed', 'paid', 'cancelled')", name=op.f("ck_occasions_state")
        ),
        _within("occasions", "clients", "client_id"),
        _workspace("occasions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasions")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_occasions_workspace_id_id")),
        sa.UniqueConstraint("workspace_id", "kind", "ref", name=op.f("uq_occasions_workspace_id_kind_ref")),
    )
    op.create_index("ix_occasions_client", "occasions", ["workspace_id", "client_id", "at"], unique=False)
    _standing_occasions()
    op.create_index(
        "ix_occasions_paused",
        "occasions",
        ["id"],
        unique=False,
        postgresql_where=sa.text("paused_by IS NOT NULL"),
        sqlite_where=sa.text("paused_by IS NOT NULL"),
    )


def _triggers() -> None:
    op.create_table(
        "triggers",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("template_id", sa.String(length=26), nullable=False),
        sa.Column("offsets", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=True),
        sa.Column("slack_channel", sa.String(length=32), server_default="", nullable=False),
        sa.Column("stops", sa.JSON(), nullable=False),
        sa.Column("is_on", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("replanned_to", sa.String(length=26), server_default="", nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=32), server_default="", nullable=False),
        sa.CheckConstraint("channel IN ('sms', 'mms', 'whatsapp')", name=op.f("ck_triggers_channel")),
        sa.CheckConstraint(
            "kind IN ('appointment', 'payment', 'document', 'new_client')", name=op.f("ck_triggers_kind")
        ),
        _within("triggers", "message_templates", "template_id"),
        _workspace("triggers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triggers")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_triggers_workspace_id_id")),
    )
    op.create_index("ix_triggers_kind", "triggers", ["workspace_id", "kind"], unique=False)


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("occasion_id", sa.String(length=26), nullable=False),
        sa.Column("client_id", sa.String(length=26), nullable=False),
        sa.Column("trigger_id", sa.String(length=26), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useless_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("message_id", sa.String(length=26), nullable=True),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_by_hand", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'sent', 'skipped', 'missed', 'removed')", name=op.f("ck_reminders_state")
        ),
        _within("reminders", "clients", "client_id"),
        _within("reminders", "occasions", "occasion_id"),
        _workspace("reminders"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "workspace_id",
            "occasion_id",
            "trigger_id",
            "step",
            "round",
            name=op.f("uq_reminders_workspace_id_occasion_id_trigger_id_step_round"),
        ),
    )
    op.create_index("ix_reminders_client", "reminders", ["workspace_id", "client_id", "due_at"], unique=False)
    op.create_index(
        "ix_reminders_due",
        "reminders",
        ["workspace_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'planned'"),
        sqlite_where=sa.text("state = 'planned'"),
    )
    op.create_index(
        "ix_reminders_trigger",
        "reminders",
        ["workspace_id", "trigger_id"],
        unique=False,
        postgresql_where=sa.text("state = 'planned'"),
        sqlite_where=sa.text("state = 'planned'"),
    )


def _standing_occasions() -> None:
    op.create_index(
        "ix_occasions_standing",
        "occasions",
        ["workspace_id", "kind", "at", "day", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('open', 'confirmed')"),
        sqlite_where=sa.text("state IN ('open', 'confirmed')"),
    )


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("intent_key", sa.String(length=300), nullable=False),
        sa.Column("client_id", sa.String(length=26), nullable=False),
        sa.Column("address_id", sa.String(length=26), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("recurrence", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("template_id", sa.String(length=26), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("gone", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('sms', 'mms', 'whatsapp')", name=op.f("ck_series_channel")),
        sa.CheckConstraint(
            "purpose IN ('direct', 'transactional', 'marketing', 'keyword_answer', 'auto_answer', 'opt_in')",
            name=op.f("ck_series_purpose"),
        ),
        sa.CheckConstraint("state IN ('active', 'paused', 'ended')", name=op.f("ck_series_state")),
        _within("series", "addresses", "address_id"),
        _within("series", "clients", "client_id"),
        _workspace("series"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("workspace_id", "intent_key", name=op.f("uq_series_workspace_id_intent_key")),
    )
    op.create_index("ix_series_client", "series", ["workspace_id", "client_id"], unique=False)
    op.create_index(
        "ix_series_due",
        "series",
        ["workspace_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'active'"),
        sqlite_where=sa.text("state = 'active'"),
    )


def _coming() -> None:
    waits = sa.text("status = 'queued' AND (scheduled_for IS NOT NULL OR error_text IS NOT NULL)")
    for name, columns in (
        ("ix_messages_coming", ["workspace_id", "due_at"]),
        ("ix_messages_author", ["workspace_id", "slack_user", "due_at"]),
    ):
        op.create_index(name, "messages", columns, unique=False, postgresql_where=waits, sqlite_where=waits)
    op.create_index("ix_occasions_author", "occasions", ["workspace_id", "created_by"], unique=False)


def _trigger_keys() -> None:
    op.create_table(
        "trigger_keys",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=32), server_default="", nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(length=32), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        _workspace("trigger_keys"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trigger_keys")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_trigger_keys_workspace_id_id")),
    )


def _trigger_calls() -> None:
    op.create_table(
        "trigger_calls",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("event_id", sa.String(length=160), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answer", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _workspace("trigger_calls"),
        sa.PrimaryKeyConstraint("workspace_id", "event_id", name=op.f("pk_trigger_calls")),
    )
    op.create_index("ix_trigger_calls_at", "trigger_calls", ["workspace_id", "at"], unique=False)


def _appointments_of_clients() -> None:
    """What stood in a column of the client's is an appointment like any other. It is called by its client's
    id, so that going up twice makes none of it twice."""
    clients = sa.table(
        "clients",
        *(sa.column(name) for name in ("id", "workspace_id", "created_at", "merged_into")),
        sa.column("next_appointment_at", sa.DateTime(timezone=True)),
    )
    names = ("id", "workspace_id", "kind", "client_id", "state", "at", "details", "source")
    occasions = sa.table("occasions", *(sa.column(name) for name in (*names, "created_at", "updated_at")))
    known = sa.select(
        clients.c.id,
        clients.c.workspace_id,
        sa.literal_column("'appointment'"),
        clients.c.id,
        sa.literal_column("'open'"),
        clients.c.next_appointment_at,
        sa.literal({}, sa.JSON()),
        sa.literal_column("'import'"),
        clients.c.created_at,
        clients.c.created_at,
    ).where(clients.c.next_appointment_at.is_not(None), clients.c.merged_into.is_(None))
    op.execute(occasions.insert().from_select([column.name for column in occasions.c], known))
    op.drop_column("clients", "next_appointment_at")


def _appointments_back_to_clients() -> None:
    """The next one of each client, as far as it stands."""
    op.add_column("clients", sa.Column("next_appointment_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE clients SET next_appointment_at = (SELECT min(occasions.at) FROM occasions "
        "WHERE occasions.workspace_id = clients.workspace_id AND occasions.client_id = clients.id "
        "AND occasions.kind = 'appointment' AND occasions.state IN ('open', 'confirmed'))"
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
