"""A key of a write is known within its centre; the journal says for which purpose."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = "pk_idempotency"


def upgrade() -> None:
    """Widens the key, orders the records of a centre by age, and adds the purpose."""
    op.drop_index("ix_idempotency_made_at", "idempotency")
    _primary_key("centre_id", "principal_id", "key")
    op.create_index("ix_idempotency_centre_id_made_at", "idempotency", ["centre_id", "made_at"])
    op.add_column("journal", sa.Column("purpose", sa.String(), nullable=True))


def downgrade() -> None:
    """Forgets the purposes, and what one centre remembers under a key of another one."""
    op.drop_column("journal", "purpose")
    op.drop_index("ix_idempotency_centre_id_made_at", "idempotency")
    _walls("NO FORCE")
    op.execute(
        "DELETE FROM idempotency WHERE EXISTS (SELECT 1 FROM idempotency AS other "
        "WHERE other.principal_id = idempotency.principal_id AND other.key = idempotency.key "
        "AND other.centre_id > idempotency.centre_id)"
    )
    _walls("FORCE")
    _primary_key("principal_id", "key")
    op.create_index("ix_idempotency_made_at", "idempotency", ["made_at"])


def _primary_key(*columns: str) -> None:
    with op.batch_alter_table("idempotency") as table:
        table.drop_constraint(NAME, type_="primary")
        table.create_primary_key(NAME, list(columns))


def _walls(force: str) -> None:
    """The owner of the tables works over all centres here."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE idempotency {force} ROW LEVEL SECURITY")
