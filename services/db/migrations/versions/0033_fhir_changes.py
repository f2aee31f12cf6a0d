"""What changed for readers of the FHIR interface: noted by the tables themselves, then numbered.

A trigger appends one row to `fhir_pending` in the transaction of the change, whoever made it, and
takes no lock that another writer could wait for. All that was there before is noted once.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
TABLES = {
    "fhir_feed": "SELECT, INSERT, UPDATE",
    "fhir_resource": "SELECT, INSERT, UPDATE, DELETE",
    "fhir_pending": "SELECT, INSERT, DELETE",
}
NOTE = "INSERT INTO fhir_pending (centre_id, patient_id, kind, object_id)"
MEASURED = "NEW.kind IN ('weight', 'temperature', 'ecog')"
OF_ALERT = (
    f"{NOTE} SELECT NEW.centre_id, NEW.patient_id, 'findings', alert.answer_id FROM alert "
    "WHERE alert.id = NEW.alert_id AND alert.answer_id IS NOT NULL"
)


def _note(kind: str, patient: str, what: str, row: str = "NEW") -> str:
    return f"{NOTE} VALUES ({row}.centre_id, {row}.{patient}, '{kind}', {row}.{what})"


# Name, table, when, under which condition, what is done.
TRIGGERS = (
    ("fhir_patient_new", "patient", "INSERT", "NOT NEW.synthetic", _note("patient", "id", "id")),
    (
        "fhir_patient_changed",
        "patient",
        "UPDATE OF identity, identity_status, sex, monitoring",
        "NOT NEW.synthetic",
        _note("patient", "id", "id"),
    ),
    # All that was withheld meanwhile comes again.
    (
        "fhir_patient_doubted",
        "patient",
        "UPDATE OF identity_status",
        "(OLD.identity_status = 'doubtful') <> (NEW.identity_status = 'doubtful')",
        _note("whole", "id", "id"),
    ),
    ("fhir_patient_gone", "patient", "DELETE", None, _note("patient", "id", "id", "OLD")),
    ("fhir_archive_new", "archive", "INSERT", None, _note("patient", "patient_id", "patient_id")),
    (
        "fhir_archive_changed",
        "archive",
        "UPDATE OF died_on, undone_at, restored_at",
        None,
        _note("patient", "patient_id", "patient_id"),
    ),
    ("fhir_answer_new", "answer", "INSERT", None, _note("answer", "patient_id", "id")),
    (
        "fhir_answer_replaced",
        "answer",
        "INSERT",
        "NEW.replaces_id IS NOT NULL",
        _note("answer", "patient_id", "replaces_id"),
    ),
    ("fhir_answer_changed", "answer", "UPDATE", None, _note("answer", "patient_id", "id")),
    (
        "fhir_alert_new",
        "alert",
        "INSERT",
        "NEW.answer_id IS NOT NULL",
        _note("findings", "patient_id", "answer_id"),
    ),
    (
        "fhir_alert_changed",
        "alert",
        "UPDATE OF explanation, answer_id",
        "NEW.answer_id IS NOT NULL",
        _note("findings", "patient_id", "answer_id"),
    ),
    # Grades that a call confirmed, and their undoing.
    ("fhir_act_new", "alert_act", "INSERT", "NEW.kind IN ('call', 'undo')", OF_ALERT),
    ("fhir_entry_new", "record_entry", "INSERT", MEASURED, _note("entry", "patient_id", "id")),
    ("fhir_entry_changed", "record_entry", "UPDATE", MEASURED, _note("entry", "patient_id", "id")),
    (
        "fhir_export_taken",
        "export",
        "UPDATE OF state",
        "NEW.state = 'taken' AND OLD.state <> 'taken'",
        _note("document", "patient_id", "id"),
    ),
)
# What was there before, in the order in which readers need it.
KNOWN = (
    "SELECT centre_id, id, 'patient', id FROM patient WHERE NOT synthetic",
    "SELECT answer.centre_id, answer.patient_id, 'answer', answer.id FROM answer "
    "ORDER BY answer.received_at",
    "SELECT centre_id, patient_id, 'entry', id FROM record_entry "
    "WHERE kind IN ('weight', 'temperature', 'ecog')",
    "SELECT centre_id, patient_id, 'document', id FROM export WHERE state = 'taken'",
)
READ = ("patient", "answer", "record_entry", "export")


def upgrade() -> None:
    """Adds the tables, notes what is there, and then each change of it."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    _make_tables()
    if is_postgresql:
        for table, rights in TABLES.items():
            op.execute(f"GRANT {rights} ON {table} TO {APP_ROLE}")
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE})"
                f" WITH CHECK ({OWN_CENTRE})"
            )
        _force(READ, "NO FORCE")
    for known in KNOWN:
        op.execute(f"{NOTE} {known}")
    if is_postgresql:
        _force((*READ, *TABLES), "FORCE")
    for trigger in TRIGGERS:
        _make_trigger(*trigger, is_postgresql=is_postgresql)


def _make_tables() -> None:
    op.create_table(
        "fhir_feed",
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("stamped_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("centre_id", name=op.f("pk_fhir_feed")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_fhir_feed_centre_id_centre")
        ),
    )
    op.create_table(
        "fhir_resource",
        sa.Column("object_id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("object_id", "kind", name=op.f("pk_fhir_resource")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_fhir_resource_centre_id_centre")
        ),
    )
    op.create_index(
        "ix_fhir_resource_order", "fhir_resource", ["centre_id", "kind", "changed_at", "number"]
    )
    op.create_index(
        "ix_fhir_resource_patient", "fhir_resource", ["patient_id", "kind", "changed_at", "number"]
    )
    op.create_table(
        "fhir_pending",
        sa.Column("id", SEQUENCE, sa.Identity(always=True), nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("object_id", IDENTIFIER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fhir_pending")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_fhir_pending_centre", "fhir_pending", ["centre_id", "id"])


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


def _force(tables: tuple[str, ...], how: str) -> None:
    for table in tables:
        op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")


def downgrade() -> None:
    """Notes nothing any more, and forgets what was noted."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, table, *_ in TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON {table}" if is_postgresql else f"DROP TRIGGER {name}")
        if is_postgresql:
            op.execute(f"DROP FUNCTION {name}()")
    for table in reversed(TABLES):
        op.drop_table(table)
