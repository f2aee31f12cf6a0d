"""Who does not answer, of the caller's units: in clear columns, with what decides the order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import BindParameter, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from services.alerts.repository import HIGHEST_FIRST, STILL_OPEN
from services.alerts.worklist_rows import Query
from services.centres.times import time_of
from services.contract.enums import AlertKind, AlertLevel, Monitoring
from services.contract.week_enums import SurveyState
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyWindow
from services.db.types import Instant
from services.patients.treatments import several_in_force
from services.schedule.days import local_day
from services.schedule.followed import FOLLOWED, HAS_CONSENT
from services.schedule.windows import IS_ANSWERED, IS_SURVEY

Each = TypeVar("Each")
EARLY_IN_CYCLE: Final = 14
"""Up to this day of a cycle what hurts most of a treatment comes (clinical.md)."""
SEVERE: Final = 2
_AT_ONCE: Final = 500
_NEVER: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_UNITS: BindParameter[Any] = bindparam("unit_ids", expanding=True)
_PATIENTS: BindParameter[Any] = bindparam("patient_ids", expanding=True)
_LAST_ANSWER = (
    select(Answer.authored_at)
    .where(Answer.patient_id == Patient.id, *IS_SURVEY)
    .order_by(Answer.authored_at.desc())
    .limit(1)
    .scalar_subquery()
)
# A week counts when it is over and was offered, or when three days of it have passed.
_COUNTS = or_(
    and_(
        SurveyWindow.state == SurveyState.MISSED,
        SurveyWindow.issued_at < SurveyWindow.closes_at,
    ),
    and_(SurveyWindow.state == SurveyState.OPEN, SurveyWindow.silence_alert_id.is_not(None)),
)
_MISSED = (
    select(
        SurveyWindow.patient_id,
        SurveyWindow.opens_on,
        SurveyWindow.silence_alert_id,
        Patient.unit_id,
        _LAST_ANSWER.label("answered_at"),
    )
    .join(Patient, Patient.id == SurveyWindow.patient_id)
    .where(
        *FOLLOWED,
        Patient.unit_id.in_(_UNITS),
        _COUNTS,
        SurveyWindow.opens_at > func.coalesce(_LAST_ANSWER, literal(_NEVER, Instant())),
        ~IS_ANSWERED,
    )
    .order_by(SurveyWindow.week)
)
_NEVER_ACTIVATED = select(Patient.id, Patient.unit_id, Patient.created_at).where(
    Patient.monitoring == Monitoring.PENDING,
    Patient.synthetic.is_(False),
    Patient.unit_id.in_(_UNITS),
    HAS_CONSENT,
)
_LAST_GRADES = (
    select(SymptomGrade.patient_id, func.max(SymptomGrade.grade).label("grade"))
    .join(Patient, Patient.id == SymptomGrade.patient_id)
    .where(SymptomGrade.patient_id.in_(_PATIENTS), SymptomGrade.authored_at == _LAST_ANSWER)
    .group_by(SymptomGrade.patient_id)
)
_OPEN_ALERTS = (
    select(Alert.patient_id, Alert.level, Alert.kind)
    .where(
        STILL_OPEN,
        Alert.patient_id.in_(_PATIENTS),
        Alert.kind.in_([AlertKind.CLINICAL, AlertKind.TECHNICAL]),
    )
    .order_by(*HIGHEST_FIRST)
)


class Worry(NamedTuple):
    """What is known that makes the silence of somebody worrying."""

    cycle_day: int | None = None
    last_grade: int | None = None
    alert_level: AlertLevel | None = None
    alert_kind: AlertKind | None = None

    @property
    def weight(self) -> int:
        """How much of it there is."""
        early = self.cycle_day is not None and self.cycle_day <= EARLY_IN_CYCLE
        severe = self.last_grade is not None and self.last_grade >= SEVERE
        return early + severe + (self.alert_level is not None)


_NO_WORRY: Final = Worry()


@dataclass(frozen=True)
class Silent:
    """Somebody who does not answer; nothing of it is sealed."""

    id: UUID
    unit_id: UUID
    answered_at: datetime | None
    since: date
    days: int
    missed: int
    never_activated: bool
    silence_alert_id: UUID | None
    worry: Worry = _NO_WORRY

    @property
    def key(self) -> tuple[int, int, int, UUID]:
        """The place in the list: most missed first, then most worrying, then longest."""
        return (-self.missed, -self.worry.weight, -self.days, self.id)


def silent_patients(query: Query, unit_ids: Iterable[UUID]) -> list[Silent]:
    """All of some units, in the order of the list."""
    zone = time_of(query.session, query.caller.centre_id).zone
    today = local_day(query.now, zone)
    asked = {"unit_ids": list(unit_ids)}
    rows = query.session.execute(_MISSED, asked).all()
    counted = Counter(row.patient_id for row in rows)
    found: dict[UUID, Silent] = {}
    for row in rows:
        known = found.get(row.patient_id)
        since = row.opens_on if row.answered_at is None else local_day(row.answered_at, zone)
        since = since if known is None else known.since
        alert_id = row.silence_alert_id or (known.silence_alert_id if known else None)
        found[row.patient_id] = Silent(
            row.patient_id, row.unit_id, row.answered_at, since, (today - since).days,
            counted[row.patient_id], False, alert_id,
        )  # fmt: skip
    for invited in query.session.execute(_NEVER_ACTIVATED, asked):
        since = local_day(invited.created_at, zone)
        days = (today - since).days
        found[invited.id] = Silent(invited.id, invited.unit_id, None, since, days, 0, True, None)
    worries = _worries(query, list(found), today)
    known_of = [
        Silent(**vars(each) | {"worry": worries.get(each.id, Worry())}) for each in found.values()
    ]
    return sorted(known_of, key=lambda each: each.key)


def _worries(query: Query, patient_ids: Sequence[UUID], today: date) -> dict[UUID, Worry]:
    found: dict[UUID, Worry] = {}
    for part in _parts(patient_ids):
        grades = _grades(query.session, part)
        alerts = _alerts(query.session, part)
        courses = several_in_force(query.session, query.caller, part, today)
        for patient_id in part:
            course = courses.get(patient_id)
            level, kind = alerts.get(patient_id, (None, None))
            day = None if course is None else course.day
            found[patient_id] = Worry(day, grades.get(patient_id), level, kind)
    return found


def _grades(session: Session, patient_ids: Sequence[UUID]) -> dict[UUID, int | None]:
    rows = session.execute(_LAST_GRADES, {"patient_ids": list(patient_ids)})
    return {row.patient_id: row.grade for row in rows}


def _alerts(
    session: Session, patient_ids: Sequence[UUID]
) -> dict[UUID, tuple[AlertLevel, AlertKind]]:
    found: dict[UUID, tuple[AlertLevel, AlertKind]] = {}
    for row in session.execute(_OPEN_ALERTS, {"patient_ids": list(patient_ids)}):
        found.setdefault(row.patient_id, (row.level, row.kind))
    return found


def _parts(items: Sequence[Each]) -> Iterator[Sequence[Each]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
