"""Rows that refer to others are found by them: an erasure looks through no whole table."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

WHERE_THERE_IS_ONE = (
    ("ix_survey_window_answer", "survey_window", "answer_id"),
    ("ix_survey_window_alert", "survey_window", "silence_alert_id"),
    ("ix_survey_plan_alert", "survey_plan", "ending_alert_id"),
    ("ix_message_alert", "message", "notice_alert_id"),
    ("ix_archive_alert", "archive", "notice_alert_id"),
    ("ix_late_answer_alert", "late_answer", "notice_alert_id"),
)
ALWAYS = (
    ("ix_portal_session_invitation_id", "portal_session", "invitation_id"),
    ("ix_treatment_cycle_line", "treatment_cycle", "line_id"),
    ("ix_muted_hit_patient", "muted_hit", "patient_id"),
    ("ix_end_of_care_due_patient_id", "end_of_care_due", "patient_id"),
)


def upgrade() -> None:
    """Makes the indexes; where most rows refer to nothing, of those alone that do."""
    for name, table, column in WHERE_THERE_IS_ONE:
        where = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)
    for name, table, column in ALWAYS:
        op.create_index(name, table, [column])


def downgrade() -> None:
    """Takes them away."""
    for name, table, _column in (*ALWAYS, *WHERE_THERE_IS_ONE):
        op.drop_index(name, table_name=table)
