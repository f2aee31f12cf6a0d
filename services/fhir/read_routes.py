"""Reads of one resource, and what the interface can do; `ETag` spares what is known already."""

from email.utils import format_datetime
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.doors import WITHOUT_SESSION
from services.edge.reads import read
from services.fhir import service
from services.fhir.capabilities import capability_statement
from services.fhir.gathering import Desk
from services.fhir.kinds import DOCUMENTS, OBSERVATIONS, PATIENTS, RESPONSES, Served
from services.fhir.replies import DESCRIBED, answer, base_of, require_json
from services.security.caller import Caller

_DESCRIBED: Final[dict[int | str, dict[str, Any]]] = {
    **DESCRIBED,
    304: {"description": "The engine has this version (If-None-Match)"},
}

router = APIRouter(tags=["fhir"])


@router.get(
    "/metadata",
    operation_id="read_fhir_capabilities",
    response_class=Response,
    responses=DESCRIBED,
    dependencies=WITHOUT_SESSION,
)
def read_fhir_capabilities(request: Request) -> Response:
    """What the interface can do (`CapabilityStatement`)."""
    require_json(request)
    return answer(capability_statement(base_of(request)))


def _read(
    request: Request, caller: Caller, context: Context, served: Served, identifier: str
) -> Response:
    require_json(request)
    known = ",".join(request.headers.getlist("if-none-match")) or None
    now = context.clock.now()
    operation = request.scope["route"].operation_id
    found = read(
        context,
        caller,
        operation,
        lambda session: service.read(
            Desk(session, context, caller, now), served, identifier, known
        ),
    )
    at = found.row.changed_at.replace(microsecond=0)
    headers = {"ETag": found.tag, "Last-Modified": format_datetime(at, usegmt=True)}
    if found.resource is None:
        return Response(status_code=304, headers=headers)
    return answer(found.resource, headers)


@router.get(
    "/Patient/{patient_id}",
    operation_id="read_fhir_patient",
    response_class=Response,
    responses=_DESCRIBED,
)
def read_fhir_patient(
    request: Request, patient_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """One `Patient`; 410 once they were erased, 403 while it is not certain who they are."""
    return _read(request, caller, context, PATIENTS, str(patient_id))


@router.get(
    "/QuestionnaireResponse/{answer_id}",
    operation_id="read_fhir_questionnaire_response",
    response_class=Response,
    responses=_DESCRIBED,
)
def read_fhir_questionnaire_response(
    request: Request, answer_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """One `QuestionnaireResponse`, whether or not it still stands."""
    return _read(request, caller, context, RESPONSES, str(answer_id))


@router.get(
    "/Observation/{observation_id}",
    operation_id="read_fhir_observation",
    response_class=Response,
    responses=_DESCRIBED,
)
def read_fhir_observation(
    request: Request, observation_id: str, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """One `Observation`, whether or not it still stands."""
    return _read(request, caller, context, OBSERVATIONS, observation_id)


@router.get(
    "/DocumentReference/{document_id}",
    operation_id="read_fhir_document_reference",
    response_class=Response,
    responses=_DESCRIBED,
)
def read_fhir_document_reference(
    request: Request, document_id: str, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """One `DocumentReference`: a report that left, with its fingerprint and without its file."""
    return _read(request, caller, context, DOCUMENTS, document_id)
