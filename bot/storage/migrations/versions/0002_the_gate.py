"""The gate's tables: consent in full, what must not be contacted, the team, its rules and its money."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=32), server_default="", nullable=False),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("client_id", sa.String(length=26), nullable=True),
        sa.Column("message_id", sa.String(length=26), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_audit_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_at", ["workspace_id", "id"], unique=False)
        batch_op.create_index("ix_audit_client", ["workspace_id", "client_id", "id"], unique=False)

    op.create_table(
        "budget_totals",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("taken", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("messages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reported", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_budget_totals_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "scope", "month", name=op.f("pk_budget_totals")),
    )
    op.create_table(
        "dnc",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.String(length=140), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("added_by", sa.String(length=32), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('sms', 'whatsapp', 'all')", name=op.f("ck_dnc_channel")),
        sa.CheckConstraint("source IN ('stop', 'review', 'provider', 'person')", name=op.f("ck_dnc_source")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_dnc_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", "channel", name=op.f("pk_dnc")),
    )
    op.create_table(
        "group_members",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_group_members_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "group_id", "user_id", name=op.f("pk_group_members")),
    )
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.create_index("ix_group_members_user", ["workspace_id", "user_id"], unique=False)

    op.create_table(
        "roles",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("granted_by", sa.String(length=32), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('viewer', 'sender', 'manager', 'admin')", name=op.f("ck_roles_role")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_roles_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "subject", name=op.f("pk_roles")),
    )
    op.create_table(
        "sender_states",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('sms', 'mms', 'whatsapp')", name=op.f("ck_sender_states_channel")),
        sa.CheckConstraint(
            "status IN ('ready', 'unverified', 'suspended', 'sandbox')", name=op.f("ck_sender_states_status")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_sender_states_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "channel", "sender", name=op.f("pk_sender_states")),
    )
    op.create_table(
        "settings",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_settings_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_settings")),
    )
    op.create_table(
        "channel_states",
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("address_id", sa.String(length=26), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("last_inbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("introduced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(length=24), nullable=True),
        sa.Column("fault_code", sa.String(length=16), nullable=True),
        sa.Column("fault_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("channel IN ('sms', 'whatsapp')", name=op.f("ck_channel_states_channel")),
        sa.CheckConstraint(
            "fault IN ('landline', 'not_on_whatsapp', 'not_in_use')", name=op.f("ck_channel_states_fault")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "address_id"],
            ["addresses.workspace_id", "addresses.id"],
            name=op.f("fk_channel_states_workspace_id_address_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_channel_states_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("address_id", "channel", name=op.f("pk_channel_states")),
    )
    op.create_table(
        "charges",
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("team", sa.String(length=32), server_default="", nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("estimated", sa.BigInteger(), nullable=False),
        sa.Column("settled", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=16), server_default="reserved", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("channel IN ('sms', 'mms', 'whatsapp')", name=op.f("ck_charges_channel")),
        sa.CheckConstraint("state IN ('reserved', 'settled', 'released')", name=op.f("ck_charges_state")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_charges_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_charges_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_charges")),
    )
    with op.batch_alter_table("charges", schema=None) as batch_op:
        batch_op.create_index("ix_charges_month", ["workspace_id", "month"], unique=False)
        batch_op.create_index(
            "ix_charges_unsettled",
            ["workspace_id", "ask_at"],
            unique=False,
            postgresql_where=sa.text("state = 'reserved'"),
            sqlite_where=sa.text("state = 'reserved'"),
        )

    op.create_table(
        "opt_out_reviews",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("workspace_id", sa.String(length=26), nullable=False),
        sa.Column("address_id", sa.String(length=26), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="open", nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.CheckConstraint("channel IN ('sms', 'whatsapp')", name=op.f("ck_opt_out_reviews_channel")),
        sa.CheckConstraint(
            "state IN ('open', 'opted_out', 'dismissed')", name=op.f("ck_opt_out_reviews_state")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_opt_out_reviews_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "address_id"],
            ["addresses.workspace_id", "addresses.id"],
            name=op.f("fk_opt_out_reviews_workspace_id_address_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_opt_out_reviews_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_out_reviews")),
    )
    with op.batch_alter_table("opt_out_reviews", schema=None) as batch_op:
        batch_op.create_index(
            "ix_opt_out_reviews_due",
            ["workspace_id", "due_at"],
            unique=False,
            postgresql_where=sa.text("state = 'open'"),
            sqlite_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(
            "uq_opt_out_reviews_open",
            ["address_id", "channel"],
            unique=True,
            postgresql_where=sa.text("state = 'open'"),
            sqlite_where=sa.text("state = 'open'"),
        )


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("opt_out_reviews", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_opt_out_reviews_open",
            postgresql_where=sa.text("state = 'open'"),
            sqlite_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(
            "ix_opt_out_reviews_due",
            postgresql_where=sa.text("state = 'open'"),
            sqlite_where=sa.text("state = 'open'"),
        )

    op.drop_table("opt_out_reviews")
    with op.batch_alter_table("charges", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_charges_unsettled",
            postgresql_where=sa.text("state = 'reserved'"),
            sqlite_where=sa.text("state = 'reserved'"),
        )
        batch_op.drop_index("ix_charges_month")

    op.drop_table("charges")
    op.drop_table("channel_states")
    op.drop_table("settings")
    op.drop_table("sender_states")
    op.drop_table("roles")
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.drop_index("ix_group_members_user")

    op.drop_table("group_members")
    op.drop_table("dnc")
    op.drop_table("budget_totals")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_client")
        batch_op.drop_index("ix_audit_at")

    op.drop_table("audit")
