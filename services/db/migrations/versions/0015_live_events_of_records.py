"""Live events tell of patients too: whose they are, and which session knows already."""

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
_NEW = ("patient_id", "session_id")


def upgrade() -> None:
    """Adds the columns; what was told before is let go of, and who missed it reads again."""
    numbered = _forget()
    with _altered() as table:
        table.add_column(sa.Column("patient_id", IDENTIFIER, nullable=False))
        table.add_column(sa.Column("session_id", IDENTIFIER, nullable=True))
        table.alter_column("alert_id", existing_type=IDENTIFIER, nullable=True)
        table.alter_column("version", existing_type=sa.Integer(), nullable=True)
    _number_on(numbered)


def downgrade() -> None:
    """Tells of alerts alone."""
    numbered = _forget()
    with _altered() as table:
        for column in _NEW:
            table.drop_column(column)
        table.alter_column("alert_id", existing_type=IDENTIFIER, nullable=False)
        table.alter_column("version", existing_type=sa.Integer(), nullable=False)
    _number_on(numbered)


def _altered() -> AbstractContextManager[BatchOperations]:
    return op.batch_alter_table("live_event", table_kwargs={"sqlite_autoincrement": True})


def _forget() -> int:
    """Empties the table, of every centre; returns the last number that SQLite gave out."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("TRUNCATE live_event")
        return 0
    op.execute("DELETE FROM live_event")
    last = connection.scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'live_event'"))
    return int(last or 0)


def _number_on(last: int) -> None:
    """A table that SQLite made anew would give out numbers that consoles still hold."""
    if last:
        op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('live_event', {last})")
