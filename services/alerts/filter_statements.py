"""The statements behind filters and their choices; none reads what is sealed."""

from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, select

from services.alerts.repository import STILL_OPEN
from services.contract.enums import AlertState
from services.db.tables.alerts import Alert, RuleHit, WorklistEntry
from services.db.tables.patients import Patient
from services.db.types import Id, Instant

_CENTRE = bindparam("centre_id", type_=Id())
_UNITS: BindParameter[Any] = bindparam("unit_ids", expanding=True)
_HITS = (
    select(Alert.patient_id)
    .join(RuleHit, RuleHit.alert_id == Alert.id)
    .where(Alert.centre_id == _CENTRE, RuleHit.centre_id == _CENTRE, Alert.unit_id.in_(_UNITS))
)
_WITH_SYMPTOM = _HITS.where(RuleHit.item == bindparam("symptom")).distinct()
OPEN_WITH_SYMPTOM: Final = _WITH_SYMPTOM.where(STILL_OPEN)
CLOSED_WITH_SYMPTOM: Final = _WITH_SYMPTOM.where(
    Alert.state == AlertState.CLOSED, Alert.closed_at >= bindparam("since", type_=Instant())
)
OF_ONCOLOGIST: Final = select(Patient.id).where(
    Patient.centre_id == _CENTRE,
    Patient.unit_id.in_(_UNITS),
    Patient.oncologist_id == bindparam("oncologist_id", type_=Id()),
)

QUEUED: Final = select(
    WorklistEntry.patient_id,
    WorklistEntry.owner_id,
    WorklistEntry.claimed_by,
    WorklistEntry.claimed_until,
).where(WorklistEntry.centre_id == _CENTRE, WorklistEntry.unit_id.in_(_UNITS))
SYMPTOMS: Final = (
    _HITS.with_only_columns(RuleHit.item).where(STILL_OPEN, RuleHit.item.is_not(None)).distinct()
)
ONCOLOGISTS: Final = (
    select(Patient.oncologist_id)
    .join(WorklistEntry, WorklistEntry.patient_id == Patient.id)
    .where(
        Patient.centre_id == _CENTRE,
        WorklistEntry.centre_id == _CENTRE,
        WorklistEntry.unit_id.in_(_UNITS),
        Patient.oncologist_id.is_not(None),
    )
    .distinct()
)
