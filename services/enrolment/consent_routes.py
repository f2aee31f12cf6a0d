"""Routes of consents: the three lines of a patient, and what they say afterwards."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.contract.consents import ConsentAsk, PatientConsents
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.enrolment import consent_acts, consents_shown
from services.record.requests import IntentHeaders, added, seen

router = APIRouter()
_PATH = "/patients/{patient_id}/consents"


@router.get(_PATH, operation_id="list_consents", response_model=PatientConsents)
def list_consents(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> PatientConsents:
    """What a patient agreed to, refused and took back, with the version of each text."""
    return seen(context, caller, "list_consents", patient_id, consents_shown.read)


@router.post(_PATH, operation_id="record_consent", response_model=PatientConsents)
def record_consent(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ConsentAsk], Depends(BodyOf(ConsentAsk))],
) -> Response:
    """Writes down what a patient says after the enrolment.

    Withdrawing telemonitoring ends the follow-up at once: what was asked and not answered is
    cancelled, the patient is told, open alerts stay with the unit. Only a new enrolment undoes it.
    """
    return added(context, caller, "record_consent", headers, body, patient_id, consent_acts.say)
