"""Routes of the enrolment: who is like whom, the four steps, and how it ends."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from services.contract.enrolment import (
    ConsentStep,
    EligibilityStep,
    Enrolment,
    EnrolmentAbandonAsk,
    EnrolmentAsk,
    EnrolmentFinishAsk,
    EnrolmentProposals,
    EnrolmentReopenAsk,
    Enrolments,
    PathwayStep,
)
from services.contract.enrolment_candidates import Candidates, CandidatesAsk
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import write
from services.enrolment import (
    beginning,
    consent_routes,
    finishing,
    reopening,
    restore_routes,
    saving,
    shown,
    stopping,
)
from services.enrolment.candidates import candidates
from services.enrolment.proposals import proposals
from services.record.requests import IntentHeaders, added, changed, seen

router = APIRouter(prefix="/api/v1", tags=["enrolment"])
router.include_router(consent_routes.router)
router.include_router(restore_routes.router)
_ONE = "/enrolments/{patient_id}"


@router.get(
    "/enrolments/proposals",
    operation_id="read_enrolment_proposals",
    response_model=EnrolmentProposals,
)
def read_enrolment_proposals(caller: CurrentCaller, context: CurrentContext) -> EnrolmentProposals:
    """The questionnaires, rules, notices, people and days with which an enrolment begins."""
    return read(
        context,
        caller,
        "read_enrolment_proposals",
        lambda session: proposals(session, context, caller),
    )


@router.post(
    "/enrolments/candidates", operation_id="find_enrolment_candidates", response_model=Candidates
)
def find_enrolment_candidates(
    caller: CurrentCaller,
    context: CurrentContext,
    body: Annotated[Body[CandidatesAsk], Depends(BodyOf(CandidatesAsk))],
) -> Candidates:
    """Who is a patient already and may be the person about to be enrolled.

    It changes nothing; what was typed stands in the body and is not recorded.
    """

    def _find(session: Session) -> Seen[Candidates]:
        found = candidates(session, context, caller, body.value)
        return Seen(found, shown=tuple(each.patient.id for each in found.items))

    return read(context, caller, "find_enrolment_candidates", _find)


@router.get("/enrolments", operation_id="list_enrolments", response_model=Enrolments)
def list_enrolments(caller: CurrentCaller, context: CurrentContext) -> Enrolments:
    """The open enrolments of the caller's units."""
    return read(
        context,
        caller,
        "list_enrolments",
        lambda session: shown.open_ones(session, context, caller),
    )


@router.post(
    "/enrolments", operation_id="start_enrolment", response_model=Enrolment, status_code=201
)
def start_enrolment(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[EnrolmentAsk], Depends(BodyOf(EnrolmentAsk))],
) -> Response:
    """Step 1: makes the patient, pending, once everybody who is like them was looked at."""
    return write(
        context,
        caller,
        headers.intention("start_enrolment", body.raw),
        lambda session, now: beginning.start(session, context, caller, body.value, now),
    )


@router.get(_ONE, operation_id="read_enrolment", response_model=Enrolment)
def read_enrolment(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext, response: Response
) -> Enrolment:
    """An enrolment as it stands, with what it still lacks."""
    found = seen(context, caller, "read_enrolment", patient_id, shown.read)
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.put(_ONE + "/steps/eligibility", operation_id="save_eligibility", response_model=Enrolment)
def save_eligibility(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[EligibilityStep], Depends(BodyOf(EligibilityStep))],
) -> Response:
    """Step 2, as far as it is filled in; a *no* ends the enrolment with its `stop`."""
    return changed(
        context, caller, "save_eligibility", headers, body, patient_id, saving.save_eligibility
    )


@router.put(_ONE + "/steps/pathway", operation_id="save_pathway", response_model=Enrolment)
def save_pathway(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[PathwayStep], Depends(BodyOf(PathwayStep))],
) -> Response:
    """Step 3, as far as it is filled in."""
    return changed(context, caller, "save_pathway", headers, body, patient_id, saving.save_pathway)


@router.put(_ONE + "/steps/consent", operation_id="save_consent", response_model=Enrolment)
def save_consent(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ConsentStep], Depends(BodyOf(ConsentStep))],
) -> Response:
    """Step 4, as far as it is filled in; who refuses telemonitoring is not enrolled."""
    return changed(context, caller, "save_consent", headers, body, patient_id, saving.save_consent)


@router.post(_ONE + "/finish", operation_id="finish_enrolment", response_model=Enrolment)
def finish_enrolment(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[EnrolmentFinishAsk], Depends(BodyOf(EnrolmentFinishAsk))],
) -> Response:
    """Follows the patient from now on; 422 `consent_required` without their consent."""
    return changed(
        context, caller, "finish_enrolment", headers, body, patient_id,
        lambda work, version, _ask: finishing.finish(work, version),
    )  # fmt: skip


@router.post(_ONE + "/abandon", operation_id="abandon_enrolment", response_model=Enrolment)
def abandon_enrolment(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[EnrolmentAbandonAsk], Depends(BodyOf(EnrolmentAbandonAsk))],
) -> Response:
    """Ends an enrolment that leads nowhere; of it the identity and the reason are kept."""
    return changed(
        context, caller, "abandon_enrolment", headers, body, patient_id,
        lambda work, version, ask: stopping.abandon(work, version, ask.reason),
    )  # fmt: skip


@router.post(
    _ONE + "/reopen", operation_id="reopen_enrolment", response_model=Enrolment, status_code=201
)
def reopen_enrolment(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[EnrolmentReopenAsk], Depends(BodyOf(EnrolmentReopenAsk))],
) -> Response:
    """Begins the enrolment again of somebody who is followed no more; all is asked anew."""
    return added(
        context, caller, "reopen_enrolment", headers, body, patient_id,
        lambda work, _ask: reopening.reopen(work),
    )  # fmt: skip
