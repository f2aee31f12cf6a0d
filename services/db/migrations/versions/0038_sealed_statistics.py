"""What closed months keep of persons and of exact counts is sealed under the key of the centre."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"


def upgrade() -> None:
    """No key is at hand here, and what is in clear must not stay: due work closes the months again,
    as of the day on which it does. They were in no release.
    """
    _forget()
    op.drop_table("statistic_person_month")
    with op.batch_alter_table("statistic_month") as table:
        table.drop_column("release")
        table.add_column(sa.Column("release", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("persons", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Forgets every closed month."""
    _forget()
    with op.batch_alter_table("statistic_month") as table:
        table.drop_column("persons")
        table.drop_column("release")
        table.add_column(sa.Column("release", sa.JSON(), nullable=True))
    op.create_table(
        "statistic_person_month",
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("person", IDENTIFIER, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "centre_id", "month", "person", name=op.f("pk_statistic_person_month")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_statistic_person_month_centre_id_centre")
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        rows = "statistic_person_month"
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {rows} TO {APP_ROLE}")
        op.execute(f"ALTER TABLE {rows} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {rows} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_centre ON {rows} USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
        )


def _forget() -> None:
    for table in ("statistic_month", "statistic_person"):
        _wall(table, "NO FORCE")
        op.execute(f"DELETE FROM {table}")
        _wall(table, "FORCE")


def _wall(table: str, word: str) -> None:
    """Rows of every centre go, and no centre is named here."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} {word} ROW LEVEL SECURITY")
