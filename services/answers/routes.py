"""Takes in answers, and shows the questionnaires and rule sets by which they are judged."""

import json
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Response
from sqlalchemy.orm import Session

from services.answers import rule_sets
from services.answers.released import released
from services.answers.submitting import MachineChannel, channel_of, submit
from services.clinical.questionnaire import QuestionnaireKey
from services.contract.answer_content import AnswerContent
from services.contract.answers import AnswerReceipt
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.fhir import FHIR_JSON
from services.edge.reads import Seen, read
from services.edge.writes import Headers, IntentionHeaders
from services.errors import not_found

router = APIRouter(prefix="/api/v1", tags=["answers"])

_VERSION = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
_ANY_OBJECT: dict[str, Any] = {"schema": {"type": "object"}}


@router.post(
    "/patients/{patient_id}/answers",
    operation_id="submit_answer",
    response_model=AnswerReceipt,
    status_code=201,
    responses={200: {"model": AnswerReceipt, "description": "The same answer was stored before"}},
)
def submit_answer(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
    body: Annotated[Body[AnswerContent], Depends(BodyOf(AnswerContent))],
    x_vigie_channel: Annotated[MachineChannel, Header()] = None,
) -> Response:
    """Takes in one answer: 201 with what became of it, 200 when it was already there.

    `X-Vigie-Channel` says how it reached a machine that sends it; a nurse writes it on the phone.
    """
    intention = headers.intention("submit_answer", body.raw)
    channel = channel_of(caller, x_vigie_channel)
    return submit(context, caller, intention, patient_id, body.value, channel)


@router.get(
    "/questionnaires/{name}/versions/{version}",
    operation_id="read_questionnaire",
    response_class=Response,
    responses={
        200: {"content": {FHIR_JSON: _ANY_OBJECT}, "description": "A FHIR R4 Questionnaire"}
    },
)
def read_questionnaire(
    name: str, version: str, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """One version of a questionnaire, as it was released."""

    def _find(_session: Session) -> Seen[dict[str, Any]]:
        document = released().questionnaire_documents.get(QuestionnaireKey(name, version))
        if document is None:
            raise not_found()
        return Seen(dict(document))

    found = read(context, caller, "read_questionnaire", _find)
    return Response(_json(found), media_type=FHIR_JSON)


@router.get(
    "/rule-sets/{version}",
    operation_id="read_rule_set",
    response_class=Response,
    responses={
        200: {"content": {"application/json": _ANY_OBJECT}, "description": "A released rule set"}
    },
)
def read_rule_set(
    version: Annotated[str, Path(pattern=_VERSION)], caller: CurrentCaller, context: CurrentContext
) -> Response:
    """One version of a rule set, as it was released."""

    def _find(session: Session) -> Seen[dict[str, Any]]:
        document = rule_sets.document(session, version)
        if document is None:
            raise not_found()
        return Seen(document)

    found = read(context, caller, "read_rule_set", _find)
    return Response(_json(found), media_type="application/json")


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
