"""Which answer a correction takes the place of, and which answers came late."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the two; nothing that stands was a correction, and nothing is known to be late."""
    op.add_column(
        "answer", sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    kind = "uuid" if op.get_bind().dialect.name == "postgresql" else "BLOB"
    # In one statement: SQLite adds a reference with its column only.
    op.execute(
        f"ALTER TABLE answer ADD COLUMN replaces_id {kind} "
        "CONSTRAINT fk_answer_replaces_id REFERENCES answer (id)"
    )
    op.create_index("uq_answer_replaces", "answer", ["replaces_id"], unique=True)


def downgrade() -> None:
    """Forgets which answers were corrected and which were late."""
    op.drop_index("uq_answer_replaces", "answer")
    with op.batch_alter_table("answer") as table:
        table.drop_column("replaces_id")
        table.drop_column("late")
