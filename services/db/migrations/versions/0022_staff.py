"""Who accounts belong to, invitations, secrets by mail, second persons and access reviews."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
WORD = sa.String(length=24)


def upgrade() -> None:
    """Accounts that are there have no mail address: an administrator writes it down."""
    with op.batch_alter_table("account") as table:
        for name in ("email", "phone", "rpps", "specialty"):
            table.add_column(sa.Column(name, sa.String(), nullable=True))
        table.add_column(sa.Column("profession", WORD, nullable=True))
        table.create_unique_constraint(op.f("uq_account_email"), ["email"])
        table.create_unique_constraint(op.f("uq_account_rpps"), ["rpps"])
    op.add_column("membership", sa.Column("invited_until", INSTANT, nullable=True))
    op.add_column("membership", sa.Column("ends_on", sa.Date(), nullable=True))
    with op.batch_alter_table("right_change") as table:
        table.add_column(sa.Column("identity_check", WORD, nullable=True))
        table.add_column(sa.Column("approved_by_id", IDENTIFIER, nullable=True))
    _secrets()
    _mails()
    _approvals()
    _reviews()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON account_secret TO {APP_ROLE}")
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON staff_mail TO {APP_ROLE}")
        for name in ("approval_request", "access_review_line"):
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {APP_ROLE}")
            op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY own_centre ON {name} USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
            )


def downgrade() -> None:
    """Forgets who waits to come in."""
    for name in ("access_review_line", "approval_request", "staff_mail", "account_secret"):
        op.drop_table(name)
    with op.batch_alter_table("right_change") as table:
        table.drop_column("approved_by_id")
        table.drop_column("identity_check")
    with op.batch_alter_table("membership") as table:
        table.drop_column("ends_on")
        table.drop_column("invited_until")
    with op.batch_alter_table("account") as table:
        table.drop_constraint(op.f("uq_account_rpps"), type_="unique")
        table.drop_constraint(op.f("uq_account_email"), type_="unique")
        for name in ("profession", "specialty", "rpps", "phone", "email"):
            table.drop_column(name)


def _secrets() -> None:
    op.create_table(
        "account_secret",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("account_id", IDENTIFIER, nullable=True),
        sa.Column("purpose", WORD, nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("totp_draft", sa.LargeBinary(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_secret")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_account_secret_secret_hash")),
        _account("account_secret", "account_id"),
    )
    op.create_index(op.f("ix_account_secret_account_id"), "account_secret", ["account_id"])
    op.create_index(op.f("ix_account_secret_expires_at"), "account_secret", ["expires_at"])


def _mails() -> None:
    op.create_table(
        "staff_mail",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("account_id", IDENTIFIER, nullable=True),
        sa.Column("centre_id", IDENTIFIER, nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_mail")),
        _account("staff_mail", "account_id"),
        _centre("staff_mail"),
    )
    op.create_index(op.f("ix_staff_mail_account_id"), "staff_mail", ["account_id"])
    op.create_index("ix_staff_mail_state_due", "staff_mail", ["state", "due_at"])


def _approvals() -> None:
    op.create_table(
        "approval_request",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("subject_id", IDENTIFIER, nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", IDENTIFIER, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("lapses_at", INSTANT, nullable=False),
        sa.Column("decided_by", IDENTIFIER, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_words", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_request")),
        _centre("approval_request"),
        *(_account("approval_request", name) for name in ("subject_id", "asked_by", "decided_by")),
    )
    columns = ["centre_id", "state", "asked_at"]
    op.create_index("ix_approval_request_state_at", "approval_request", columns)


def _reviews() -> None:
    op.create_table(
        "access_review_line",
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("account_version", sa.Integer(), nullable=False),
        sa.Column("verdict", WORD, nullable=False),
        sa.Column("by_id", IDENTIFIER, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "centre_id", "quarter", "account_id", name=op.f("pk_access_review_line")
        ),
        _centre("access_review_line"),
        *(_account("access_review_line", name) for name in ("account_id", "by_id")),
    )


def _account(table: str, column: str) -> Any:
    name = op.f(f"fk_{table}_{column}_account")
    return sa.ForeignKeyConstraint([column], ["account.id"], name=name)


def _centre(table: str) -> Any:
    return sa.ForeignKeyConstraint(
        ["centre_id"], ["centre.id"], name=op.f(f"fk_{table}_centre_id_centre")
    )
