"""Once in every hour of a centre an invented patient answers, and its alert is raised and closed.

What was done stands in the tables: an hour is known by the instant written in its answer, so that a
restart, a second process or a clock that jumps neither repeats one nor leaves one half done.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.orm import Session

from services.alerts.queue import refresh
from services.audit.journal import Entry, record
from services.contract.enums import AlertState, AnswerOutcome, Role
from services.db.holding import hold_patient
from services.db.scope import Scope
from services.db.tables.alerts import Alert, RuleHit, WorklistEntry
from services.db.tables.answers import Answer, SymptomGrade
from services.edge.context import Context
from services.surveillance.invented import NotProved, patient_of, require_raised, submit

_KEPT: Final = timedelta(days=2)
_HOUR: Final = timedelta(hours=1)
_FORGOTTEN_AT_ONCE: Final = 100
_LAST = (
    select(Answer.id, Answer.outcome, Alert.state)
    .outerjoin(Alert, Alert.answer_id == Answer.id)
    .where(
        Answer.patient_id == bindparam("patient_id"),
        Answer.authored_at >= bindparam("hour"),
        Answer.authored_at < bindparam("next_hour"),
    )
    .order_by(Answer.authored_at.desc())
    .limit(1)
)
_OLD = (
    select(Answer.id)
    .where(Answer.patient_id == bindparam("patient_id"), Answer.authored_at < bindparam("before"))
    .order_by(Answer.authored_at)
    .limit(_FORGOTTEN_AT_ONCE)
)
_ROW = select(WorklistEntry.top_alert_id).where(WorklistEntry.patient_id == bindparam("patient_id"))


@dataclass(frozen=True)
class _Hour:
    """One hour of the invented patient of a centre."""

    context: Context
    centre_id: UUID
    patient_id: UUID
    begins_at: datetime
    now: datetime

    def last(self, session: Session) -> Row[*tuple[Any, ...]] | None:
        """The last answer written in it, with what became of its alert."""
        asked = {
            "patient_id": self.patient_id,
            "hour": self.begins_at,
            "next_hour": self.begins_at + _HOUR,
        }
        return session.execute(_LAST, asked).first()

    def is_proved(self) -> bool:
        """Whether an answer is there, its alert closed, and its row gone."""
        with self.context.database.reading(Scope(self.centre_id)) as session:
            last = self.last(session)
            row = session.scalar(_ROW, {"patient_id": self.patient_id})
        return last is not None and last.state is AlertState.CLOSED and row is None

    def entry(self, action: str, answer_id: UUID | None) -> Entry:
        """The journal's word on what was done."""
        return Entry(
            action,
            self.now,
            "done",
            "surveillance",
            centre_id=self.centre_id,
            role=Role.SYSTEM.value,
            object_id=answer_id,
            patient_id=self.patient_id,
        )


def prove_this_hour(context: Context, centre_id: UUID) -> None:
    """Returns when a canary of this hour has gone the whole way; raises `NotProved` else.

    Each step is committed before the next one looks for it. One that became nothing, or a technical
    alert, is followed by another at the next try: what is mended shall not look broken for an hour.
    """
    now = context.clock.now()
    begins_at = now.replace(minute=0, second=0, microsecond=0)
    patient_id = patient_of(context, centre_id, now)
    hour = _Hour(context, centre_id, patient_id, begins_at, now)
    if hour.is_proved():
        return
    _send(hour)
    with context.database.reading(Scope(centre_id)) as session:
        last = hour.last(session)
        if last is None:
            raise NotProved("no_answer")
        require_raised(session, context, patient_id, last.id, last.outcome)
    _close(hour)
    if not hour.is_proved():
        raise NotProved("not_closed")


def _send(hour: _Hour) -> None:
    """Sends the answer of an hour, unless one is on its way; it is known by its instant."""
    with hour.context.database.writing(Scope(hour.centre_id)) as session:
        hold_patient(session, hour.patient_id)
        last = hour.last(session)
        if last is not None and last.outcome is AnswerOutcome.ALERT and last.state is not None:
            return
        written = hour.begins_at if last is None else hour.now.replace(second=0, microsecond=0)
        receipt = submit(session, hour.context, hour.centre_id, hour.patient_id, written, "canary")
        record(session, hour.entry("canary_sent", receipt.id))


def _close(hour: _Hour) -> None:
    """Closes what the invented patient raised, and forgets what is older than two days."""
    with hour.context.database.writing(Scope(hour.centre_id)) as session:
        hold_patient(session, hour.patient_id)
        session.execute(
            update(Alert)
            .where(Alert.patient_id == hour.patient_id, Alert.state != AlertState.CLOSED)
            .values(
                state=AlertState.CLOSED,
                closed_at=hour.now,
                changed_at=hour.now,
                version=Alert.version + 1,
            )
            .execution_options(synchronize_session=False)
        )
        refresh(session, hour.context, hour.patient_id)
        _forget(session, hour.patient_id, hour.now - _KEPT)
        record(session, hour.entry("canary_closed", None))


def _forget(session: Session, patient_id: UUID, before: datetime) -> None:
    """Deletes old answers of the invented patient with everything that they left."""
    answers = list(session.scalars(_OLD, {"patient_id": patient_id, "before": before}))
    if not answers:
        return
    alerts = list(session.scalars(select(Alert.id).where(Alert.answer_id.in_(answers))))
    for statement in (
        delete(RuleHit).where(RuleHit.alert_id.in_(alerts)),
        delete(Alert).where(Alert.id.in_(alerts)),
        delete(SymptomGrade).where(SymptomGrade.answer_id.in_(answers)),
        delete(Answer).where(Answer.id.in_(answers)),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})
