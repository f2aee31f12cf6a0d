"""What SQLite expects of answers: a centre has nearly all of them, a patient some, an index few.

It counts nothing by itself, and takes "of this centre" for ten rows: it then reads every answer of
the centre instead of those of one patient, or of some identifiers (0068).
"""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

EXPECTED = {
    "ix_answer_centre_received": "1000000 1000000 1",
    "ix_answer_patient_authored": "1000000 100 1",
    "uq_answer_replaces": "1000000 1",
    "sqlite_autoindex_answer_1": "1000000 1",
    "sqlite_autoindex_answer_2": "1000000 100 1",
}


def upgrade() -> None:
    """Says so; PostgreSQL counts by itself."""
    if op.get_bind().dialect.name != "sqlite":
        return
    # Makes the table of what is expected, and counts no row.
    op.execute("PRAGMA analysis_limit = 1")
    op.execute("ANALYZE centre")
    op.execute("DELETE FROM sqlite_stat1 WHERE tbl IN ('centre', 'answer')")
    for index, rows in EXPECTED.items():
        op.execute(
            f"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('answer', '{index}', '{rows}')"
        )
    op.execute("ANALYZE sqlite_schema")


def downgrade() -> None:
    """Expects nothing any more."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'answer'")
