"""What is stored of patients, as the facts that the clocks of retention start from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, ColumnElement, bindparam, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.contract.enums import ActionKind, AlertKind, AlertState, Channel, Monitoring
from services.contract.retention import RetentionState
from services.db.tables.alerts import Alert, AlertAct
from services.db.tables.answers import Answer
from services.db.tables.archiving import Archive, LateAnswer
from services.db.tables.enrolment import Consent, Enrolment
from services.db.tables.patients import Patient
from services.db.tables.portal import PortalSession
from services.db.tables.retention import (
    Retention,
    RetentionAnnouncement,
    RetentionHold,
    RetentionObjection,
)
from services.db.tables.schedule import SurveyWindow
from services.retention.rules import Case, Facts, Notice

FOLLOWED: Final = (Monitoring.ACTIVE, Monitoring.PAUSED)
_IDS: Final[BindParameter[Any]] = bindparam("patient_ids", expanding=True)
# What another system brought in was answered long before it was received.
_ANSWERED_AT: Final[ColumnElement[datetime]] = case(
    (Answer.channel == Channel.IMPORT, Answer.authored_at), else_=Answer.received_at
)


def _last(of: InstrumentedAttribute[UUID], at: Any, *where: Any) -> ColumnElement[Any]:
    """The last instant of a patient in a table; looked up in the index that each table has."""
    last = select(func.max(at)).where(of == Patient.id, *where)
    return last.correlate(Patient).scalar_subquery()


# A further sign of use is one more line.
_BY_PATIENT: Final = (
    _last(PortalSession.patient_id, PortalSession.last_act_at),
    _last(Answer.patient_id, _ANSWERED_AT),
    _last(RetentionObjection.patient_id, RetentionObjection.at),
    _last(Consent.patient_id, Consent.at, Consent.collected_by.is_(None)),
    # Who still sends answers that nobody may take is there.
    _last(LateAnswer.patient_id, LateAnswer.received_at),
)
_BY_TEAM: Final = (
    Patient.created_at,
    Patient.episode_started_at,
    _last(SurveyWindow.patient_id, SurveyWindow.opens_at),
    # A note is also taken of somebody whom nobody follows.
    _last(AlertAct.patient_id, AlertAct.at, AlertAct.kind != ActionKind.NOTE),
    _last(Consent.patient_id, Consent.at, Consent.collected_by.is_not(None)),
    _last(Enrolment.patient_id, Enrolment.changed_at),
    _last(Archive.patient_id, Archive.archived_at, Archive.undone_at.is_(None)),
    _last(Archive.patient_id, Archive.restored_at, Archive.restored_at.is_not(None)),
)
_SURVEY: Final = _last(
    Answer.patient_id,
    _ANSWERED_AT,
    Answer.completed,
    ~Answer.unfinished,
    Answer.withdrawn_at.is_(None),
)
# All of a patient in one row: a large centre has a hundred thousand of them.
_PATIENTS: Final = select(Patient.id, Patient.monitoring, _SURVEY, *_BY_TEAM, *_BY_PATIENT).where(
    Patient.id.in_(_IDS), ~Patient.synthetic
)
_BEFORE_TEAM: Final = 3
_BEFORE_PATIENT: Final = _BEFORE_TEAM + len(_BY_TEAM)
_ROWS: Final = select(Retention).where(Retention.patient_id.in_(_IDS))
_NOTICES: Final = select(RetentionAnnouncement).where(
    RetentionAnnouncement.patient_id.in_(_IDS), RetentionAnnouncement.ended_at.is_(None)
)
_HELD: Final = select(RetentionHold.patient_id).where(
    RetentionHold.patient_id.in_(_IDS), RetentionHold.ended_at.is_(None)
)
# A notice is about writing to somebody, and may stay open for ever.
_ALERTED: Final = select(Alert.patient_id).where(
    Alert.patient_id.in_(_IDS), Alert.state != AlertState.CLOSED, Alert.kind != AlertKind.NOTICE
)


@dataclass(frozen=True)
class Known:
    """One patient as the engine sees them: what the rules need, and the row as it is stored."""

    case: Case
    row: Retention | None


def known(
    session: Session, patient_ids: Sequence[UUID], zone: ZoneInfo, today: date
) -> dict[UUID, Known]:
    """All that decides about some patients; one who is not there, or is invented, is left out."""
    asked = {"patient_ids": list(patient_ids)}
    rows = {each.patient_id: each for each in session.scalars(_ROWS, asked)}
    notices = _notices(session, asked, today)
    held = set(session.scalars(_HELD, asked))
    alerted = set(session.scalars(_ALERTED, asked))
    found = {}
    for patient in session.execute(_PATIENTS, asked):
        patient_id, monitoring, survey_at = patient[:_BEFORE_TEAM]
        row = rows.get(patient_id)
        team_at = _latest(patient[_BEFORE_TEAM:_BEFORE_PATIENT])
        facts = Facts(
            is_followed=monitoring in FOLLOWED,
            last_use_on=_day(_latest((team_at, *patient[_BEFORE_PATIENT:])), zone),
            followed_on=_day(team_at, zone),
            last_survey_on=None if survey_at is None else _day(survey_at, zone),
            archived_on=None if row is None else row.archived_on,
        )
        judged = Case(
            facts,
            stored=RetentionState.ACTIVE if row is None else row.state,
            idle_since=None if row is None else row.idle_since,
            notices=tuple(notices.get(patient_id, ())),
            is_held=patient_id in held,
            has_open_alert=patient_id in alerted,
        )
        found[patient_id] = Known(judged, row)
    return found


def _latest(instants: Iterable[datetime | None]) -> datetime:
    """The last of what there is; a patient was entered at some time at least."""
    return max(each for each in instants if each is not None)


def _notices(
    session: Session, asked: dict[str, Any], today: date
) -> Mapping[UUID, Sequence[Notice]]:
    """Those that stand; a day that nobody has counted yet counts as if the pass had come by."""
    found: dict[UUID, list[Notice]] = defaultdict(list)
    for each in session.scalars(_NOTICES, asked):
        days = each.days_stood + (each.counted_on < today)
        found[each.patient_id].append(Notice(each.step, each.border_on, days))
    return found


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
