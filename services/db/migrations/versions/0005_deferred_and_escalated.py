"""Alerts that wait for a time or for an answer, and who is asked when nobody answers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
ASKED = "CONSTRAINT fk_alert_escalated_to REFERENCES account (id)"


def upgrade() -> None:
    """Gives one name to what an alert waits for, and adds whom it asks."""
    kind = "UUID" if op.get_bind().dialect.name == "postgresql" else "BLOB"
    op.alter_column("alert", "follow_up_at", new_column_name="waits_until")
    # Written out: adding the constraint apart would make SQLite copy a million rows.
    op.execute(f"ALTER TABLE alert ADD COLUMN escalated_to {kind} {ASKED}")
    op.add_column("alert", sa.Column("effective_at", INSTANT, nullable=True))
    op.add_column(
        "unit", sa.Column("escalation_list", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column("unit", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """Back to alerts that are new, acknowledged or closed: what waits is acknowledged."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    _walls(is_postgresql, "NO FORCE")
    op.execute("UPDATE alert SET state = 'acknowledged' WHERE state IN ('deferred', 'escalated')")
    # Each of these patients has a `lapsed` row too, which shows all their alerts in time.
    op.execute("DELETE FROM worklist_entry WHERE lane IN ('deferred', 'escalated')")
    _walls(is_postgresql, "FORCE")
    op.drop_column("unit", "version")
    op.drop_column("unit", "escalation_list")
    op.drop_column("alert", "effective_at")
    if is_postgresql:
        op.drop_column("alert", "escalated_to")
    else:
        with op.batch_alter_table("alert") as table:
            table.drop_column("escalated_to")
    op.alter_column("alert", "waits_until", new_column_name="follow_up_at")


def _walls(is_postgresql: bool, force: str) -> None:
    """The owner of the tables works over all centres here."""
    if is_postgresql:
        for table in ("alert", "worklist_entry"):
            op.execute(f"ALTER TABLE {table} {force} ROW LEVEL SECURITY")
