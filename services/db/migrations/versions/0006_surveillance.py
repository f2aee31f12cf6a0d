"""What due work leaves behind, gaps that were found, and the patient whom surveillance invented."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
FLAGGED = ("patient", "unit")
IS_SYNTHETIC = sa.text("synthetic")


def upgrade() -> None:
    """Adds the tables and the marks."""
    op.create_table(
        "due_work",
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("tried_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("mark", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("task", "centre_id", name="pk_due_work"),
    )
    op.create_table(
        "surveillance_gap",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("object_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("alert_id", IDENTIFIER, nullable=True),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_surveillance_gap"),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name="fk_surveillance_gap_centre_id"),
    )
    op.create_index(
        "ix_surveillance_gap_object", "surveillance_gap", ["centre_id", "kind", "object_id"]
    )
    op.create_index("ix_surveillance_gap_found", "surveillance_gap", ["centre_id", "found_at"])
    for table in FLAGGED:
        op.add_column(
            table, sa.Column("synthetic", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_index(
        "uq_patient_synthetic",
        "patient",
        ["centre_id"],
        unique=True,
        sqlite_where=IS_SYNTHETIC,
        postgresql_where=IS_SYNTHETIC,
    )
    op.add_column("answer", sa.Column("grade_count", sa.Integer(), nullable=True))
    op.create_index("ix_answer_centre_received", "answer", ["centre_id", "received_at"])
    if op.get_bind().dialect.name == "postgresql":
        _walls()


def _walls() -> None:
    op.execute("ALTER TABLE surveillance_gap ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE surveillance_gap FORCE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY own_centre ON surveillance_gap "
        f"USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
    )
    for table in ("due_work", "surveillance_gap"):
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")


def downgrade() -> None:
    """Forgets all of it, the invented patients too: nobody would know that they are none."""
    _forget_the_invented()
    op.drop_index("ix_answer_centre_received", "answer")
    op.drop_column("answer", "grade_count")
    op.drop_index("uq_patient_synthetic", "patient")
    for table in FLAGGED:
        op.drop_column(table, "synthetic")
    op.drop_table("surveillance_gap")
    op.drop_table("due_work")


def _forget_the_invented() -> None:
    invented = "SELECT id FROM patient WHERE synthetic"
    alerts = f"SELECT id FROM alert WHERE patient_id IN ({invented})"
    walled = ("worklist_entry", "rule_hit", "alert", "symptom_grade", "answer", *FLAGGED)
    _force(walled, "NO FORCE")
    op.execute(f"DELETE FROM worklist_entry WHERE patient_id IN ({invented})")
    op.execute(f"DELETE FROM rule_hit WHERE alert_id IN ({alerts})")
    for table in ("alert", "symptom_grade", "answer"):
        op.execute(f"DELETE FROM {table} WHERE patient_id IN ({invented})")
    for table in FLAGGED:
        op.execute(f"DELETE FROM {table} WHERE synthetic")
    _force(walled, "FORCE")


def _force(tables: tuple[str, ...], force: str) -> None:
    """The owner of the tables works over all centres here."""
    if op.get_bind().dialect.name == "postgresql":
        for table in tables:
            op.execute(f"ALTER TABLE {table} {force} ROW LEVEL SECURITY")
