"""Sign-ins that were begun at an identity provider."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"


def upgrade() -> None:
    """Nobody has begun one."""
    op.create_table(
        "provider_sign_in",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("challenge", sa.String(), nullable=False),
        sa.Column("return_to", sa.String(), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("taken_at", INSTANT, nullable=True),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("account_id", IDENTIFIER, nullable=True),
        sa.Column("proved_at", INSTANT, nullable=True),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_sign_in")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_provider_sign_in_account_id")
        ),
        sa.UniqueConstraint("state_hash", name=op.f("uq_provider_sign_in_state_hash")),
    )
    op.create_index(
        op.f("ix_provider_sign_in_expires_at"), "provider_sign_in", ["expires_at"], unique=False
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON provider_sign_in TO {APP_ROLE}")


def downgrade() -> None:
    """Whoever is at the provider begins again."""
    op.drop_table("provider_sign_in")
