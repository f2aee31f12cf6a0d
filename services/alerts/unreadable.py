"""Patients of whom something sealed cannot be opened: what is left of them to show."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.explanations import Explanation
from services.contract.patients import PatientLabel
from services.patients import monitoring
from services.patients.monitoring import label_without_identity as label_without_identity
from services.security.keystore import KeyStore
from services.security.unreadable import BROKEN, opened

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
