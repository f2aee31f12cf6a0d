"""The end of a follow-up keeps when it began, which a return to follow-up writes over."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """Of the ends that are there nothing is said: what is lost is not guessed."""
    op.add_column("archive", sa.Column("began_at", INSTANT, nullable=True))


def downgrade() -> None:
    """Forgets the beginnings."""
    op.drop_column("archive", "began_at")
