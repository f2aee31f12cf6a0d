"""The end of a follow-up, answers that came after it, and reports that are due at the end."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
WORD = sa.String(length=24)
TABLES = ("archive", "late_answer", "end_of_care_due")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
# Who took their consent back before there were archives stands in them too.
FROM_CONSENTS = """
INSERT INTO archive (id, centre_id, patient_id, reason, archived_at, archived_by, hold_until,
                     before, settled_at, informed_how, informed_at, version)
SELECT c.id, c.centre_id, c.patient_id, 'patient_request', c.at, c.collected_by, c.at, '{}', c.at,
       CASE WHEN c.collected_by IS NULL THEN 'on_pages' END,
       CASE WHEN c.collected_by IS NULL THEN c.at END, 1
FROM consent c JOIN patient p ON p.id = c.patient_id
WHERE p.monitoring = 'ended' AND c.kind = 'telemonitoring' AND c.choice = 'withdrawn'
  AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.patient_id = c.patient_id
                  AND n.kind = c.kind AND (n.at > c.at OR (n.at = c.at AND n.id > c.id)))
"""


def upgrade() -> None:
    """Makes the tables, with the wall between centres, and enters those who have withdrawn."""
    _make_archives()
    _make_late_answers()
    _make_reports()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FROM_CONSENTS)
        return
    # The wall hides every row from whoever names no centre, the owner of the tables too.
    for table in ("patient", "consent"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(FROM_CONSENTS)
    for table in ("patient", "consent"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for table in TABLES:
        _build_wall(table)


def downgrade() -> None:
    """Forgets who was archived and why; they stay as they are, followed no more."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _make_archives() -> None:
    op.create_table(
        "archive",
        *_of_patient("archive"),
        sa.Column("reason", WORD, nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=True),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("archived_at", INSTANT, nullable=False),
        *_to("archive", "archived_by", "account"),
        sa.Column("hold_until", INSTANT, nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("informed_how", WORD, nullable=True),
        *_to("archive", "informed_by", "account"),
        sa.Column("informed_at", INSTANT, nullable=True),
        *_to("archive", "notice_alert_id", "alert"),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.Column("restored_at", INSTANT, nullable=True),
        *_to("archive", "restored_by", "account"),
        sa.Column("restore_reason", WORD, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    stands = sa.text("undone_at IS NULL AND restored_at IS NULL")
    op.create_index(
        "uq_archive_standing",
        "archive",
        ["patient_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )
    op.create_index("ix_archive_patient_at", "archive", ["patient_id", "archived_at"])
    op.create_index("ix_archive_centre_at", "archive", ["centre_id", "archived_at", "id"])


def _make_late_answers() -> None:
    op.create_table(
        "late_answer",
        *_of_patient("late_answer"),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        *_to("late_answer", "submitted_by", "account"),
        *_to("late_answer", "notice_alert_id", "alert"),
        sa.UniqueConstraint(
            "patient_id",
            "channel",
            "received_on",
            name=op.f("uq_late_answer_patient_id_channel_received_on"),
        ),
    )
    op.create_index("ix_late_answer_centre_at", "late_answer", ["centre_id", "received_at", "id"])


def _make_reports() -> None:
    op.create_table(
        "end_of_care_due",
        *_of_patient("end_of_care_due", key="archive_id"),
        _reference("end_of_care_due", "archive_id", "archive"),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=True),
    )


def _of_patient(table: str, key: str = "id") -> tuple[sa.Column[object] | sa.Constraint, ...]:
    columns: list[sa.Column[object]] = [
        sa.Column(name, IDENTIFIER, nullable=False) for name in (key, "centre_id", "patient_id")
    ]
    return (
        *columns,
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
        _reference(table, "centre_id", "centre"),
        _reference(table, "patient_id", "patient"),
    )


def _to(table: str, column: str, to: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return sa.Column(column, IDENTIFIER, nullable=True), _reference(table, column, to)


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _build_wall(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
