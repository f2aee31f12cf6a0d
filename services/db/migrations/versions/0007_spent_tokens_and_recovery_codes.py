"""Every spent refresh token is known, recovery codes exist, a session says where it was opened."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"


def upgrade() -> None:
    """Makes both tables and moves the last spent token of each session into the first."""
    op.create_table(
        "spent_refresh",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("session_id", IDENTIFIER, nullable=False),
        sa.Column("spent_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_spent_refresh_session_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_spent_refresh"),
    )
    op.create_index("ix_spent_refresh_session_id", "spent_refresh", ["session_id"])
    op.create_index("ix_spent_refresh_spent_at", "spent_refresh", ["spent_at"])
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_recovery_code_account_id"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_recovery_code"),
    )
    op.create_index("ix_recovery_code_account_id", "recovery_code", ["account_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON spent_refresh, recovery_code TO {APP_ROLE}"
        )
    # When they were spent is not known; a token of before is never a retry.
    op.execute(
        "INSERT INTO spent_refresh (token_hash, session_id, spent_at) "
        "SELECT previous_refresh_hash, id, started_at FROM session "
        "WHERE previous_refresh_hash IS NOT NULL"
    )
    op.drop_index("ix_session_previous_refresh_hash", "session")
    op.drop_column("session", "previous_refresh_hash")
    op.add_column("session", sa.Column("network", sa.String(), nullable=True))


def downgrade() -> None:
    """Forgets recovery codes, networks, and all spent tokens but none of the sessions."""
    op.drop_column("session", "network")
    op.add_column("session", sa.Column("previous_refresh_hash", sa.LargeBinary(), nullable=True))
    op.create_index("ix_session_previous_refresh_hash", "session", ["previous_refresh_hash"])
    op.drop_table("recovery_code")
    op.drop_table("spent_refresh")
