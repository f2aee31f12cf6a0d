"""Takes in answers as FHIR R4 resources, and tells what became of them as a FHIR server does."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Response

from services.answers.fhir_content import content_of
from services.answers.fhir_envelope import inspect, patient_of, trying
from services.answers.fhir_people import IsOther
from services.answers.submitting import MachineChannel, channel_of, submit
from services.contract.answers import AnswerReceipt
from services.contract.enums import AnswerOutcome
from services.contract.fhir_outcome import OperationOutcome, OutcomeIssue
from services.contract.fhir_response import QuestionnaireResponse
from services.db.scope import Scope
from services.edge.body import Body, BodyOf
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.fhir import ANSWER_OUTCOME, FHIR_BASE, FHIR_JSON, fhir_response, issue
from services.edge.writes import Headers, IntentionHeaders
from services.patients import monitoring
from services.security.caller import Caller

router = APIRouter(prefix=FHIR_BASE, tags=["fhir"])

_OUTCOME: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/OperationOutcome"}}
_RESPONSE = BodyOf(QuestionnaireResponse, FHIR_JSON, inspect)
_SAID = {
    AnswerOutcome.NOTHING: "The answer was stored and evaluated: nothing to report.",
    AnswerOutcome.ALERT: "The answer was stored and raised an alert.",
    AnswerOutcome.TECHNICAL: "The answer was stored and could not be evaluated whole: "
    "a person will read it as it was sent. Look at the mapping of the sender.",
}


@router.post(
    "/QuestionnaireResponse",
    operation_id="submit_questionnaire_response",
    response_class=Response,
    status_code=201,
    responses={
        201: {"content": {FHIR_JSON: _OUTCOME}, "description": "Stored, and what became of it"},
        200: {"content": {FHIR_JSON: _OUTCOME}, "description": "The same was stored before"},
    },
)
def submit_questionnaire_response(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
    body: Annotated[Body[QuestionnaireResponse], Depends(_RESPONSE)],
    x_vigie_channel: Annotated[MachineChannel, Header()] = None,
) -> Response:
    """Takes in the answer of the patient that `subject` names, like `submit_answer`.

    201 with the new identifier in `Location`, 200 when it was already there; the outcome is a code
    of the `OperationOutcome`.
    """
    patient_id = patient_of(body.value.subject.reference)
    stored = submit(
        context,
        trying(caller, patient_id),
        headers.intention("submit_questionnaire_response", body.raw),
        patient_id,
        content_of(body.value, _is_other(context, caller, patient_id)),
        channel_of(caller, x_vigie_channel),
    )
    receipt = AnswerReceipt.model_validate_json(bytes(stored.body))
    response = fhir_response(_told(receipt), stored.status_code)
    response.headers["Location"] = f"{FHIR_BASE}/QuestionnaireResponse/{receipt.id}"
    if "Idempotency-Replayed" in stored.headers:
        response.headers["Idempotency-Replayed"] = stored.headers["Idempotency-Replayed"]
    return response


def _is_other(context: Context, caller: Caller, patient_id: UUID) -> IsOther:
    def _compare(number: str) -> bool:
        with context.database.reading(Scope(caller.centre_id)) as session:
            return monitoring.is_other_ins(
                session, context.keys, caller.centre_id, patient_id, number
            )

    return _compare


def _told(receipt: AnswerReceipt) -> OperationOutcome:
    is_technical = receipt.outcome is AnswerOutcome.TECHNICAL
    severity: Any = "warning" if is_technical else "information"
    issues = [
        issue(severity, "informational", ANSWER_OUTCOME, receipt.outcome, _SAID[receipt.outcome])
    ]
    for is_so, code, words in (
        (receipt.duplicate, "duplicate", "The same answer was stored before; this is what it was."),
        (receipt.late, "late", "It came too late to count in the answer rate."),
        (receipt.replaces is not None, "correction", f"It replaces {receipt.replaces}."),
    ):
        if is_so:
            issues.append(_information(code, words))
    return OperationOutcome(issue=issues)


def _information(code: str, words: str) -> OutcomeIssue:
    kind = "duplicate" if code == "duplicate" else "informational"
    return issue("information", kind, ANSWER_OUTCOME, code, words)
