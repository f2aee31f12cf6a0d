"""Who came back with a copy of the data is erased again: nothing was announced to them then."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
COLUMNS = (("archived_on", sa.Date()), ("announced_at", INSTANT))


def upgrade() -> None:
    """Lets an erasure be known without the days that led to it."""
    with op.batch_alter_table("erasure") as table:
        for name, kind in COLUMNS:
            table.alter_column(name, existing_type=kind, nullable=True)


def downgrade() -> None:
    """Forgets the erasures whose days are not known."""
    has_wall = op.get_bind().dialect.name == "postgresql"
    if has_wall:
        # It hides every row from whoever names no centre, the owner of the table too.
        op.execute("ALTER TABLE erasure NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM erasure WHERE archived_on IS NULL OR announced_at IS NULL")
    if has_wall:
        op.execute("ALTER TABLE erasure FORCE ROW LEVEL SECURITY")
    with op.batch_alter_table("erasure") as table:
        for name, kind in COLUMNS:
            table.alter_column(name, existing_type=kind, nullable=False)
