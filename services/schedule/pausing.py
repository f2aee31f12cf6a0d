"""Keeps `monitoring` in step with the pauses: paused while one runs, active after it.

Done at once by whoever begins or ends a pause today, and by due work for a pause that begins or
ends by its date; what reads the state never has to look at the pauses.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy.orm import Session

from services.audit.journal import Entry, record
from services.centres.wall_clock import instant_of
from services.contract.enums import Monitoring, Role
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPause
from services.db.types import Instant
from services.schedule.at_work import Tick
from services.schedule.pauses import pauses_of
from services.schedule.telling import take_back

_TODAY: Any = bindparam("today")
_RUNS = exists().where(
    SurveyPause.patient_id == Patient.id,
    SurveyPause.ended_at.is_(None),
    SurveyPause.from_on <= _TODAY,
    or_(SurveyPause.until_on.is_(None), SurveyPause.until_on >= _TODAY),
)
_BEGUN = select(Patient.id).where(Patient.monitoring == Monitoring.ACTIVE, _RUNS)
# Whoever is paused without any pause was so before there were any: a person decides about them.
_OVER = select(Patient.id).where(
    Patient.monitoring == Monitoring.PAUSED,
    exists().where(SurveyPause.patient_id == Patient.id, SurveyPause.from_on <= _TODAY),
    ~_RUNS,
)
_EXPIRED = select(SurveyPause.id, SurveyPause.until_on).where(
    SurveyPause.ended_at.is_(None), SurveyPause.until_on < _TODAY
)
_ENDED_AHEAD = select(SurveyPause.id).where(
    SurveyPause.ended_at > bindparam("now", type_=Instant()), SurveyPause.ended_by.is_(None)
)
_PAUSES: Any = SurveyPause.__table__
_END = (
    update(_PAUSES)
    .where(_PAUSES.c.id == bindparam("b_id"), _PAUSES.c.centre_id == bindparam("b_centre_id"))
    .values(ended_at=bindparam("b_ended_at"), version=_PAUSES.c.version + 1)
)
_A_DAY: Final = timedelta(days=1)


def keep_pauses(tick: Tick) -> None:
    """Ends the pauses that are over, and moves the patients whose state is not theirs any more."""
    with tick.reading() as session:
        rows = _ends_to_write(session, tick)
    tick.through(list(rows), lambda session, ids: _end(session, [rows[each] for each in ids]))
    with tick.reading() as session:
        asked = {"today": tick.today}
        changed = [*session.scalars(_BEGUN, asked), *session.scalars(_OVER, asked)]

    def _follow(session: Session, patient_id: UUID) -> None:
        if follow_pauses(session, tick, patient_id):
            record(session, _entry(tick, patient_id))

    tick.through_patients(changed, _follow)


def _ends_to_write(session: Session, tick: Tick) -> dict[UUID, dict[str, Any]]:
    """The end of a pause is midnight after its last day; a clock that ran ahead takes it back."""
    ends: dict[UUID, datetime | None] = dict.fromkeys(
        session.scalars(_ENDED_AHEAD, {"now": tick.now})
    )
    for row in session.execute(_EXPIRED, {"today": tick.today}):
        ends[row.id] = instant_of(tick.zone, row.until_on + _A_DAY, 0)
    return {
        pause_id: {"b_id": pause_id, "b_centre_id": tick.centre_id, "b_ended_at": ended_at}
        for pause_id, ended_at in ends.items()
    }


def _end(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    session.execute(_END, rows)


def follow_pauses(session: Session, tick: Tick, patient_id: UUID) -> bool:
    """Brings the state of a patient, whom the caller holds, in step; says whether it changed.

    What still waits to ask a patient who is paused now is not sent.
    """
    begun = [each for each in pauses_of(session, patient_id) if each.from_on <= tick.today]
    if not begun:
        return False
    runs = any(pause.runs(tick.today) for pause in begun)
    before, after = (
        (Monitoring.ACTIVE, Monitoring.PAUSED) if runs else (Monitoring.PAUSED, Monitoring.ACTIVE)
    )
    found = session.execute(
        update(Patient)
        .where(Patient.id == patient_id, Patient.monitoring == before)
        .values(monitoring=after)
        .execution_options(synchronize_session=False)
    )
    if runs:
        take_back(session, [patient_id], tick.now)
    return bool(found.rowcount)  # type: ignore[attr-defined]


def _entry(tick: Tick, patient_id: UUID) -> Entry:
    return Entry(
        "pause_followed",
        tick.now,
        "done",
        "schedule",
        centre_id=tick.centre_id,
        role=Role.SYSTEM.value,
        object_id=patient_id,
        patient_id=patient_id,
    )
