"""A document for the record, and the copy of a patient, know which INS they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

TABLES = ("delivery", "end_of_care_report")


def upgrade() -> None:
    """Of older documents it is known only whether they hold one."""
    for table in TABLES:
        op.add_column(table, sa.Column("ins_index", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Forgets which."""
    for table in TABLES:
        op.drop_column(table, "ins_index")
