"""Exports as tables have a delimiter; where an export goes, and whether it is a preview."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was asked for before is a PDF that its owner takes."""
    op.add_column("export", sa.Column("delimiter", sa.String(length=24), nullable=True))
    op.add_column(
        "export",
        sa.Column("destination", sa.String(length=24), nullable=False, server_default="file"),
    )
    op.add_column(
        "export",
        sa.Column("is_preview", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Forgets both, and with which delimiter a table was written."""
    op.drop_column("export", "is_preview")
    op.drop_column("export", "destination")
    op.drop_column("export", "delimiter")
