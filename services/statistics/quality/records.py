"""The records of the patients who are followed at a month's end: whole, recent, in order.

Read from columns that are not sealed; the diagnosis is that by which a person is in a tumour site.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from services.contract.enums import Channel, IdentityStatus, Monitoring
from services.contract.quality_enums import QualityCause as Cause
from services.contract.statistics_enums import TumourSite
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry
from services.db.types import Instant
from services.record.partial_dates import Known, last_day
from services.statistics.gathering import IS_QUESTIONNAIRE
from services.statistics.months import Span
from services.statistics.person_month import PersonMonth
from services.statistics.quality.checks import DATES, IDENTITY, RECENT, RECENTLY, RECORD
from services.statistics.quality.failing import fail

_END = bindparam("end", type_=Instant())
_PATIENTS: Final = select(
    Patient.id,
    Patient.identity_status,
    Patient.monitoring,
    Patient.phone_index,
    Patient.email_index,
    Patient.oncologist_id,
)
_HEARD_LATELY: Final = select(Answer.patient_id).where(*IS_QUESTIONNAIRE).distinct()
_EVER_HEARD: Final = select(Patient.id).where(
    select(Answer.id)
    .where(
        Answer.patient_id == Patient.id,
        Answer.channel != Channel.IMPORT,
        Answer.unfinished.is_(False),
        Answer.withdrawn_at.is_(None),
        Answer.received_at < _END,
    )
    .exists()
)
_LINES: Final = select(TreatmentLine.patient_id).where(
    TreatmentLine.withdrawn_at.is_(None), TreatmentLine.ended_on < TreatmentLine.started_on
)
_CYCLES: Final = (
    select(TreatmentCycle.patient_id)
    .join(TreatmentLine, TreatmentLine.id == TreatmentCycle.line_id)
    .where(
        TreatmentCycle.withdrawn_at.is_(None),
        TreatmentLine.withdrawn_at.is_(None),
        or_(
            TreatmentCycle.started_on < TreatmentLine.started_on,
            TreatmentCycle.started_on > TreatmentLine.ended_on,
        ),
    )
)
_ENTRIES: Final = select(
    RecordEntry.patient_id, RecordEntry.began_on, RecordEntry.ended_on, RecordEntry.ended_precision
).where(RecordEntry.withdrawn_at.is_(None), RecordEntry.ended_on < RecordEntry.began_on)
_OF_STATUS: Final = {
    IdentityStatus.PROVISIONAL: Cause.PROVISIONAL,
    IdentityStatus.RETRIEVED: Cause.RETRIEVED,
    IdentityStatus.VALIDATED: Cause.VALIDATED,
    IdentityStatus.DOUBTFUL: Cause.DOUBTFUL,
}
"""All but qualified: an INS identity that was checked with its holder (RNIV)."""


def count_records(session: Session, span: Span, persons: Mapping[UUID, PersonMonth]) -> None:
    """Adds what failed of those who are followed at the end of the month."""
    asked = {"start": span.end - RECENT, "end": span.end}
    heard = set(session.scalars(_HEARD_LATELY, asked))
    ever = set(session.scalars(_EVER_HEARD, {"end": span.end}))
    disorder = _disorder(session)
    for row in session.execute(_PATIENTS):
        person = persons.get(row.id)
        if person is None or not person.at_end:
            continue
        fail(person, RECORD, list(_missing(row, person)))
        if row.id not in heard:
            fail(person, RECENTLY, (_why_silent(row, ever),))
        if row.identity_status in _OF_STATUS:
            fail(person, IDENTITY, (_OF_STATUS[row.identity_status],))
        fail(person, DATES, disorder.get(row.id, ()))


def _missing(row: Any, person: PersonMonth) -> Iterator[Cause]:
    if person.site == TumourSite.NOT_RECORDED.value:
        yield Cause.NO_DIAGNOSIS
    if row.phone_index is None and row.email_index is None:
        yield Cause.NO_CONTACT
    if row.oncologist_id is None:
        yield Cause.NO_ONCOLOGIST


def _why_silent(row: Any, ever: Container[UUID]) -> Cause:
    if row.monitoring is Monitoring.PAUSED:
        return Cause.PAUSED
    return Cause.OLD if row.id in ever else Cause.NEVER


def _disorder(session: Session) -> Mapping[UUID, set[Cause]]:
    """Whose record has dates that cannot all be true."""
    found: dict[UUID, set[Cause]] = defaultdict(set)
    for cause, wrong in ((Cause.LINE_ORDER, _LINES), (Cause.CYCLE_OUTSIDE, _CYCLES)):
        for patient_id in session.scalars(wrong):
            found[patient_id].add(cause)
    for row in session.execute(_ENTRIES):
        # A half-known end stands as its first day: March 2025 until 2025 is in order.
        if last_day(Known(row.ended_on, row.ended_precision)) < row.began_on:
            found[row.patient_id].add(Cause.ENTRY_ORDER)
    return found
