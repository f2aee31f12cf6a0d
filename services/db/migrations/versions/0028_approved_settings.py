"""What is set for a centre by two people says who agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    """What one person set had nobody else to agree."""
    op.add_column("centre_setting", sa.Column("approved_by", IDENTIFIER, nullable=True))


def downgrade() -> None:
    """Forgets who agreed."""
    with op.batch_alter_table("centre_setting") as table:
        table.drop_column("approved_by")
