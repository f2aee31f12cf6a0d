"""The week of a patient as they see it: what they may answer now, and when they are asked next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session

from services.centres.times import time_of
from services.contract.enums import Channel, Monitoring
from services.contract.week_enums import SurveyState
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPlan, SurveyWindow
from services.db.types import Instant
from services.schedule.cycles import cycle_starts
from services.schedule.days import Slot, local_day, slots
from services.schedule.pauses import Pause, covers, pauses_of
from services.schedule.plans import days_of

_AHEAD: Final = timedelta(days=366)
IS_SURVEY: Final = (Answer.withdrawn_at.is_(None), Answer.unfinished.is_(False))
"""What counts as having answered: not taken back, and not sent before its end. Whoever stops after
a red flag is asked for the rest, and is missed when they fall silent (H-09).
"""
WRITTEN_IN: Final = (
    Answer.patient_id == SurveyWindow.patient_id,
    *IS_SURVEY,
    Answer.authored_at >= SurveyWindow.opens_at,
    Answer.authored_at < SurveyWindow.closes_at,
)
"""Whether an answer was written in a window."""
IS_ANSWERED: Final = exists().where(*WRITTEN_IN)
"""Whether there is an answer that was, as the answers say it at this moment."""
OURS: Final = (*WRITTEN_IN, Answer.channel != Channel.IMPORT)
"""The same of answers that were given here: an import proves no telemonitoring."""
IS_IN_TIME: Final = exists().where(*OURS, ~Answer.late)
"""Whether one of them did not come late (decision 16), so that the week counts as answered."""
_LAST: Final = (
    select(SurveyWindow, IS_ANSWERED.label("is_answered"))
    .where(
        SurveyWindow.patient_id == bindparam("patient_id"),
        SurveyWindow.opens_at <= bindparam("now", type_=Instant()),
        SurveyWindow.state != SurveyState.CANCELLED,
    )
    .order_by(SurveyWindow.opens_at.desc())
    .limit(1)
)
_ONE: Final = select(SurveyWindow, IS_ANSWERED.label("is_answered")).where(
    SurveyWindow.patient_id == bindparam("patient_id"),
    SurveyWindow.id == bindparam("window_id"),
)
_NOW: Final = _LAST.where(SurveyWindow.closes_at > bindparam("now", type_=Instant()))
_WEEKS: Final = select(SurveyWindow.week).where(
    SurveyWindow.patient_id == bindparam("patient_id"),
    SurveyWindow.week >= bindparam("since"),
)
_PLANNED: Final = (
    select(SurveyPlan, Patient.centre_id, Patient.monitoring)
    .join(Patient, Patient.id == SurveyPlan.patient_id)
    .where(SurveyPlan.patient_id == bindparam("patient_id"))
)


@dataclass(frozen=True)
class Window:
    """A week in which a patient may answer; `is_answered` is read from the answers themselves."""

    id: UUID
    patient_id: UUID
    week: date
    opens_on: date
    opens_at: datetime
    closes_at: datetime
    issued_at: datetime
    questionnaire: str
    questionnaire_version: str
    is_answered: bool


def open_window(session: Session, patient_id: UUID, now: datetime) -> Window | None:
    """What a patient may answer now, answered or not; None between two plans, or without one."""
    return _found(session, _NOW, patient_id, now)


def last_window(session: Session, patient_id: UUID, now: datetime) -> Window | None:
    """What a patient was asked last, whether or not it is over."""
    return _found(session, _LAST, patient_id, now)


def window_with(session: Session, patient_id: UUID, window_id: UUID) -> Window | None:
    """A window of a patient by its id, also one that was cancelled; None for anybody else's."""
    return _found(session, _ONE, patient_id, window_id=window_id)


def _found(
    session: Session,
    query: Select[SurveyWindow, bool],
    patient_id: UUID,
    now: datetime | None = None,
    window_id: UUID | None = None,
) -> Window | None:
    asked = {"patient_id": patient_id, "now": now, "window_id": window_id}
    found = session.execute(query, asked, execution_options={"populate_existing": True}).first()
    if found is None:
        return None
    row, is_answered = found
    return Window(
        id=row.id,
        patient_id=row.patient_id,
        week=row.week,
        opens_on=row.opens_on,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        issued_at=row.issued_at,
        questionnaire=row.questionnaire,
        questionnaire_version=row.questionnaire_version,
        is_answered=is_answered,
    )


def next_opening(session: Session, patient_id: UUID, now: datetime) -> date | None:
    """The day on which a patient is asked next, as far as it is known today.

    None where nothing is planned: no plan, at its end, in a pause without one, followed no more.
    """
    planned = next_slots(session, patient_id, now, most=1)
    return planned[0].opens_on if planned else None


def next_slots(session: Session, patient_id: UUID, now: datetime, most: int) -> list[Slot]:
    """The askings of a patient that are still to come, at most so many, without those of pauses."""
    found = session.execute(
        _PLANNED, {"patient_id": patient_id}, execution_options={"populate_existing": True}
    ).first()
    if found is None:
        return []
    plan, centre_id, monitoring = found
    if monitoring is Monitoring.ENDED:
        return []
    zone = time_of(session, centre_id).zone
    today = local_day(now, zone)
    pauses: list[Pause] = pauses_of(session, patient_id)
    cycles = cycle_starts(session, [patient_id]).get(patient_id, ())
    since = today - timedelta(days=6)
    taken = set(session.scalars(_WEEKS, {"patient_id": patient_id, "since": since}))
    coming: list[Slot] = []
    for slot in slots(days_of(plan), cycles, today, today + _AHEAD, zone):
        is_free = slot.week not in taken and not covers(pauses, slot.opens_on, zone)
        if slot.opens_at > now and is_free:
            coming.append(slot)
        if len(coming) == most:
            break
    return coming
