"""Documents for the record of the hospital, and what became of reports at the end of care."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
TABLES = (
    "delivery_setting",
    "delivery",
    "delivery_file",
    "delivery_history",
    "end_of_care_report",
)
GRANTS = {"delivery_history": "SELECT, INSERT, DELETE"}
"""A history is appended to, and erased with its patient."""


def upgrade() -> None:
    """Nothing was delivered before."""
    op.create_table(
        "delivery_setting",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("format", sa.String(length=24), nullable=False),
        sa.Column("endpoint", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("secrets", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", IDENTIFIER, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_setting")),
        sa.UniqueConstraint(
            "centre_id", "version", name=op.f("uq_delivery_setting_centre_id_version")
        ),
        *_keys("delivery_setting", ("centre_id", "centre"), ("made_by", "account")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("origin", sa.String(length=24), nullable=False),
        sa.Column("format", sa.String(length=24), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("requester_id", IDENTIFIER, nullable=True),
        sa.Column("has_ins", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("fault", sa.String(length=24), nullable=True),
        sa.Column("transport", sa.String(length=24), nullable=True),
        sa.Column("destination", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", INSTANT, nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=True),
        sa.Column("tried_at", INSTANT, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("acknowledged_at", INSTANT, nullable=True),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        *_keys(
            "delivery",
            ("centre_id", "centre"),
            ("patient_id", "patient"),
            ("requester_id", "account"),
        ),
    )
    op.create_index("ix_delivery_state", "delivery", ["centre_id", "state", "next_try_at"])
    op.create_index("ix_delivery_queued", "delivery", ["centre_id", "queued_at", "id"])
    op.create_index("ix_delivery_patient", "delivery", ["patient_id", "queued_at"])
    op.create_table(
        "delivery_file",
        sa.Column("delivery_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_delivery_file")),
        *_keys(
            "delivery_file",
            ("delivery_id", "delivery"),
            ("centre_id", "centre"),
            ("patient_id", "patient"),
        ),
    )
    op.create_index(op.f("ix_delivery_file_patient_id"), "delivery_file", ["patient_id"])
    op.create_table(
        "delivery_history",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("delivery_id", IDENTIFIER, nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("fault", sa.String(length=24), nullable=True),
        sa.Column("by_id", IDENTIFIER, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_history")),
        *_keys(
            "delivery_history",
            ("centre_id", "centre"),
            ("patient_id", "patient"),
            ("delivery_id", "delivery"),
            ("by_id", "account"),
        ),
    )
    op.create_index("ix_delivery_history_delivery", "delivery_history", ["delivery_id", "at", "id"])
    op.create_index(op.f("ix_delivery_history_patient_id"), "delivery_history", ["patient_id"])
    _reports()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            grants = GRANTS.get(table, "SELECT, INSERT, UPDATE, DELETE")
            op.execute(f"GRANT {grants} ON {table} TO {APP_ROLE}")
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE})"
                f" WITH CHECK ({OWN_CENTRE})"
            )


def downgrade() -> None:
    """Forgets every delivery, and what became of the reports at the end of care."""
    for column in ("way", "attempts", "fault", "state"):
        op.drop_column("end_of_care_due", column)
    for table in reversed(TABLES):
        op.drop_table(table)


def _reports() -> None:
    op.create_table(
        "end_of_care_report",
        sa.Column("archive_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("archive_id", name=op.f("pk_end_of_care_report")),
        *_keys(
            "end_of_care_report",
            ("archive_id", "archive"),
            ("centre_id", "centre"),
            ("patient_id", "patient"),
        ),
    )
    op.create_index(op.f("ix_end_of_care_report_patient_id"), "end_of_care_report", ["patient_id"])
    for column in (
        sa.Column("state", sa.String(length=24), nullable=False, server_default="due"),
        sa.Column("fault", sa.String(length=24), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("way", sa.String(length=24), nullable=True),
    ):
        op.add_column("end_of_care_due", column)


def _keys(table: str, *pairs: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        )
        for column, other in pairs
    ]
