"""Until when an acknowledged alert waits for its owner, and the row that returns to the unit."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
ROW_COLUMNS = (
    "centre_id, unit_id, top_alert_id, alert_version, kind, level, state, claimed_by, "
    "claimed_until, top_rank, received_at, open_count, summary"
)
LEVEL_INDEX = ("centre_id", "lane", "unit_id", "top_rank", "next_due_at", "received_at")
IS_CLAIMED = sa.text("claimed_by IS NOT NULL")


def upgrade() -> None:
    """Adds the times, and gives them to what stands.

    Four hours by the clock end before four hours of opening do: what was acknowledged before this
    release returns too early, never too late.
    """
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.add_column("alert", sa.Column("follow_up_at", INSTANT, nullable=True))
    op.add_column("worklist_entry", sa.Column("turns_at", INSTANT, nullable=True))
    op.drop_index("ix_worklist_entry_claim", "worklist_entry")
    _level_index("open_count", "turns_at")
    op.create_index(
        "ix_alert_claimed",
        "alert",
        ["centre_id", "claimed_by"],
        sqlite_where=IS_CLAIMED,
        postgresql_where=IS_CLAIMED,
    )
    _walls(is_postgresql, "NO FORCE")
    _fill("interval '4 hours'" if is_postgresql else "14400000000")
    _walls(is_postgresql, "FORCE")


def downgrade() -> None:
    """Forgets the times."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    _walls(is_postgresql, "NO FORCE")
    op.execute("DELETE FROM worklist_entry WHERE lane = 'lapsed'")
    _walls(is_postgresql, "FORCE")
    op.drop_index("ix_alert_claimed", "alert")
    _level_index("open_count")
    op.create_index(
        "ix_worklist_entry_claim", "worklist_entry", ["centre_id", "lane", "claimed_by"]
    )
    op.drop_column("worklist_entry", "turns_at")
    op.drop_column("alert", "follow_up_at")


def _level_index(*beside: str) -> None:
    op.drop_index("ix_worklist_entry_level", "worklist_entry")
    op.create_index(
        "ix_worklist_entry_level", "worklist_entry", [*LEVEL_INDEX, "patient_id", *beside]
    )


def _walls(is_postgresql: bool, force: str) -> None:
    """The owner of the tables works over all centres here."""
    if is_postgresql:
        for table in ("alert", "worklist_entry"):
            op.execute(f"ALTER TABLE {table} {force} ROW LEVEL SECURITY")


def _fill(four_hours: str) -> None:
    op.execute(
        f"UPDATE alert SET follow_up_at = acknowledged_at + {four_hours} "
        "WHERE state = 'acknowledged'"
    )
    op.execute(
        "UPDATE worklist_entry SET turns_at = (SELECT min(alert.follow_up_at) FROM alert "
        "WHERE alert.patient_id = worklist_entry.patient_id AND alert.state = 'acknowledged')"
    )
    # The highest held row of each patient; the next act on any of their alerts builds it anew.
    op.execute(
        "INSERT INTO worklist_entry (patient_id, lane, owner_id, turns_at, next_due_at, "
        f"{ROW_COLUMNS}) "
        f"SELECT patient_id, 'lapsed', owner_id, turns_at, turns_at, {ROW_COLUMNS} "
        "FROM worklist_entry AS held "
        "WHERE lane = 'held' AND turns_at IS NOT NULL AND NOT EXISTS (SELECT 1 "
        "FROM worklist_entry AS higher WHERE higher.patient_id = held.patient_id "
        "AND higher.lane = 'held' AND (higher.top_rank < held.top_rank "
        "OR (higher.top_rank = held.top_rank AND higher.owner_id < held.owner_id)))"
    )
    # Until then the new alerts of such a patient keep their own row as well.
    op.execute("UPDATE worklist_entry SET turns_at = NULL WHERE lane = 'todo'")
