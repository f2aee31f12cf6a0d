"""Which files hold an INS: they may leave only while the identity is qualified."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

TABLES = ("export", "cohort_member", "end_of_care_report")


def upgrade() -> None:
    """Of a file that was made before nobody knows: it counts as one that holds an INS."""
    for table in TABLES:
        op.add_column(table, sa.Column("has_ins", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Forgets it."""
    for table in TABLES:
        op.drop_column(table, "has_ins")
