"""Corrections of identity and contact, with what they mean for the alerts."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.alerts.raising import raise_unqualified
from services.alerts.repository import open_alerts
from services.contract.enums import AlertKind
from services.contract.patient_changes import ContactChangeAsk, IdentityChangeAsk
from services.contract.patients import PatientHeader
from services.contract.record import RecordVersions
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.writes import Done
from services.live.announcing import announce
from services.live.announcing import changed as changed_alert
from services.patients.monitoring import MonitoredPatient
from services.record import patient_acts
from services.record.patient_rows import versions_of
from services.record.requests import IntentHeaders, changed, seen
from services.record.work import Work

router = APIRouter(prefix="/api/v1", tags=["patients"])


@router.put(
    "/patients/{patient_id}/identity", operation_id="change_identity", response_model=PatientHeader
)
def change_identity(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[IdentityChangeAsk], Depends(BodyOf(IdentityChangeAsk))],
) -> Response:
    """Corrects who a patient is; one who is qualified no more is an alert of its own."""

    def act(work: Work, version: int, ask: IdentityChangeAsk) -> Done:
        done = patient_acts.change_identity(
            work, version, ask, lambda found: _raise_once(work, found)
        )
        _tell_readers(work)
        return done

    return changed(context, caller, "change_identity", headers, body, patient_id, act)


@router.put(
    "/patients/{patient_id}/contact", operation_id="change_contact", response_model=PatientHeader
)
def change_contact(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ContactChangeAsk], Depends(BodyOf(ContactChangeAsk))],
) -> Response:
    """Corrects how a patient is reached, and who treats them."""

    def act(work: Work, version: int, ask: ContactChangeAsk) -> Done:
        done = patient_acts.change_contact(work, version, ask)
        _tell_readers(work)
        return done

    return changed(context, caller, "change_contact", headers, body, patient_id, act)


@router.get(
    "/patients/{patient_id}/versions",
    operation_id="list_patient_versions",
    response_model=RecordVersions,
)
def list_patient_versions(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> RecordVersions:
    """What identity and contact were in each version, who wrote it and why."""
    return seen(context, caller, "list_patient_versions", patient_id, versions_of)


def _raise_once(work: Work, patients: Sequence[MonitoredPatient]) -> None:
    """The alert that an enrolment raises too, unless one is open still."""
    raised = {
        each.patient_id
        for each in open_alerts(work.session, [patient.id for patient in patients])
        if each.kind is AlertKind.IDENTITY
    }
    new = [patient for patient in patients if patient.id not in raised]
    raise_unqualified(work.session, work.context, new, work.now)


def _tell_readers(work: Work) -> None:
    """Whoever has the patient in their queue reads the row again; the alerts are as they were."""
    for alert in open_alerts(work.session, [work.patient_id]):
        announce(work.session, work.context.database, changed_alert(alert, alert.version), work.now)
