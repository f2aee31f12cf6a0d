"""The keyed hash by which a line of treatment is found without being opened."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; the lines that stand get theirs from whoever holds the keys."""
    op.add_column("treatment_line", sa.Column("name_index", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Forgets the hashes."""
    with op.batch_alter_table("treatment_line") as table:
        table.drop_column("name_index")
