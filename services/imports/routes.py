"""The route by which patients are brought in from another system."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.contract.bundle_import import Bundle, ImportReport
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.fhir import FHIR_JSON
from services.edge.writes import Headers, IntentionHeaders, write
from services.imports import service
from services.imports.work import Work

router = APIRouter(prefix="/api/v1", tags=["import"])


@router.post("/patients/import", operation_id="import_bundle", response_model=ImportReport)
def import_bundle(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
    body: Annotated[Body[Bundle], Depends(BodyOf(Bundle, FHIR_JSON))],
    unit: Annotated[UUID, Query(description="The care unit of patients who are new here.")],
) -> Response:
    """Takes in a FHIR R4 Bundle: Patient, Condition, CarePlan, MedicationRequest,
    MedicationAdministration, Observation, QuestionnaireResponse.

    One transaction; the report has a line for each entry. The same bundle again changes nothing.
    """
    # Into another unit it is another intention.
    asked = headers.intention("import_bundle", body.raw)
    intention = replace(asked, target=f"{asked.target}?unit={unit}")
    return write(
        context,
        caller,
        intention,
        lambda session, now: service.import_bundle(
            Work(session, context, caller, now, unit), body.value
        ),
    )
