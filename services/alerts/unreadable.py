"""Patients of whom something sealed cannot be opened: what is left of them to show."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.enums import Sex
from services.contract.explanations import Explanation
from services.contract.patients import PatientHeader, PatientLabel
from services.db.tables.patients import Patient
from services.patients import monitoring
from services.security.keystore import KeyStore
from services.security.unreadable import BROKEN, opened

_NO_DATE: Final = date(1, 1, 1)
_CLEAR = select(
    Patient.identity_status, Patient.monitoring, Patient.unit_id, Patient.version
).where(Patient.id == bindparam("patient_id"))

NO_EXPLANATION: Final = Explanation(
    rule_set_version=None,
    compared_with=None,
    hits=(),
    not_answered=(),
    problems=(),
    lead=None,
    next_symptoms=(),
)


def labels(
    session: Session, keys: KeyStore, patient_ids: Iterable[UUID]
) -> dict[UUID, PatientLabel | None]:
    """The labels of patients together; one by one when one of them cannot be opened."""
    wanted = list(dict.fromkeys(patient_ids))
    try:
        found = monitoring.labels(session, keys, wanted)
    except BROKEN:
        return {each: _label(session, keys, each) for each in wanted}
    return {each: found.get(each) for each in wanted}


def _label(session: Session, keys: KeyStore, patient_id: UUID) -> PatientLabel | None:
    found = opened(lambda: monitoring.labels(session, keys, [patient_id]), "identity", patient_id)
    return None if found is None else found.get(patient_id)


def label_without_identity(patient_id: UUID) -> PatientLabel:
    """The id and nothing else; readers are told by a flag."""
    return PatientLabel(
        id=patient_id,
        family_name="",
        given_name="",
        birth_date=_NO_DATE,
        sex=Sex.UNKNOWN,
        record_number="",
    )


def header(
    session: Session,
    keys: KeyStore,
    patient_id: UUID,
    today: date,
    known: monitoring.KnownTreatment | None = None,
) -> tuple[PatientHeader, bool]:
    """Identity and context, and whether the identity could be opened.

    When anything of it cannot be, what is not sealed is still shown, with the label if that opens.
    """
    whole = opened(
        lambda: monitoring.header(session, keys, patient_id, today, known), "header", patient_id
    )
    if whole is not None:
        return whole, True
    label = labels(session, keys, [patient_id])[patient_id]
    clear = session.execute(_CLEAR, {"patient_id": patient_id}).one()
    rest = PatientHeader(
        label=label or label_without_identity(patient_id),
        birth_name=None,
        civility=None,
        identity_status=clear.identity_status,
        ins=None,
        monitoring=clear.monitoring,
        unit_id=clear.unit_id,
        disease=None,
        treatment=None,
        oncologist=None,
        oncologist_id=None,
        phone=None,
        preferred_hours=None,
        carer=None,
        version=clear.version,
    )
    return rest, label is not None
