"""The clinical record with its versions, exceptional access, and versions of treatments."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
WORD = sa.String(length=24)
TABLES = ("record_entry", "record_version", "exceptional_access")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"


def upgrade() -> None:
    """Makes the tables, with the wall between centres; treatments begin with version 1."""
    _make_entries()
    _make_versions()
    _make_accesses()
    for table in ("treatment_line", "treatment_cycle"):
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        op.add_column(table, sa.Column("withdrawn_at", INSTANT, nullable=True))
        op.add_column(table, sa.Column("external_index", sa.LargeBinary(), nullable=True))
    op.add_column("treatment_line", sa.Column("number", sa.Integer(), nullable=True))
    op.add_column("patient", sa.Column("email_index", sa.LargeBinary(), nullable=True))
    op.create_index("ix_patient_email_index", "patient", ["email_index"])
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _build_wall(table)


def downgrade() -> None:
    """Forgets the record; nobody has exceptional access any more."""
    op.drop_index("ix_patient_email_index", "patient")
    with op.batch_alter_table("patient") as patient:
        patient.drop_column("email_index")
    with op.batch_alter_table("treatment_line") as line:
        line.drop_column("number")
    for table in ("treatment_cycle", "treatment_line"):
        with op.batch_alter_table(table) as changed:
            for column in ("external_index", "withdrawn_at", "version"):
                changed.drop_column(column)
    op.drop_table("exceptional_access")
    op.drop_table("record_version")
    op.drop_table("record_entry")


def _make_entries() -> None:
    op.create_table(
        "record_entry",
        *_owned("record_entry"),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("event", WORD, nullable=True),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("precision", WORD, nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_precision", WORD, nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("recorded_by", IDENTIFIER, nullable=True),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", IDENTIFIER, nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("external_index", sa.LargeBinary(), nullable=True),
        _reference("record_entry", "recorded_by", "account"),
        _reference("record_entry", "changed_by", "account"),
    )
    op.create_index(
        "ix_record_entry_patient_on", "record_entry", ["patient_id", "kind", "began_on"]
    )
    op.create_index("ix_record_entry_external", "record_entry", ["patient_id", "external_index"])


def _make_versions() -> None:
    op.create_table(
        "record_version",
        sa.Column("object_id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("by", IDENTIFIER, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("object_id", "version", name=op.f("pk_record_version")),
        _reference("record_version", "centre_id", "centre"),
        _reference("record_version", "patient_id", "patient"),
        _reference("record_version", "by", "account"),
    )
    op.create_index("ix_record_version_patient_at", "record_version", ["patient_id", "at"])


def _make_accesses() -> None:
    op.create_table(
        "exceptional_access",
        *_owned("exceptional_access"),
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("session_id", IDENTIFIER, nullable=False),
        sa.Column("reason", WORD, nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        _reference("exceptional_access", "account_id", "account"),
        _reference("exceptional_access", "session_id", "session"),
    )
    op.create_index(
        "ix_exceptional_access_account_until", "exceptional_access", ["account_id", "until"]
    )
    op.create_index(
        "ix_exceptional_access_patient_since", "exceptional_access", ["patient_id", "since"]
    )


def _owned(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _reference(table, "centre_id", "centre"),
        _reference(table, "patient_id", "patient"),
    )


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _build_wall(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
