"""The outbox of live events."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"


def upgrade() -> None:
    """Adds the table; on PostgreSQL each row knows the transaction that wrote it."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    made_in = "pg_current_xact_id()::text::bigint" if is_postgresql else "0"
    op.create_table(
        "live_event",
        sa.Column("id", SEQUENCE, sa.Identity(always=True), nullable=False),
        sa.Column("made_in", sa.BigInteger(), nullable=False, server_default=sa.text(made_in)),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("unit_id", IDENTIFIER, nullable=False),
        sa.Column("alert_id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_live_event"),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name="fk_live_event_centre_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_live_event_centre_place", "live_event", ["centre_id", "made_in", "id"])
    op.create_index("ix_live_event_centre_at", "live_event", ["centre_id", "at"])
    if is_postgresql:
        op.execute("ALTER TABLE live_event ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE live_event FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_centre ON live_event USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
        )
        op.execute(f"GRANT SELECT, INSERT, DELETE ON live_event TO {APP_ROLE}")


def downgrade() -> None:
    """Forgets what was told."""
    op.drop_table("live_event")
