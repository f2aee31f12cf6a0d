"""A month of a centre from its rows: what happened to each person, counted once.

Reads only. The rows of a month are those whose own instant lies in it (reception, due time, act,
end of a week): what is written down later about an earlier day belongs to the month in which it was
written down. What changed since is taken as it stands now, because this is the closing.
"""

from collections import defaultdict
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from services.answers.timing import LATE_AFTER
from services.centres.times import time_of
from services.contract.enums import Channel
from services.contract.retention import HoldReason
from services.contract.week_enums import SurveyState
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.archiving import Archive
from services.db.tables.patients import Patient
from services.db.tables.retention import RetentionHold
from services.db.tables.schedule import SurveyWindow
from services.db.types import Instant
from services.schedule.windows import IS_IN_TIME
from services.security.keystore import KeyStore
from services.statistics.alert_counts import count_alerts
from services.statistics.follow_up import Ended, followed_in
from services.statistics.months import Span
from services.statistics.person_month import CountedMonth, PersonMonth
from services.statistics.places import put_in_place

_START, _END = bindparam("start", type_=Instant()), bindparam("end", type_=Instant())
_IS_LIMITED: Final = (
    select(RetentionHold.id)
    .where(
        RetentionHold.patient_id == Patient.id,
        RetentionHold.reason == HoldReason.LIMITATION,
        RetentionHold.ended_at.is_(None),
    )
    .exists()
)
_PATIENTS: Final = select(
    Patient.id,
    Patient.unit_id,
    Patient.monitoring,
    Patient.created_at,
    Patient.episode_started_at,
).where(~Patient.synthetic, ~_IS_LIMITED)
_ENDS: Final = select(Archive.patient_id, Archive.archived_at, Archive.restored_at).where(
    Archive.undone_at.is_(None)
)
_IS_OVER: Final = (SurveyWindow.closes_at >= _START, SurveyWindow.closes_at < _END)
_KNOWN: Final = (SurveyState.ANSWERED, SurveyState.MISSED)
"""A week is over; the state itself takes late answers and imports for answers."""
_WEEKS: Final = (
    select(
        SurveyWindow.patient_id,
        func.count().label("sent"),
        # An answer that came late is an answer, and not one that counts (decision 16).
        func.sum(case((IS_IN_TIME, 1), else_=0)).label("answered"),
    )
    .where(*_IS_OVER, SurveyWindow.state.in_(_KNOWN))
    .group_by(SurveyWindow.patient_id)
)
_UNSETTLED: Final = select(SurveyWindow.id).where(
    SurveyWindow.closes_at < _END,
    or_(
        SurveyWindow.state == SurveyState.OPEN,
        and_(
            SurveyWindow.state.in_(_KNOWN),
            SurveyWindow.closes_at > bindparam("in_time_since", type_=Instant()),
            ~IS_IN_TIME,
        ),
    ),
)
_later = aliased(Answer)
_SAID_AGAIN: Final = (
    select(_later.id).where(_later.replaces_id == Answer.id, _later.withdrawn_at.is_(None)).exists()
)
IS_QUESTIONNAIRE: Final = (
    Answer.received_at >= _START,
    Answer.received_at < _END,
    Answer.channel != Channel.IMPORT,
    Answer.unfinished.is_(False),
    Answer.replaces_id.is_(None),
    or_(Answer.withdrawn_at.is_(None), _SAID_AGAIN),
)
"""Whether an answer counts among the questionnaires of a month (`start`, `end`)."""
_QUESTIONNAIRES: Final = (
    select(Answer.patient_id, func.count().label("received"))
    .where(*IS_QUESTIONNAIRE)
    .group_by(Answer.patient_id)
)
_GRADES: Final = (
    select(
        Answer.patient_id,
        SymptomGrade.item,
        func.count(SymptomGrade.grade).label("graded"),
        func.sum(case((SymptomGrade.grade >= 2, 1), else_=0)).label("from_2"),
        func.sum(case((SymptomGrade.grade >= 3, 1), else_=0)).label("from_3"),
    )
    .join(SymptomGrade, SymptomGrade.answer_id == Answer.id)
    .where(*IS_QUESTIONNAIRE, SymptomGrade.grade.is_not(None))
    .group_by(Answer.patient_id, SymptomGrade.item)
)


def is_settled(session: Session, span: Span, now: datetime) -> bool:
    """Whether it is known of every week that ended in the month, or before it, how it ended: of one
    without an answer that counts, once what was written in it would come late.
    """
    asked = {"end": span.end, "in_time_since": now - LATE_AFTER}
    return session.scalar(_UNSETTLED.limit(1), asked) is None


def gather(session: Session, keys: KeyStore, centre_id: UUID, span: Span) -> CountedMonth:
    """What happened to which patient in a month of the session's centre; who has nothing is left
    out, and so is who is under limitation of processing at this moment (R-RET-04).

    Deterministic: the same rows give the same counts, whatever the order they are read in.
    """
    persons = _count_follow_up(session, span)
    asked = {"start": span.start, "end": span.end}
    for week in session.execute(_WEEKS, asked):
        if (person := persons.get(week.patient_id)) is not None:
            person.sent, person.answered = int(week.sent), int(week.answered)
    for came in session.execute(_QUESTIONNAIRES, asked):
        if (person := persons.get(came.patient_id)) is not None:
            person.questionnaires = int(came.received)
    for row in session.execute(_GRADES, asked):
        if (person := persons.get(row.patient_id)) is not None:
            counts = [int(row.graded), int(row.from_2), int(row.from_3)]
            person.symptoms[row.item] = counts
    hours = time_of(session, centre_id).hours
    staff = count_alerts(session, centre_id, span, hours, persons)
    found = {each: person for each, person in sorted(persons.items()) if not person.is_empty}
    put_in_place(session, keys, span, found)
    return CountedMonth(found, staff)


def _count_follow_up(session: Session, span: Span) -> dict[UUID, PersonMonth]:
    ends: dict[UUID, list[Ended]] = defaultdict(list)
    for end in session.execute(_ENDS):
        ends[end.patient_id].append(Ended(end.archived_at, end.restored_at))
    persons = {}
    for row in session.execute(_PATIENTS):
        followed = followed_in(
            span, row.monitoring, row.created_at, row.episode_started_at, ends[row.id]
        )
        persons[row.id] = PersonMonth(
            unit=row.unit_id.hex,
            followed=followed.on_a_day,
            at_end=followed.at_end,
            enrolled=followed.begun,
            archived=followed.ended,
        )
    return persons
