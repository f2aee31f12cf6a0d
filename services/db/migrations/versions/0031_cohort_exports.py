"""Exports of all patients of a unit, and who is in each."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
TABLES = ("cohort_export", "cohort_member", "cohort_chunk")


def upgrade() -> None:
    """No unit was exported here before."""
    op.create_table(
        "cohort_export",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("unit_id", IDENTIFIER, nullable=False),
        sa.Column("requester_id", IDENTIFIER, nullable=False),
        sa.Column("session_id", IDENTIFIER, nullable=False),
        sa.Column("approval_id", IDENTIFIER, nullable=False),
        sa.Column("format", sa.String(length=24), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("failure", sa.String(length=24), nullable=True),
        sa.Column("patients", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=True),
        sa.Column("included", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", IDENTIFIER, nullable=True),
        sa.Column("has_key", sa.Boolean(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("approved_at", INSTANT, nullable=True),
        sa.Column("made_at", INSTANT, nullable=True),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("contents", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_export")),
        *_keys(
            "cohort_export",
            ("centre_id", "centre"),
            ("unit_id", "unit"),
            ("requester_id", "account"),
            ("approval_id", "approval_request"),
        ),
    )
    op.create_index(
        "ix_cohort_export_requester",
        "cohort_export",
        ["centre_id", "requester_id", "asked_at", "id"],
    )
    op.create_index("ix_cohort_export_state", "cohort_export", ["centre_id", "state", "asked_at"])
    op.create_index("ix_cohort_export_key", "cohort_export", ["centre_id", "has_key"])
    op.create_table(
        "cohort_member",
        sa.Column("export_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("is_in", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("export_id", "patient_id", name=op.f("pk_cohort_member")),
        *_keys(
            "cohort_member",
            ("export_id", "cohort_export"),
            ("patient_id", "patient"),
            ("centre_id", "centre"),
        ),
    )
    op.create_index("ix_cohort_member_patient", "cohort_member", ["patient_id"])
    op.create_table(
        "cohort_chunk",
        sa.Column("export_id", IDENTIFIER, nullable=False),
        sa.Column("file", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("export_id", "file", "number", name=op.f("pk_cohort_chunk")),
        *_keys("cohort_chunk", ("export_id", "cohort_export"), ("centre_id", "centre")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE})"
                f" WITH CHECK ({OWN_CENTRE})"
            )


def downgrade() -> None:
    """Forgets every export of a unit."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _keys(table: str, *pairs: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        )
        for column, other in pairs
    ]
