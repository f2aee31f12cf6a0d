"""Roles that are taken and given back, and what was changed of rights."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"


def upgrade() -> None:
    """Nobody was suspended before; changes made before are in the journal."""
    op.add_column("membership", sa.Column("suspended_at", INSTANT, nullable=True))
    op.add_column(
        "membership", sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    )
    op.create_table(
        "right_change",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", IDENTIFIER, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_right_change")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_right_change_{column}_{table}")
            )
            for column, table in (
                ("centre_id", "centre"), ("account_id", "account"), ("by_id", "account")
            )
        ),
    )  # fmt: skip
    op.create_index("ix_right_change_account_at", "right_change", ["centre_id", "account_id", "at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT ON right_change TO {APP_ROLE}")
        op.execute("ALTER TABLE right_change ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE right_change FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_centre ON right_change USING ({OWN_CENTRE})"
            f" WITH CHECK ({OWN_CENTRE})"
        )


def downgrade() -> None:
    """Forgets who was suspended: they stay without rights."""
    op.drop_table("right_change")
    with op.batch_alter_table("membership") as table:
        table.drop_column("version")
        table.drop_column("suspended_at")
