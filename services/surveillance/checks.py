"""What is looked for: answers and alerts that lack what they must have left behind. Reads only.

Each statement walks an index over a bounded part: the answers of a window of reception, or the
alerts that are open. The invented patient is left to the canary.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from services.alerts.queue import KEPT, places_of
from services.alerts.repository import STILL_OPEN
from services.centres.units import Units
from services.contract.enums import AlertKind, AnswerOutcome
from services.db.tables.alerts import Alert, RuleHit, WorklistEntry
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.surveillance import SurveillanceGap
from services.db.types import Id, Instant
from services.patients import monitoring

MOST_GAPS: Final = 200
"""How many of a kind one pass takes up; the next ones follow in the next pass."""
_NOBODY: Final = UUID(int=0)


class GapKind(StrEnum):
    """What was missing, and on what: an answer, an alert, or a patient."""

    ALERT = "alert"
    GRADES = "grades"
    RULE_HITS = "rule_hits"
    QUEUE_ROW = "queue_row"
    UNIT = "unit"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; `answer_id` is set when its answer has no alert."""

    kind: GapKind
    object_id: UUID
    patient_id: UUID
    answer_id: UUID | None = None


@dataclass(frozen=True)
class Window:
    """Answers received after an instant, up to another one or without end."""

    after: datetime
    until: datetime | None


def _untold(kind: GapKind, column: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """What stays missing is found once: else it would crowd out what is new."""
    told = select(SurveillanceGap.id).where(
        SurveillanceGap.kind == kind.value, SurveillanceGap.object_id == column
    )
    return ~told.exists()


_RECEIVED = (
    Answer.received_at > bindparam("after", type_=Instant()),
    Answer.patient_id != bindparam("synthetic", type_=Id()),
)
_UNTIL = Answer.received_at <= bindparam("until", type_=Instant())
_CORRECTION = aliased(Answer)
# The alert of an answer that was corrected went over to its correction, or was closed before. A
# retraction moves no alert, nor does what is said in the place of an answer that was taken back.
_IS_CORRECTED = (
    select(_CORRECTION.id)
    .where(
        _CORRECTION.replaces_id == Answer.id,
        or_(
            _CORRECTION.withdrawn_at.is_(None),
            _CORRECTION.withdrawn_at != _CORRECTION.received_at,
        ),
        or_(Answer.withdrawn_at.is_(None), Answer.withdrawn_at > _CORRECTION.received_at),
    )
    .exists()
)
_WITHOUT_ALERT = (
    select(Answer.id, Answer.patient_id)
    .outerjoin(Alert, Alert.answer_id == Answer.id)
    .where(
        *_RECEIVED,
        Answer.outcome != AnswerOutcome.NOTHING,
        Alert.id.is_(None),
        ~_IS_CORRECTED,
    )
    .limit(MOST_GAPS)
)
_GRADED = (
    select(func.count())
    .select_from(SymptomGrade)
    .where(SymptomGrade.answer_id == Answer.id)
    .correlate(Answer)
    .scalar_subquery()
)
_WITHOUT_GRADES = (
    select(Answer.id, Answer.patient_id, Alert.id.label("alert_id"))
    .outerjoin(Alert, Alert.answer_id == Answer.id)
    .where(*_RECEIVED, Answer.grade_count != _GRADED, _untold(GapKind.GRADES, Answer.id))
    .limit(MOST_GAPS)
)
_OPEN = select(Alert).where(STILL_OPEN, Alert.patient_id != bindparam("synthetic", type_=Id()))
_WITHOUT_HITS = (
    select(Alert.id, Alert.patient_id)
    .outerjoin(RuleHit, RuleHit.alert_id == Alert.id)
    .where(
        STILL_OPEN,
        Alert.kind == AlertKind.CLINICAL,
        Alert.patient_id != bindparam("synthetic", type_=Id()),
        RuleHit.rule_id.is_(None),
        _untold(GapKind.RULE_HITS, Alert.id),
    )
    .limit(MOST_GAPS)
)
_ROWS = select(WorklistEntry.patient_id, *KEPT).where(
    WorklistEntry.patient_id != bindparam("synthetic", type_=Id())
)


def find_gaps(session: Session, windows: list[Window], units: Units) -> list[Gap]:
    """Everything that is missing now, in one snapshot of one centre."""
    synthetic = monitoring.find_synthetic(session) or _NOBODY
    found: dict[tuple[GapKind, UUID], Gap] = {}
    for window in windows:
        for gap in _of_answers(session, window, synthetic):
            found[gap.kind, gap.object_id] = gap
    for gap in _of_alerts(session, synthetic, units):
        found.setdefault((gap.kind, gap.object_id), gap)
    return list(found.values())


def _of_answers(session: Session, window: Window, synthetic: UUID) -> Iterator[Gap]:
    bounded = () if window.until is None else (_UNTIL,)
    asked = {"after": window.after, "synthetic": synthetic}
    if window.until is not None:
        asked |= {"until": window.until}
    for row in session.execute(_WITHOUT_ALERT.where(*bounded), asked):
        yield Gap(GapKind.ALERT, row.id, row.patient_id, answer_id=row.id)
    for graded in session.execute(_WITHOUT_GRADES.where(*bounded), asked):
        answer_id = graded.id if graded.alert_id is None else None
        yield Gap(GapKind.GRADES, graded.id, graded.patient_id, answer_id)


def _of_alerts(session: Session, synthetic: UUID, units: Units) -> Iterator[Gap]:
    asked = {"synthetic": synthetic}
    for row in session.execute(_WITHOUT_HITS, asked):
        yield Gap(GapKind.RULE_HITS, row.id, row.patient_id)
    alerts: dict[UUID, list[Alert]] = defaultdict(list)
    for alert in session.scalars(_OPEN, asked, execution_options={"populate_existing": True}):
        alerts[alert.patient_id].append(alert)
    homeless = monitoring.without_unit(session, units.ids, MOST_GAPS)
    lost = {
        patient_id
        for patient_id, listed in alerts.items()
        if not {alert.unit_id for alert in listed} <= units.ids
    }
    for patient_id in (*homeless, *sorted(lost.difference(homeless))[:MOST_GAPS]):
        yield Gap(GapKind.UNIT, patient_id, patient_id)
    yield from _of_rows(session, asked, alerts)


def _of_rows(
    session: Session, asked: dict[str, UUID], alerts: dict[UUID, list[Alert]]
) -> Iterator[Gap]:
    """Patients whose rows are not those of their alerts, each with its lane and its times."""
    rows: dict[UUID, set[tuple[Any, ...]]] = defaultdict(set)
    for patient_id, *kept in session.execute(_ROWS, asked):
        rows[patient_id].add(tuple(kept))
    wrong = sorted(
        patient_id
        for patient_id in {*alerts, *rows}
        if places_of(alerts.get(patient_id, ())) != rows.get(patient_id, set())
    )
    for patient_id in wrong[:MOST_GAPS]:
        yield Gap(GapKind.QUEUE_ROW, patient_id, patient_id)
