"""A document that failed after it had left stays known as such until it has left again."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
TRIGGER = "fhir_delivery_refused"
NOTE = (
    "INSERT INTO fhir_pending (centre_id, patient_id, kind, object_id)"
    " VALUES (NEW.centre_id, NEW.patient_id, 'document', NEW.id)"
)
BY_STATE = "state IN ('failed', 'cancelled')"
BY_STATE_CHANGES = f"(NEW.{BY_STATE}) <> (OLD.{BY_STATE})"
NOT_THERE_CHANGES = (
    "(NEW.failed_at IS NOT NULL OR NEW.state = 'cancelled')"
    " <> (OLD.failed_at IS NOT NULL OR OLD.state = 'cancelled')"
)
# Also of what has been sent again since, and has not left so far.
FAILED_SINCE = """
UPDATE delivery SET failed_at = (
    SELECT max(said.at) FROM delivery_history AS said
    WHERE said.delivery_id = delivery.id AND said.step = 'failed'
    AND (delivery.sent_at IS NULL OR said.at >= delivery.sent_at)
)
"""


def upgrade() -> None:
    """Engines are told of what was told to them as standing since somebody sent it again."""
    op.add_column("delivery", sa.Column("failed_at", INSTANT, nullable=True))
    _make_trigger("state, failed_at", NOT_THERE_CHANGES)
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        _force("NO FORCE")
    op.execute(FAILED_SINCE)
    if is_postgresql:
        _force("FORCE")


def downgrade() -> None:
    """Forgets when."""
    _make_trigger("state", BY_STATE_CHANGES)
    op.drop_column("delivery", "failed_at")


def _make_trigger(columns: str, condition: str) -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    body = f"EXECUTE FUNCTION {TRIGGER}()" if is_postgresql else f"BEGIN {NOTE}; END"
    op.execute(f"DROP TRIGGER {TRIGGER}" + (" ON delivery" if is_postgresql else ""))
    op.execute(
        f"CREATE TRIGGER {TRIGGER} AFTER UPDATE OF {columns} ON delivery FOR EACH ROW"
        f" WHEN (NEW.sent_at IS NOT NULL AND {condition}) {body}"
    )


def _force(how: str) -> None:
    for table in ("delivery", "delivery_history", "fhir_pending"):
        op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")
