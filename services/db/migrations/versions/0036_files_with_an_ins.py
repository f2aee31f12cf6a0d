"""Which files hold an INS: they may leave only while the identity is qualified."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

TABLES = ("export", "cohort_member", "end_of_care_report")
WITHOUT_INS = """
UPDATE end_of_care_report SET has_ins = false
WHERE patient_id IN (SELECT id FROM patient WHERE ins_index IS NULL)
  AND patient_id NOT IN (SELECT object_id FROM record_version)
"""


def upgrade() -> None:
    """Of a file that was made before nobody knows: it counts as one that holds an INS.

    Exports are asked for anew; the copy of a patient is not made again. Who has no INS, and of
    whose identity no other version was ever kept (a number can be dropped), never had one in it.
    """
    for table in TABLES:
        op.add_column(table, sa.Column("has_ins", sa.Boolean(), nullable=True))
    read = ("end_of_care_report", "patient", "record_version")
    for table in read:
        _wall(table, "NO FORCE")
    op.execute(WITHOUT_INS)
    for table in read:
        _wall(table, "FORCE")


def downgrade() -> None:
    """Forgets it."""
    for table in TABLES:
        op.drop_column(table, "has_ins")


def _wall(table: str, word: str) -> None:
    """Rows of every centre are meant, and no centre is named here."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} {word} ROW LEVEL SECURITY")
