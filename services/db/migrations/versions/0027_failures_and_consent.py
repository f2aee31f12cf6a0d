"""Failures to sign in are kept to be shown; a role of somebody of another centre waits for them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
_COLUMNS = (
    ("sign_in_failure", "account_id", IDENTIFIER),
    ("sign_in_failure", "step", sa.String(length=24)),
    ("sign_in_failure", "place", sa.String()),
    ("sign_in_failure", "forgiven_at", INSTANT),
    ("account", "led_at", INSTANT),
    ("membership", "begun_at", INSTANT),
    ("approval_request", "void_because", sa.String(length=24)),
    ("provider_sign_in", "rpps", sa.String()),
)


def upgrade() -> None:
    """Failures of before are of nobody. Who has set their account up has begun their roles; an
    invitation that was taken back before them counts for one.
    """
    for table, name, kind in _COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index("ix_sign_in_failure_account_at", "sign_in_failure", ["account_id", "at"])
    op.create_index("ix_sign_in_failure_at", "sign_in_failure", ["at"])
    op.execute(
        "UPDATE membership SET begun_at = (SELECT account.created_at FROM account"
        " WHERE account.id = membership.account_id AND account.totp_secret IS NOT NULL)"
        " WHERE invited_until IS NULL"
    )


def downgrade() -> None:
    """Forgets failures that were forgiven: they would slow people down again."""
    op.execute("DELETE FROM sign_in_failure WHERE forgiven_at IS NOT NULL")
    op.drop_index("ix_sign_in_failure_at", "sign_in_failure")
    op.drop_index("ix_sign_in_failure_account_at", "sign_in_failure")
    for table, name, _kind in reversed(_COLUMNS):
        with op.batch_alter_table(table) as changed:
            changed.drop_column(name)
