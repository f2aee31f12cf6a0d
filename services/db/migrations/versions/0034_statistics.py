"""Closed months of statistics: the counts of each person, and what was released."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
TABLES = ("statistic_month", "statistic_person", "statistic_person_month")


def upgrade() -> None:
    """Nothing was counted here before; due work closes the months that are over."""
    op.create_table(
        "statistic_month",
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("release", sa.JSON(), nullable=True),
        sa.Column("shown", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("centre_id", "month", name=op.f("pk_statistic_month")),
        _of_centre("statistic_month"),
    )
    op.create_table(
        "statistic_person",
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("person", IDENTIFIER, nullable=False),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_statistic_person")),
        sa.UniqueConstraint("person", name=op.f("uq_statistic_person_person")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_statistic_person_patient_id_patient")
        ),
        _of_centre("statistic_person"),
    )
    op.create_table(
        "statistic_person_month",
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("person", IDENTIFIER, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "centre_id", "month", "person", name=op.f("pk_statistic_person_month")
        ),
        _of_centre("statistic_person_month"),
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
    """Forgets every closed month."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _of_centre(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["centre_id"], ["centre.id"], name=op.f(f"fk_{table}_centre_id_centre")
    )
