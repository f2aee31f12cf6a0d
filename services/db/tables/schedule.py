"""The weekly questionnaires of a patient: their plan, its pauses, and each week as it went."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.week_enums import PauseReason, Rhythm, SurveyState
from services.db.base import Base, Scoped

_IS_OPEN = text("state = 'open'")
_IS_MISSED = text("state = 'missed'")
_IS_NOT_OVER = text("ended_at IS NULL")
_HAS_ANSWER = text("answer_id IS NOT NULL")
_HAS_ALERT = text("silence_alert_id IS NOT NULL")
_HAS_NOTICE = text("ending_alert_id IS NOT NULL")


class SurveyPlan(Base, Scoped):
    """When a patient is asked: one plan for each patient who was ever followed with questionnaires.

    `weekday` is 1 (Monday) to 7; `opens_at_minute` counts from local midnight. With the rhythm
    `cycle` the day is `cycle_day` (1 is the first) of the cycle in force and every seventh day
    after it; `weekday` stands in while there is no cycle. Days are civil dates of the centre's
    zone; nothing is asked after `ends_on`, the last day of the prescription, and `ending_alert_id`
    is what told the team that it comes near. `version` grows with every change.
    """

    __tablename__ = "survey_plan"
    __table_args__ = (
        Index("ix_survey_plan_centre_weekday", "centre_id", "weekday"),
        Index(
            "ix_survey_plan_alert",
            "ending_alert_id",
            sqlite_where=_HAS_NOTICE,
            postgresql_where=_HAS_NOTICE,
        ),
    )

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    questionnaire: Mapped[str]
    rhythm: Mapped[Rhythm]
    weekday: Mapped[int]
    cycle_day: Mapped[int | None]
    opens_at_minute: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    version: Mapped[int]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
    ending_alert_id: Mapped[UUID | None] = mapped_column(ForeignKey("alert.id"))


class SurveyPause(Base, Scoped):
    """Days on which a patient is not asked; `until_on` is the last of them, None when not known.

    `ended_at` is when somebody, or the day after `until_on`, ended it; a pause is never deleted.
    """

    __tablename__ = "survey_pause"
    __table_args__ = (
        Index("ix_survey_pause_patient", "patient_id", "from_on"),
        Index(
            "ix_survey_pause_running",
            "centre_id",
            sqlite_where=_IS_NOT_OVER,
            postgresql_where=_IS_NOT_OVER,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    reason: Mapped[PauseReason]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    version: Mapped[int]


class SurveyWindow(Base, Scoped):
    """One week of a patient: when they were asked, and what came of it.

    `week` is the Monday of the local week, unique for each patient: whatever the clock does, nobody
    is asked twice a week (H-13). `issued_at` is when it was made, later than `opens_at` after the
    service was off. An answer belongs to the window in which it was written; `answer_id` is the
    first of them, kept when the window is settled. `reminders` are those sent by themselves.
    """

    __tablename__ = "survey_window"
    __table_args__ = (
        UniqueConstraint("patient_id", "week"),
        Index("ix_survey_window_patient_opens", "patient_id", "opens_at"),
        Index(
            "ix_survey_window_open",
            "centre_id",
            "opens_at",
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        # Those that a clock which ran ahead had closed are found without a look at all the others.
        Index(
            "ix_survey_window_missed",
            "centre_id",
            "closes_at",
            sqlite_where=_IS_MISSED,
            postgresql_where=_IS_MISSED,
        ),
        # For the database itself, which looks here for each answer and alert that is deleted.
        Index(
            "ix_survey_window_answer",
            "answer_id",
            sqlite_where=_HAS_ANSWER,
            postgresql_where=_HAS_ANSWER,
        ),
        Index(
            "ix_survey_window_alert",
            "silence_alert_id",
            sqlite_where=_HAS_ALERT,
            postgresql_where=_HAS_ALERT,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    week: Mapped[date]
    opens_on: Mapped[date]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    issued_at: Mapped[datetime]
    questionnaire: Mapped[str]
    questionnaire_version: Mapped[str]
    plan_version: Mapped[int]
    state: Mapped[SurveyState]
    answer_id: Mapped[UUID | None] = mapped_column(ForeignKey("answer.id"))
    answered_at: Mapped[datetime | None]
    reminders: Mapped[int]
    last_reminder_at: Mapped[datetime | None]
    silence_alert_id: Mapped[UUID | None] = mapped_column(ForeignKey("alert.id"))
