"""Row-level security by centre on PostgreSQL; a journal that cannot be changed on both."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCOPED = (
    "alert",
    "alert_act",
    "answer",
    "idempotency",
    "patient",
    "patient_search_token",
    "rule_hit",
    "rule_set_activation",
    "symptom_grade",
    "treatment_cycle",
    "treatment_line",
    "unit",
    "worklist_entry",
)
APP_ROLE = "vigie_app"
# A centre that is not set at all raises; one that is set to nothing matches no row.
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"


def upgrade() -> None:
    """Builds the walls."""
    if op.get_bind().dialect.name == "postgresql":
        _postgresql_walls()
    else:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER journal_no_{verb.lower()} BEFORE {verb} ON journal "
                "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
            )


def _postgresql_walls() -> None:
    op.execute(
        "DO $$ BEGIN "
        f"IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN "
        f"CREATE ROLE {APP_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS; "
        "END IF; END $$"
    )
    for table in SCOPED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
        )
    op.execute("ALTER TABLE journal ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE journal FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own_centre ON journal FOR SELECT USING ({OWN_CENTRE})")
    op.execute("CREATE POLICY anybody_appends ON journal FOR INSERT WITH CHECK (true)")
    op.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
    op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON journal FROM {APP_ROLE}")
    op.execute(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {APP_ROLE}")


def downgrade() -> None:
    """Takes the walls down."""
    if op.get_bind().dialect.name == "postgresql":
        for table in (*SCOPED, "journal"):
            op.execute(f"DROP POLICY own_centre ON {table}")
            op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        op.execute("DROP POLICY anybody_appends ON journal")
        op.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {APP_ROLE}")
    else:
        op.execute("DROP TRIGGER journal_no_update")
        op.execute("DROP TRIGGER journal_no_delete")
