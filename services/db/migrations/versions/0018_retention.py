"""How long data are kept: states, announcements, holds, erasures; the end of a contract."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
WORD = sa.String(length=24)
TABLES = (
    "retention",
    "retention_announcement",
    "retention_hold",
    "retention_objection",
    "retention_pass",
    "erasure",
    "consent_proof",
)
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"


def upgrade() -> None:
    """Makes the tables, with the wall between centres; nothing was announced or held before."""
    _make_states()
    _make_announcements()
    _make_holds()
    _make_passes()
    _make_what_is_left()
    op.add_column("centre", sa.Column("contract_ended_on", sa.Date(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _build_wall(table)


def downgrade() -> None:
    """Forgets announcements, holds and erasures."""
    with op.batch_alter_table("centre") as centre:
        centre.drop_column("contract_ended_on")
    for table in reversed(TABLES):
        op.drop_table(table)


def _make_states() -> None:
    op.create_table(
        "retention",
        *_of_patient("retention", key="patient_id"),
        sa.Column("state", WORD, nullable=False),
        sa.Column("idle_since", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("last_use_on", sa.Date(), nullable=False),
        sa.Column("last_survey_on", sa.Date(), nullable=True),
        sa.Column("inactive_on", sa.Date(), nullable=True),
        sa.Column("archive_on", sa.Date(), nullable=True),
        sa.Column("erase_on", sa.Date(), nullable=True),
        sa.Column("announce_on", sa.Date(), nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
    )
    for name in ("archive", "erase", "announce"):
        op.create_index(f"ix_retention_{name}", "retention", ["centre_id", f"{name}_on"])


def _make_announcements() -> None:
    op.create_table(
        "retention_announcement",
        *_of_patient("retention_announcement"),
        sa.Column("step", WORD, nullable=False),
        sa.Column("border_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("announced_at", INSTANT, nullable=False),
        sa.Column("days_stood", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("ended", WORD, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
    )
    _partial_index(
        "uq_retention_announcement_standing",
        "retention_announcement",
        ["patient_id", "step"],
        "ended_at IS NULL",
        unique=True,
    )
    op.create_index(
        "ix_retention_announcement_patient",
        "retention_announcement",
        ["patient_id", "announced_at"],
    )


def _make_holds() -> None:
    op.create_table(
        "retention_hold",
        *_of_patient("retention_hold"),
        sa.Column("reason", WORD, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("placed_by", IDENTIFIER, nullable=False),
        _reference("retention_hold", "placed_by", "account"),
        sa.Column("placed_at", INSTANT, nullable=False),
        sa.Column("ended_by", IDENTIFIER, nullable=True),
        _reference("retention_hold", "ended_by", "account"),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_retention_hold_patient", "retention_hold", ["patient_id", "placed_at"])
    _partial_index(
        "ix_retention_hold_standing",
        "retention_hold",
        ["centre_id", "patient_id"],
        "ended_at IS NULL",
    )
    op.create_table(
        "retention_objection",
        *_of_patient("retention_objection"),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_retention_objection_patient", "retention_objection", ["patient_id", "at"])


def _make_passes() -> None:
    op.create_table(
        "retention_pass",
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("finished_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("centre_id", name=op.f("pk_retention_pass")),
        _reference("retention_pass", "centre_id", "centre"),
    )


def _make_what_is_left() -> None:
    # Of patients who are no more: nothing to refer to.
    op.create_table(
        "erasure",
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("last_survey_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=False),
        sa.Column("announced_at", INSTANT, nullable=False),
        sa.Column("erased_at", INSTANT, nullable=False),
        sa.Column("key_destroyed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_erasure")),
        _reference("erasure", "centre_id", "centre"),
    )
    _partial_index("ix_erasure_unfinished", "erasure", ["centre_id"], "key_destroyed_at IS NULL")
    op.create_table(
        "consent_proof",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("choice", WORD, nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("notice_version", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_proof")),
        _reference("consent_proof", "centre_id", "centre"),
    )
    op.create_index("ix_consent_proof_patient", "consent_proof", ["patient_id", "at"])


def _of_patient(table: str, key: str = "id") -> tuple[sa.Column[object] | sa.Constraint, ...]:
    names = dict.fromkeys((key, "centre_id", "patient_id"))
    columns: list[sa.Column[object]] = [
        sa.Column(name, IDENTIFIER, nullable=False) for name in names
    ]
    return (
        *columns,
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
        _reference(table, "centre_id", "centre"),
        _reference(table, "patient_id", "patient"),
    )


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _partial_index(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    op.create_index(
        name,
        table,
        columns,
        unique=unique,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def _build_wall(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
