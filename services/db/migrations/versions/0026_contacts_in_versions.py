"""What a centre is called and where its patients call has versions of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The columns of a centre stay: they count until a first version follows them."""
    op.drop_column("centre", "message_version")


def downgrade() -> None:
    """The counter begins anew."""
    op.add_column(
        "centre", sa.Column("message_version", sa.Integer(), nullable=False, server_default="1")
    )
