"""Versions of what is set for a centre, and units that have ended."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"


def upgrade() -> None:
    """What the column of a centre says stays in force until a first version follows it."""
    op.add_column("unit", sa.Column("ended_at", INSTANT, nullable=True))
    op.create_table(
        "centre_setting",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("section", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("effective_from", INSTANT, nullable=False),
        sa.Column("made_by", IDENTIFIER, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.Column("undone_by", IDENTIFIER, nullable=True),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_setting")),
        sa.UniqueConstraint(
            "centre_id",
            "section",
            "version",
            name=op.f("uq_centre_setting_centre_id_section_version"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_centre_setting_{column}_{table}")
            )
            for column, table in (
                ("centre_id", "centre"), ("made_by", "account"), ("undone_by", "account")
            )
        ),
    )  # fmt: skip
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT, UPDATE ON centre_setting TO {APP_ROLE}")
        op.execute("ALTER TABLE centre_setting ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE centre_setting FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_centre ON centre_setting USING ({OWN_CENTRE})"
            f" WITH CHECK ({OWN_CENTRE})"
        )


def downgrade() -> None:
    """Forgets every version: what the column of a centre says is in force again."""
    op.drop_table("centre_setting")
    with op.batch_alter_table("unit") as table:
        table.drop_column("ended_at")
