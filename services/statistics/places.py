"""Where a person is counted: tumour site and treatment class, as the record stands at the closing.

Both are sealed under the patient's key; they are opened here and nothing but the class is kept.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from services.contract.enums import EntryKind
from services.contract.record import DiagnosisContent
from services.db.tables.patients import TreatmentLine
from services.db.tables.record import RecordEntry
from services.db.types import Id
from services.patients.treatments import SealedTreatment
from services.record.entries import content_of
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened
from services.statistics.months import Span
from services.statistics.person_month import PersonMonth
from services.statistics.treatment_classes import treatment_class
from services.statistics.tumour_sites import tumour_site

_AT_ONCE: Final = 500
_IDS: Final = bindparam("patient_ids", type_=Id(), expanding=True)
_DIAGNOSES: Final = (
    select(RecordEntry)
    .where(
        RecordEntry.patient_id.in_(_IDS),
        RecordEntry.kind == EntryKind.DIAGNOSIS,
        RecordEntry.withdrawn_at.is_(None),
    )
    .order_by(RecordEntry.began_on, RecordEntry.recorded_at, RecordEntry.id)
)
_LINES: Final = (
    select(TreatmentLine.id, TreatmentLine.patient_id, TreatmentLine.name)
    .where(
        TreatmentLine.patient_id.in_(_IDS),
        TreatmentLine.withdrawn_at.is_(None),
        TreatmentLine.started_on <= bindparam("day"),
        or_(TreatmentLine.ended_on.is_(None), TreatmentLine.ended_on >= bindparam("day")),
    )
    .order_by(TreatmentLine.id)
)


def put_in_place(
    session: Session, keys: KeyStore, span: Span, persons: Mapping[UUID, PersonMonth]
) -> None:
    """Writes into the counts of each person where their tumour is and how it is treated, on the
    last day of the month.
    """
    wanted = list(persons)
    for begin in range(0, len(wanted), _AT_ONCE):
        _place(session, keys, span, persons, wanted[begin : begin + _AT_ONCE])


def _place(
    session: Session,
    keys: KeyStore,
    span: Span,
    persons: Mapping[UUID, PersonMonth],
    ids: Sequence[UUID],
) -> None:
    keyed = ciphers(keys, ids)
    for row in session.scalars(_DIAGNOSES, {"patient_ids": ids}):
        content = content_of(keyed[row.patient_id], row)
        # The latest main diagnosis that can be read stands.
        if isinstance(content, DiagnosisContent) and content.is_primary:
            persons[row.patient_id].site = tumour_site(content.icd10).value
    names: dict[UUID, list[str | None]] = defaultdict(list)
    for line in session.execute(_LINES, {"patient_ids": ids, "day": span.last_day}):
        read = partial(SealedTreatment(line.id, line.name).opened, keyed[line.patient_id])
        names[line.patient_id].append(opened(read, "treatment", line.id))
    for patient_id in ids:
        persons[patient_id].treatment = treatment_class(names[patient_id]).value
