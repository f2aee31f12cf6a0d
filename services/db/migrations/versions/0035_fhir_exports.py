"""Exports that an engine asks for in one, and documents that were delivered to the record."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
TABLES = ("fhir_export", "fhir_export_member", "fhir_export_chunk")
UNDER_WAY = sa.text("state IN ('queued', 'making')")
NOTE = "INSERT INTO fhir_pending (centre_id, patient_id, kind, object_id)"
NOT_THERE = "state IN ('failed', 'cancelled')"
LEFT = "SELECT centre_id, patient_id, 'document', id FROM delivery WHERE sent_at IS NOT NULL"
# Name, table, when, under which condition, what is done.
TRIGGERS = (
    (
        "fhir_delivery_sent",
        "delivery",
        "UPDATE OF sent_at",
        "NEW.sent_at IS NOT NULL AND OLD.sent_at IS NULL",
        f"{NOTE} VALUES (NEW.centre_id, NEW.patient_id, 'document', NEW.id)",
    ),
    # The record refused it after it had left, or it is sent again.
    (
        "fhir_delivery_refused",
        "delivery",
        "UPDATE OF state",
        f"NEW.sent_at IS NOT NULL AND (NEW.{NOT_THERE}) <> (OLD.{NOT_THERE})",
        f"{NOTE} VALUES (NEW.centre_id, NEW.patient_id, 'document', NEW.id)",
    ),
    # The end of a follow-up that was none: its report was delivered under its identifier.
    (
        "fhir_archive_none",
        "archive",
        "UPDATE OF undone_at, restore_reason",
        None,
        f"{NOTE} {LEFT} AND delivery.id = NEW.id",
    ),
)


def upgrade() -> None:
    """Adds the tables; notes what was delivered so far, and then each delivery."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    _make_tables()
    if is_postgresql:
        for table in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE})"
                f" WITH CHECK ({OWN_CENTRE})"
            )
        _force("NO FORCE")
    op.execute(f"{NOTE} {LEFT}")
    if is_postgresql:
        _force("FORCE")
    for trigger in TRIGGERS:
        _make_trigger(*trigger, is_postgresql=is_postgresql)


def _make_tables() -> None:
    op.create_table(
        "fhir_export",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("credential_id", IDENTIFIER, nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("since", INSTANT, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("failure", sa.String(length=24), nullable=True),
        sa.Column("patients", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", IDENTIFIER, nullable=True),
        sa.Column("has_key", sa.Boolean(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT, nullable=True),
        sa.Column("made_at", INSTANT, nullable=True),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("outputs", sa.JSON(), nullable=True),
        sa.Column("contents", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fhir_export")),
        *_keys("fhir_export", ("centre_id", "centre"), ("credential_id", "machine_credential")),
    )
    op.create_index(
        "uq_fhir_export_under_way",
        "fhir_export",
        ["credential_id"],
        unique=True,
        sqlite_where=UNDER_WAY,
        postgresql_where=UNDER_WAY,
    )
    op.create_index(
        "ix_fhir_export_credential", "fhir_export", ["centre_id", "credential_id", "asked_at"]
    )
    op.create_index("ix_fhir_export_state", "fhir_export", ["centre_id", "state", "asked_at"])
    op.create_index("ix_fhir_export_key", "fhir_export", ["centre_id", "has_key"])
    op.create_table(
        "fhir_export_member",
        sa.Column("export_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("files", sa.JSON(), nullable=True),
        sa.Column("has_ins", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("export_id", "patient_id", name=op.f("pk_fhir_export_member")),
        *_keys(
            "fhir_export_member",
            ("export_id", "fhir_export"),
            ("patient_id", "patient"),
            ("centre_id", "centre"),
        ),
    )
    op.create_index("ix_fhir_export_member_patient", "fhir_export_member", ["patient_id"])
    op.create_table(
        "fhir_export_chunk",
        sa.Column("export_id", IDENTIFIER, nullable=False),
        sa.Column("file", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("export_id", "file", "number", name=op.f("pk_fhir_export_chunk")),
        *_keys("fhir_export_chunk", ("export_id", "fhir_export"), ("centre_id", "centre")),
    )


def _keys(table: str, *pairs: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        )
        for column, other in pairs
    ]


def _make_trigger(
    name: str, table: str, event: str, when: str | None, body: str, *, is_postgresql: bool
) -> None:
    condition = "" if when is None else f"WHEN ({when}) "
    if not is_postgresql:
        op.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition}"
            f"BEGIN {body}; END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body}; RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition}"
        f"EXECUTE FUNCTION {name}()"
    )


def _force(how: str) -> None:
    for table in ("delivery", "fhir_pending"):
        op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")


def downgrade() -> None:
    """Forgets every export of an engine, and notes no delivery any more."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, table, *_ in TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON {table}" if is_postgresql else f"DROP TRIGGER {name}")
        if is_postgresql:
            op.execute(f"DROP FUNCTION {name}()")
    for table in reversed(TABLES):
        op.drop_table(table)
