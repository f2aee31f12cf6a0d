"""What is stored of follow-ups and their weeks, as the evidence needs it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Row, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from services.answers.timing import LATE_AFTER
from services.billing.follow_ups import Came, Ended, FollowUp, Week, follow_ups_of
from services.contract.enums import Channel, Monitoring
from services.contract.week_enums import SurveyState
from services.db.tables.answers import Answer
from services.db.tables.archiving import Archive
from services.db.tables.centres import Unit
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPlan, SurveyWindow
from services.schedule.windows import IS_IN_TIME, OURS, WRITTEN_IN

_UNITS: Final[BindParameter[Any]] = bindparam("unit_ids", expanding=True)
_PATIENT: Final[BindParameter[Any]] = bindparam("patient_id")
_FIRST: Final[BindParameter[Any]] = bindparam("first")
_LAST: Final[BindParameter[Any]] = bindparam("last")
_PEOPLE: Final = (
    select(
        Patient.id,
        Patient.unit_id,
        Patient.monitoring,
        Patient.episode_started_at,
        SurveyPlan.ends_on,
    )
    .outerjoin(SurveyPlan, SurveyPlan.patient_id == Patient.id)
    .where(~Patient.synthetic)
)
_ENDS: Final = (
    select(Archive.patient_id, Archive.archived_at, Archive.began_at)
    .join(Patient, Patient.id == Archive.patient_id)
    .where(Archive.undone_at.is_(None), ~Patient.synthetic)
)
_WEEKS: Final = (
    select(
        SurveyWindow.patient_id,
        SurveyWindow.opens_on,
        SurveyWindow.closes_at,
        SurveyWindow.issued_at,
        SurveyWindow.state,
        select(func.min(Answer.authored_at))
        .where(*OURS)
        .correlate(SurveyWindow)
        .scalar_subquery()
        .label("answered_at"),
        IS_IN_TIME.label("in_time"),
        exists().where(*WRITTEN_IN, Answer.channel == Channel.IMPORT).label("imported"),
    )
    .join(Patient, Patient.id == SurveyWindow.patient_id)
    .where(~Patient.synthetic)
    .order_by(SurveyWindow.opens_at)
)
_OF_UNITS: Final = Patient.unit_id.in_(_UNITS)
_OF_ONE: Final = Patient.id == _PATIENT
_OPENED: Final = (SurveyWindow.opens_on >= _FIRST, SurveyWindow.opens_on <= _LAST)
_NAMES: Final = select(Unit.id, Unit.name).where(~Unit.synthetic).order_by(Unit.name, Unit.id)
_Statements = tuple[Select[*tuple[Any, ...]], ...]
_ALL: Final[_Statements] = (
    _PEOPLE.where(_OF_UNITS),
    _ENDS.where(_OF_UNITS),
    _WEEKS.where(_OF_UNITS, *_OPENED),
)
_ONE: Final[_Statements] = (_PEOPLE.where(_OF_ONE), _ENDS.where(_OF_ONE), _WEEKS.where(_OF_ONE))


@dataclass(frozen=True)
class Followed:
    """One patient with all follow-ups, oldest first; `ends_on` is that of the plan as it stands."""

    patient_id: UUID
    unit_id: UUID
    monitoring: Monitoring
    ends_on: date | None
    follow_ups: list[FollowUp]


def followed_in(
    session: Session,
    unit_ids: Collection[UUID],
    first: date,
    last: date,
    zone: ZoneInfo,
    now: datetime,
) -> list[Followed]:
    """Everybody of some units, with the weeks that opened from one day to another, as of `now`."""
    asked = {"unit_ids": list(unit_ids), "first": first, "last": last}
    return _gather(session, _ALL, asked, zone, now)


def followed_one(
    session: Session, patient_id: UUID, zone: ZoneInfo, now: datetime
) -> Followed | None:
    """One patient with every week; None for somebody who is not there, or invented."""
    return next(iter(_gather(session, _ONE, {"patient_id": patient_id}, zone, now)), None)


def unit_names(session: Session) -> list[tuple[UUID, str]]:
    """Every unit of the centre in which people are patients, by name."""
    return [(row.id, row.name) for row in session.execute(_NAMES)]


def _gather(
    session: Session,
    statements: _Statements,
    asked: dict[str, Any],
    zone: ZoneInfo,
    now: datetime,
) -> list[Followed]:
    people, ends_of, weeks_of = statements
    of_units = {name: each for name, each in asked.items() if name not in ("first", "last")}
    ends: dict[UUID, list[Ended]] = defaultdict(list)
    for row in session.execute(ends_of, of_units):
        ends[row.patient_id].append(Ended(row.archived_at, row.began_at))
    weeks: dict[UUID, list[Week]] = defaultdict(list)
    for row in session.execute(weeks_of, asked):
        came = _came(row, now)
        weeks[row.patient_id].append(Week(row.opens_on, row.closes_at, row.answered_at, came))
    return [
        Followed(
            row.id,
            row.unit_id,
            row.monitoring,
            row.ends_on,
            follow_ups_of(
                row.monitoring, row.episode_started_at, ends[row.id], weeks[row.id], zone
            ),
        )
        for row in _each(session.execute(people, of_units))
    ]


def _each(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    return sorted(rows, key=lambda row: row.id)


def _came(row: Row[Any], now: datetime) -> Came:
    """What the answers say now; the state of a week follows them a pass of the schedule later."""
    if row.in_time:
        return Came.RECEIVED
    if row.answered_at is not None:
        return Came.RECEIVED_LATE
    match row.state:
        case SurveyState.CANCELLED:
            return Came.CANCELLED
        case SurveyState.OPEN:
            return Came.AWAITED
        case SurveyState.ANSWERED if not row.imported:
            # What answered it was taken back: what it is instead is not settled yet.
            return Came.AWAITED
    if row.issued_at >= row.closes_at:
        return Came.NOT_OFFERED
    # What was written in the week may still come, and not late.
    return Came.AWAITED if now < row.closes_at + LATE_AFTER else Came.UNANSWERED
