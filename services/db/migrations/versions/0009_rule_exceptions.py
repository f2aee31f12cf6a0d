"""What is expected of single patients, and the hits that this muted."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
WORD = sa.String(length=24)
TABLES = ("rule_exception", "muted_hit")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"


def upgrade() -> None:
    """Makes both tables, with the wall between centres."""
    op.create_table(
        "rule_exception",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("rule_set_version", sa.String(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=True),
        sa.Column("rule_version", sa.Integer(), nullable=True),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", IDENTIFIER, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by", IDENTIFIER, nullable=True),
        sa.Column("ended", WORD, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_exception")),
        _reference("rule_exception", "centre_id", "centre"),
        _reference("rule_exception", "patient_id", "patient"),
        _reference("rule_exception", "made_by", "account"),
        _reference("rule_exception", "ended_by", "account"),
    )
    op.create_index("ix_rule_exception_patient_until", "rule_exception", ["patient_id", "until"])
    op.create_table(
        "muted_hit",
        sa.Column("answer_id", IDENTIFIER, nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("exception_id", IDENTIFIER, nullable=False),
        sa.Column("level", WORD, nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("authored_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "rule_id", name=op.f("pk_muted_hit")),
        _reference("muted_hit", "answer_id", "answer"),
        _reference("muted_hit", "centre_id", "centre"),
        _reference("muted_hit", "patient_id", "patient"),
        _reference("muted_hit", "exception_id", "rule_exception"),
    )
    op.create_index("ix_muted_hit_exception", "muted_hit", ["exception_id", "authored_at"])
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _build_wall(table)


def downgrade() -> None:
    """Forgets what is expected; every rule fires again."""
    op.drop_index("ix_muted_hit_exception", "muted_hit")
    op.drop_table("muted_hit")
    op.drop_index("ix_rule_exception_patient_until", "rule_exception")
    op.drop_table("rule_exception")


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _build_wall(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
