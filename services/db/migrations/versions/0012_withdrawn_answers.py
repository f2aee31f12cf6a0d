"""Since when an answer is no survey of its patient any more, because its sender took it back."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """Adds the column; what was taken back before it could be told apart is not known."""
    op.add_column("answer", sa.Column("withdrawn_at", INSTANT, nullable=True))


def downgrade() -> None:
    """Forgets which answers were taken back."""
    with op.batch_alter_table("answer") as table:
        table.drop_column("withdrawn_at")
